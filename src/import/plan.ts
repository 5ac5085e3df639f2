import { setImmediate as breathe } from 'node:timers/promises';
import { companyCore } from '../memory/identity/company-names.ts';
import { canonical } from '../memory/identity/names.ts';
import type { Person } from '../memory/identity/people.ts';
import type { Note, NoteHeader, Outcome, Visibility } from '../memory/note.ts';
import { addDays, dayIn } from '../util/calendar.ts';
import { groupBy } from '../util/group-by.ts';
import { hashOf } from '../util/hash.ts';
import { secretsIn, withoutSecrets } from '../util/secrets.ts';
import { type ColumnRoles, holdsNotes, namesInParts } from './columns.ts';
import { type ColumnOrder, dayInCell, orderOf } from './days.ts';
import { companyIn, namesIn } from './names-in-cell.ts';
import { plainWords } from './plain-words.ts';
import type { Table, TableRow } from './read-rows.ts';
import {
  createWhoInRows,
  type Found,
  type Meant,
  type RowNames,
  type Said,
  type Someone,
  type ToChoose,
} from './who-in-rows.ts';

/** What an importer may choose. */
export interface ImportChoices {
  readonly roles: ColumnRoles;
  /** How 12/5 is to be read; null leaves it to the column. */
  readonly order: 'day first' | 'month first' | null;
  readonly visibility: Visibility;
  /** Whether a closed stage closes its deal. */
  readonly closes: boolean;
  /** What becomes of rows that seem to hold a secret. */
  readonly secrets: 'leave out rows' | 'leave out secrets' | 'keep';
  /** What was said of names that may mean several, by `namesKey`. */
  readonly people: Readonly<Record<string, Said>>;
}

/** Whose notes are made, and of what is known already. */
export interface ImportAuthor {
  readonly id: string;
  readonly zone: string;
  readonly isMonthFirst: boolean;
  /** The people in the notes that they may read. */
  readonly people: readonly Person[];
  /** The notes that they may read. */
  readonly headers: readonly NoteHeader[];
  /** How many imports of theirs were undone: what was taken back may be brought again. */
  readonly epoch: number;
  /** Ids of notes that were deleted by themselves: those stay deleted. */
  readonly deleted: ReadonlySet<string>;
  /** Whether rows with this in the owner's column are theirs. */
  readonly owns: (cell: string) => boolean;
}

/** How texts become notes; the same as where one is typed. */
export interface NoteWords {
  readonly clean: (text: string) => string;
  readonly length: (text: string) => number;
  readonly longest: number;
  readonly noonIn: (zone: string, day: string) => string;
}

/** Somebody to be chosen, for these rows. */
export interface OpenChoice {
  readonly key: string;
  /** As the file names them. */
  readonly name: string;
  readonly company: string;
  readonly candidates: readonly Someone[];
  readonly rows: readonly number[];
}

/** A row of which no note is made, and why, in words. */
export interface Unreadable {
  readonly row: number;
  readonly why: string;
}

/** What would be done with a file. Nothing is stored yet. */
export interface ImportPlan {
  /** New notes, in the order of the file. */
  readonly notes: readonly Note[];
  readonly have: number;
  /** The same once more in the file. */
  readonly twice: number;
  /** Were deleted by their author, and stay so. */
  readonly deleted: number;
  readonly choices: readonly OpenChoice[];
  readonly unreadable: readonly Unreadable[];
  /** Of somebody else, by the owner's cell: how many. */
  readonly others: ReadonlyMap<string, number>;
  /** Rows that seem to hold a secret. */
  readonly secrets: number;
  readonly order: ColumnOrder;
  readonly deals: {
    readonly open: number;
    readonly dormant: number;
    readonly won: number;
    readonly lost: number;
  };
  /** Keys of the deals among them that are closed or dormant. */
  readonly over: ReadonlySet<string>;
}

/** Deals without a note for so long are dormant. */
export const dormantDays = 90;

export const importSource = 'import-';

interface Ask {
  readonly table: Table;
  readonly choices: ImportChoices;
  readonly author: ImportAuthor;
  readonly words: NoteWords;
  /** Carried by each note: which import it came with. */
  readonly source: string;
  /** ISO 8601 in UTC; the same for all notes of an import. */
  readonly at: string;
}

/** Between so many rows others get their turn. */
const rowsAtOnce = 200;

/** Makes notes of rows, and says of each other row why there is none. The same for the same file, choices and memory. */
export async function planImport(ask: Ask): Promise<ImportPlan> {
  const { table, choices, author } = ask;
  const isParted = namesInParts(table, choices.roles);
  const named = table.rows.map((row) => ({ row, names: namesOf(row, choices.roles, isParted) }));
  const who = createWhoInRows(
    author.people,
    named.map(({ names }) => names),
    choices.people,
  );
  const order = orderIn(table, choices, author);
  const usual = holdsNotes(table, choices.roles) ? 'note' : 'spoke';
  const tally = createTally(ask);
  for (const [index, { row, names }] of named.entries()) {
    if (index % rowsAtOnce === 0) await breathe();
    const owner = first(row, choices.roles.owner);
    if (author.owns(owner))
      tally.take(readRow(ask, { row, names, order: order.order, usual }), () => who.of(names));
    else tally.leaveToOther(owner);
  }
  return { ...tally.plan(), order };
}

function first(row: TableRow, columns: readonly number[]): string {
  return columns.map((index) => row.cells[index] ?? '').find((cell) => cell !== '') ?? '';
}

function orderIn(
  { rows }: Table,
  { roles, order }: ImportChoices,
  { isMonthFirst }: ImportAuthor,
): ColumnOrder {
  const cells = rows.map((row) => first(row, roles.day));
  return order === null ? orderOf(cells, isMonthFirst) : { order, by: 'said' };
}

function namesOf(row: TableRow, roles: ColumnRoles, isParted: boolean): RowNames {
  const cells = roles.person.map((index) => row.cells[index] ?? '');
  const people = namesIn(isParted ? cells.filter(Boolean).join(' ') : (cells.find(Boolean) ?? ''));
  return { people, company: companyIn(first(row, roles.company)), deal: companyIn(first(row, roles.deal)) };
}

/** A row that makes a note, but for whom it is about. */
interface ReadRow {
  readonly number: number;
  readonly names: RowNames;
  readonly day: string;
  readonly text: string;
  readonly outcome: Outcome;
  readonly stage: string;
}

interface ToRead {
  readonly row: TableRow;
  readonly names: RowNames;
  readonly order: ColumnOrder['order'];
  /** Where no column says how it went. */
  readonly usual: Outcome;
}

function readRow(
  { choices: { roles }, author, words, at }: Ask,
  { row, names, order, usual }: ToRead,
): ReadRow | Unreadable {
  const { number } = row;
  const no = (why: string) => ({ row: number, why });
  const outcome = outcomeOf(
    roles.outcome.map((index) => row.cells[index] ?? ''),
    usual,
  );
  if (outcome === null) return no('it was called off or is still to come');
  const written = first(row, roles.day);
  if (written === '') return no('no day');
  const read = dayInCell(written, order, author.zone);
  if ('why' in read)
    return no(
      read.why === 'either'
        ? 'the day can be read in two ways, and this file has both'
        : 'there is no such day',
    );
  if (read.day > dayIn(author.zone, new Date(at))) return no('its day is still to come');
  const text = words.clean(textOf(row, roles)).trim();
  if (text === '') return no('nothing says what happened');
  if (words.length(text) > words.longest) return no(`longer than a note holds (${words.longest} characters)`);
  return { number, names, day: read.day, text, outcome, stage: first(row, roles.stage) };
}

/** Titles that only name the kind of thing. */
const sayNothing =
  /^(?:call|phone call|meeting|e-?mail|task|note|anruf|termin|notiz|aufgabe|appel|réunion|llamada|reunión)$/i;

/** Title and body under each other, neither twice. */
function textOf(row: TableRow, roles: ColumnRoles): string {
  const parts: string[] = [];
  for (const index of roles.words) {
    const part = plainWords(row.cells[index] ?? '');
    if (part !== '' && !parts.some((one) => one.includes(part))) parts.push(part);
  }
  const told = parts.filter((part, index) => !parts.slice(index + 1).some((more) => more.startsWith(part)));
  const own = told.filter((part) => !sayNothing.test(part));
  return (own.length > 0 ? own : told).join('\n');
}

/** By what is in the row: the same row is the same note, whoever is chosen for it. */
function idsOf({ author }: Ask, { names, day, text }: ReadRow): readonly string[] {
  const who = [canonical(names.people[0]?.name ?? ''), companyCore(names.company)];
  return Array.from({ length: author.epoch + 1 }, (_, epoch) => {
    const hash = hashOf(JSON.stringify([author.id, ...who, day, text, ...(epoch > 0 ? [epoch] : [])]), 32);
    return `note-${uuidOf(hash)}`;
  });
}

/** A hash in the form of a UUID whose maker chose its bits. */
function uuidOf(hash: string): string {
  const part = (from: number, to: number) => hash.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}

interface Planned {
  readonly note: Note;
  readonly stage: string;
}

function createTally(ask: Ask) {
  const { choices, author } = ask;
  // An id is of its author: no note of somebody else's has it.
  const known = new Set(author.headers.map(({ id }) => id));
  const seen = new Set<string>();
  const planned: Planned[] = [];
  const unreadable: Unreadable[] = [];
  const others = new Map<string, number>();
  const open = new Map<string, OpenChoice>();
  const counts = { have: 0, twice: 0, deleted: 0, secrets: 0 };

  /** Whether it is settled already what becomes of the row. */
  function isKnown(ids: readonly string[]): boolean {
    const newest = ids.at(-1) ?? '';
    if (seen.has(newest)) counts.twice += 1;
    else if (ids.some((id) => known.has(id))) counts.have += 1;
    else if (ids.some((id) => author.deleted.has(id))) counts.deleted += 1;
    else return seen.add(newest) && false;
    seen.add(newest);
    return true;
  }

  function choose({ key, candidates }: ToChoose, { names, number }: ReadRow): void {
    const before = open.get(key);
    const name = names.people[0]?.name ?? '';
    open.set(key, { key, name, company: names.company, candidates, rows: [...(before?.rows ?? []), number] });
  }

  function make(row: ReadRow, id: string, meant: Found): void {
    const isSecret = secretsIn(row.text).length > 0;
    if (isSecret) counts.secrets += 1;
    if (isSecret && choices.secrets === 'leave out rows') return;
    const text = isSecret && choices.secrets === 'leave out secrets' ? withoutSecrets(row.text) : row.text;
    const note: Note = {
      ...{ id, text, prospects: meant.prospects, deal: meant.deal, author: author.id, outcome: row.outcome },
      ...{ day: row.day, timestamp: ask.words.noonIn(author.zone, row.day), loggedAt: ask.at },
      ...{ visibility: choices.visibility, source: ask.source, link: null },
    };
    planned.push({ note, stage: row.stage });
  }

  return {
    leaveToOther: (owner: string) => void others.set(owner, (others.get(owner) ?? 0) + 1),
    take(read: ReadRow | Unreadable, find: () => Meant): void {
      if ('why' in read) return void unreadable.push(read);
      const ids = idsOf(ask, read);
      if (isKnown(ids)) return;
      const meant = find();
      if (meant.kind === 'choose') choose(meant, read);
      else if (meant.kind === 'nobody') unreadable.push({ row: read.number, why: 'nobody is named' });
      else if (meant.kind === 'left out')
        unreadable.push({ row: read.number, why: 'left out, as you chose' });
      else make(read, ids.at(-1) ?? '', meant);
    },
    plan: (): Omit<ImportPlan, 'order'> => ({
      ...counts,
      choices: [...open.values()].toSorted((a, b) => b.rows.length - a.rows.length),
      unreadable,
      others,
      ...closings(planned, ask),
    }),
  };
}

/** Closes the deals whose newest row stands in a closed stage, and counts what is open. */
function closings(planned: readonly Planned[], { choices, author, at }: Ask) {
  const since = addDays(dayIn(author.zone, new Date(at)), -dormantDays);
  const lastKnown = lastDays(author.headers);
  const deals = { open: 0, dormant: 0, won: 0, lost: 0 };
  const over = new Set<string>();
  const closing = new Map<Note, 'won' | 'lost'>();
  for (const [key, all] of groupBy(planned, ({ note }) => note.deal.key)) {
    const { note } = all.reduce(later);
    const last = lastKnown.get(key) ?? '';
    const isNewest = last <= note.day;
    const closed = choices.closes && isNewest ? stageOf(all) : null;
    const fate = closed ?? ((isNewest ? note.day : last) < since ? 'dormant' : 'open');
    deals[fate] += 1;
    if (closed !== null) closing.set(note, closed);
    if (fate !== 'open') over.add(key);
  }
  const notes = planned.map(({ note }) => {
    const outcome = closing.get(note);
    return outcome === undefined ? note : { ...note, outcome };
  });
  return { notes, deals, over };
}

/** What the newest row that tells a stage says of the deal. */
function stageOf(all: readonly Planned[]): 'won' | 'lost' | null {
  const staged = all.filter(({ stage }) => stage !== '');
  return staged.length > 0 ? closedIn(staged.reduce(later).stage) : null;
}

/** By deal, the day of its newest note. */
function lastDays(headers: readonly NoteHeader[]): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { deal, day } of headers) if (day > (last.get(deal.key) ?? '')) last.set(deal.key, day);
  return last;
}

function later(a: Planned, b: Planned): Planned {
  return a.note.day > b.note.day ? a : b;
}

/** What a cell on the outcome or the kind of a call says, likeliest reading first; of several cells the first that says something. */
const said: readonly (readonly [RegExp, Outcome])[] = [
  [
    /\b(?:no answer|no response|not answered|unanswered|unattended|unreached|not reached|left (?:a )?(?:live )?(?:message|voicemail|vm)|voicemail|voice mail|busy|wrong number|no show|noshow|missed|did not pick up|keine antwort|nicht erreicht|besetzt|mailbox|pas de reponse|absent|sin respuesta|buzon)\b/,
    'no_answer',
  ],
  [/\b(?:objection|concern raised|einwand)\b/, 'objection'],
  [
    /\b(?:next step|follow up agreed|meeting (?:booked|scheduled|set)|demo (?:booked|scheduled)|appointment set|requested more info|callback agreed|termin vereinbart|nachster schritt)\b/,
    'next_step',
  ],
  [
    /\b(?:connected|spoke|completed|held|answered|reached|interested|successful|attended|conversation|inbound|outbound|incoming|outgoing|gesprochen|erreicht|conecto|joint)\b/,
    'spoke',
  ],
  [
    /\b(?:call|meeting|phone|demo|lunch|visit|event|anruf|besprechung|reunion|appel|llamada|mote|samtal)\b/,
    'spoke',
  ],
  [
    /\b(?:note|email|e mail|mail|task|todo|to do|linkedin|sms|whatsapp|letter|notiz|aufgabe|deadline)\b/,
    'note',
  ],
];

/** An outcome as somebody of ours writes it. */
const own: Readonly<Record<string, Outcome>> = {
  won: 'won',
  lost: 'lost',
  'just a note': 'note',
  'next step agreed': 'next_step',
};

const planned =
  /^(?:canceled|cancelled|rescheduled|scheduled|not started|to do|planned|deferred|waiting|waiting on someone else|abgesagt|geplant|annule|cancelada)$/;

/** How the call went, `usual` where nothing tells; null where it was only planned, or called off. */
function outcomeOf(cells: readonly string[], usual: Outcome): Outcome | null {
  const words = cells.map(canonical).filter((cell) => cell !== '');
  if (words.some((cell) => planned.test(cell))) return null;
  // That it was done says nothing of how it went, where another cell does.
  for (const cell of words.filter((one, _, all) => all.length === 1 || !/^(?:completed|done)$/.test(one))) {
    const known = own[cell] ?? said.find(([form]) => form.test(cell))?.[1];
    if (known) return known;
  }
  return usual;
}

const won =
  /^(?:closed ?won|won|deal won|gewonnen|abgeschlossen und gewonnen|gagne|ganado|ganada|vunnen|vunnet|appointment ?won|signed)$/;
const lost =
  /^(?:closed ?lost|lost|deal lost|verloren|abgeschlossen und verloren|perdu|perdido|perdida|forlorad|disqualified|closed lost to competition)$/;

/** What a stage says of its deal: won or lost; null while it is open. */
function closedIn(stage: string): 'won' | 'lost' | null {
  const words = canonical(stage);
  if (won.test(words)) return 'won';
  return lost.test(words) ? 'lost' : null;
}
