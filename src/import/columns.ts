import { canonical } from '../memory/identity/names.ts';
import { type ColumnOrder, dayInCell, orderOf } from './days.ts';
import type { Table } from './read-rows.ts';

/** What a column can be; of people and words there may be several. */
export const columnRoles = [
  'person',
  'company',
  'day',
  'words',
  'outcome',
  'stage',
  'deal',
  'owner',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Which columns are what, by their place in the file; none for what the file has not. */
export type ColumnRoles = Readonly<Record<ColumnRole, readonly number[]>>;

/** Roles that take one column. */
const single: ReadonlySet<ColumnRole> = new Set(['company', 'day', 'stage', 'deal', 'owner']);

export function takesSeveral(role: ColumnRole): boolean {
  return !single.has(role);
}

/**
 * What exports call their columns, likeliest first: HubSpot, Salesforce, Pipedrive and Zoho by label and by inner name, and
 * what people write above a column of their own, in canonical words.
 */
const names: Readonly<Record<Exclude<ColumnRole, 'person' | 'words' | 'outcome'>, readonly RegExp[]>> = {
  company: [
    /^(?:associated company|associated companies|primary associated company|company account|account name|organization name|organisation name|related company)$/,
    /^(?:company|company name|account|organization|organisation|org name|who company|customer|client)$/,
    /^(?:firma|unternehmen|kunde|societe|entreprise|empresa|compania|foretag|bolag|konto)$/,
    /\b(?:company|account name|organization|organisation)\b/,
    // Zoho's, where the account stands.
    /^(?:related to|what name)$/,
  ],
  day: [
    /^(?:activity date|hs timestamp|activitydate|call start time|call date|meeting start time|start date ?time|startdatetime|marked as done time|activity marked as done time)$/,
    /^(?:date|date of call|datum|fecha|data|call time|day|when|tag|gesprachsdatum|anrufdatum|date de l appel)$/,
    /^(?:due date|activity due date|start time|start date|from|start|completed date ?time|completeddatetime|completion date)$/,
    /^(?:create date|created date|created time|createddate|add time|activity add time|created at|created|created on|note created time|timestamp|hs createdate|erstellt am|erstellt)$/,
    /\b(?:date|datum|time)\b/,
  ],
  stage: [
    /^(?:deal stage|stage|opportunity stage|stagename|deal status|status of deal|deal stage name|hs deal stage|dealstage|opportunity status|pipeline stage|phase|verkaufsphase|etape|etapa)$/,
    /^(?:won lost|closed|result of deal|deal outcome)$/,
  ],
  deal: [
    /^(?:associated deal|associated deals|deal|deal name|deal title|opportunity|opportunity name|potential name|geschaft|affaire|oportunidad)$/,
  ],
  owner: [
    /^(?:activity assigned to|assigned to user|activity assigned to user|assigned|assigned to|call owner|note owner|task owner|event owner|owner name|owner email|note owner name|hubspot owner id)$/,
    /^(?:owner|rep|sales rep|user|author|activity owner|host|zustandig|verkaufer|mitarbeiter|commercial|creator|created by|responsable)$/,
    /\b(?:owner|assigned to)\b/,
  ],
};

const whole = [
  /^(?:associated contact|associated contacts|primary associated contact|contact|contact name|contact person|person name|who name|name of contact|contact full name|participants|attendees)$/,
  /^(?:person|who|with|call with|lead|lead name|prospect|name|full name|customer name|parent id|parent|people)$/,
  /^(?:ansprechpartner|kontakt|kontaktperson|gesprachspartner|interlocuteur|contacto|persona|kontaktpersonen)$/,
];
const given = /^(?:contact )?(?:first name|firstname|given name|vorname|prenom|nombre)$/;
const family = /^(?:contact )?(?:last name|lastname|surname|family name|nachname|nom|apellido|apellidos)$/;
const mail = /^(?:contact )?(?:e mail|email|email address|contact email)$/;

const body = [
  /^(?:note body|hs note body|call notes|call body|hs call body|meeting notes|internal meeting notes|meeting description|hs meeting body|hs internal meeting notes|full comments|note content|content|activity note|email body|hs email text|body)$/,
  /^(?:note|notes|comment|comments|description|activity description|what happened|summary|text|call agenda|details|minutes|body preview|hs body preview|message)$/,
  /^(?:notiz|notizen|bemerkung|bemerkungen|kommentar|beschreibung|gesprachsnotiz|commentaire|commentaires|compte rendu|notas|comentarios|anteckning|anteckningar)$/,
];
const title =
  /^(?:subject|activity subject|call title|hs call title|meeting name|meeting title|hs meeting title|note title|title|activity|topic|betreff|thema|objet|asunto|email subject|hs email subject|amne)$/;

const outcomes =
  /^(?:call outcome|hs call disposition|calldisposition|call disposition|call result|outcome|meeting outcome|hs meeting outcome|result|disposition|how it went|activity outcome|call status|outgoing call status|ergebnis|resultat|resultado)$/;
const types =
  /^(?:type|activity type|engagement type|task subtype|tasksubtype|event type|typ|art|call or meeting)$/;

const status = /^(?:activity )?(?:status|done|task status|event status)$/;
const isStatus = /^(?:completed|done|not started|to do|in progress|deferred)$/i;

/** Keys of another system: no person, no company, no words. */
const key =
  /^(?:\d{4,20}|[a-z]{0,6}_?\d{6,20}|[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?|[0-9a-f]{8}-[0-9a-f-]{27})$/;
const looked = 200;
const mostly = 0.5;

interface Column {
  readonly index: number;
  /** Its name in canonical words. */
  readonly name: string;
  /** What stands in it, of the first rows that have something. */
  readonly cells: readonly string[];
  readonly holdsKeys: boolean;
}

/** What each column is, by its name and by what stands in it. Empty columns are nothing. */
export function guessRoles(table: Table, zone: string): ColumnRoles {
  const all = columnsOf(table).filter(({ cells }) => cells.length > 0);
  const readable = all.filter(({ holdsKeys }) => !holdsKeys);
  const first = (from: readonly Column[], patterns: readonly RegExp[]) =>
    patterns.flatMap((pattern) => from.filter(({ name }) => pattern.test(name)))[0];
  const one = (column: Column | undefined) => (column ? [column.index] : []);
  const day = dayColumn(all, zone);
  const people = personColumns(readable);
  const taken = new Set([...one(day), ...people]);
  const rest = readable.filter(({ index }) => !taken.has(index));
  const words = wordColumns(rest);
  const open = rest.filter(({ index }) => !words.includes(index));
  const company = first(open, names.company);
  const stage = first(open, names.stage);
  const free = open.filter((column) => column !== company && column !== stage);
  return {
    person: people,
    company: one(company),
    day: one(day),
    words,
    outcome: [outcomes, types]
      .flatMap((pattern) => one(first(free, [pattern])))
      .concat(one(statusColumn(free))),
    stage: one(stage),
    deal: one(first(free, names.deal)),
    owner: one(first(free, names.owner)),
  };
}

function columnsOf({ columns, rows }: Table): readonly Column[] {
  return columns.map((typed, index) => {
    const cells: string[] = [];
    for (const row of rows) {
      const cell = row.cells[index] ?? '';
      if (cell !== '' && cells.push(cell) === looked) break;
    }
    const name = canonical(typed);
    return {
      index,
      name,
      cells,
      holdsKeys: share(cells, (cell) => key.test(cell) && /\d/.test(cell)) > mostly,
    };
  });
}

function share<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(is).length / all.length;
}

/** One column with the whole name, else the given and the family name, else the address that spells it. */
function personColumns(columns: readonly Column[]): readonly number[] {
  for (const pattern of whole) {
    const found = columns.filter(({ name }) => pattern.test(name));
    // The same people once more under "Lead", where the contact is left empty.
    if (found.length > 0) return found.slice(0, 2).map(({ index }) => index);
  }
  const parts = [given, family].flatMap((pattern) => columns.find(({ name }) => pattern.test(name)) ?? []);
  const found = parts.length > 0 ? parts : columns.filter(({ name }) => mail.test(name)).slice(0, 1);
  return found.map(({ index }) => index);
}

/** Whether something was done at all; a deal's status is another matter. */
function statusColumn(columns: readonly Column[]): Column | undefined {
  return columns.find(({ name, cells }) => status.test(name) && cells.some((cell) => isStatus.test(cell)));
}

/** The title first, then the body: together they are the note. */
function wordColumns(columns: readonly Column[]): readonly number[] {
  const titles = columns.filter(({ name }) => title.test(name)).slice(0, 1);
  for (const pattern of body) {
    const found = columns.filter(({ name }) => pattern.test(name)).slice(0, 2);
    if (found.length > 0) return [...titles, ...found].map(({ index }) => index);
  }
  return titles.map(({ index }) => index);
}

/** The likeliest by name whose cells are days, else any column of days. */
function dayColumn(columns: readonly Column[], zone: string): Column | undefined {
  const dated = columns.filter(({ cells }) => {
    const { order } = orderOf(cells, false);
    return share(cells, (cell) => isDated(cell, order, zone)) >= mostly;
  });
  const named = names.day.flatMap((pattern) => dated.filter(({ name }) => pattern.test(name)));
  return named[0] ?? dated[0];
}

function isDated(cell: string, order: ColumnOrder['order'], zone: string): boolean {
  const read = dayInCell(cell, order, zone);
  return 'day' in read || read.why === 'either';
}

/** Whether given and family name stand in columns of their own, to be read as one name. */
export function namesInParts({ columns }: Table, roles: ColumnRoles): boolean {
  const called = roles.person.map((index) => canonical(columns[index] ?? ''));
  return called.some((name) => given.test(name)) && called.some((name) => family.test(name));
}

/** Whether these are notes on somebody rather than calls: by what exports of notes call their words. */
export function holdsNotes({ columns }: Table, roles: ColumnRoles): boolean {
  const called = roles.words.map((index) => canonical(columns[index] ?? ''));
  return (
    roles.outcome.length === 0 &&
    called.some((name) => /^(?:hs )?note (?:body|content)$|^content$/.test(name))
  );
}

/** What is missing to make notes of rows, in words; empty when all is there. */
export function missingRoles(roles: ColumnRoles): readonly string[] {
  return [
    ...(roles.day.length === 0 ? ['the day'] : []),
    ...(roles.words.length === 0 ? ['what happened'] : []),
    ...(roles.person.length + roles.company.length === 0 ? ['who it was with'] : []),
  ];
}
