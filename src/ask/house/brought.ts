import type { ReadDeal } from '../../brief/reading/read-deals.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { fewestNotes, score } from '../../brief/score/score.ts';
import { closingNote, type Known } from '../../brief/signals/history.ts';
import { type Cited, lastSaid } from '../../brief/signals/signal.ts';
import type { NoteHeader } from '../../memory/note.ts';
import { addDays, dayName, isWithin, laterDay, type Period } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { withDayNames } from '../../util/first-letter.ts';
import { periodIn } from '../../util/named-days.ts';
import { andMore, type Sentence, whomOf } from '../answer.ts';
import { saysName } from '../what-is-asked.ts';
import type { AskedDays, Colleague } from './colleague.ts';
import type { HouseScope } from './house.ts';
import { ofEach, type ReadDeps, type Tell, type Where } from './one-deal.ts';

type Place = Pick<Cited, 'noteId' | 'day'>;

/** Which notes are looked at, and how a sentence calls them. */
interface Noted {
  /** "since 17 Nov"; null for the day of the newest of them. */
  readonly said: string | null;
  readonly isIn: (place: Place) => boolean;
  /** The days whose scores are told; left out where the notes are not all of theirs. */
  readonly days?: Period;
  /** Of a deal whose notes brought nothing, nothing is told. */
  readonly isNewsAlone?: true;
}

/** What such notes brought: what is new, what ended, and the score before and after. */
function broughtBy(noted: Noted): Tell {
  const { said, isIn, days, isNewsAlone } = noted;
  return (deal, { rubric, asOf: asked }) => {
    const [newest] = deal.notes;
    if (newest === undefined) return [];
    const asOf = laterDay(asked, deal.asOf);
    const own = deal.notes.filter(({ id, day }) => isIn({ noteId: id, day }));
    const [last] = own;
    if (last === undefined) return [{ text: `${whomOf(newest)}, ${said}: nothing noted.`, cited: [] }];
    const { told, cited } = newsIn(deal.history.on(asOf), noted, asOf);
    const scores = days === undefined ? '' : scoresText(deal, rubric, days);
    const brought = [...told, scores].filter(Boolean);
    if (isNewsAlone && brought.length === 0) return [];
    const text = [counted(own.length, 'note'), ...brought].join('; ');
    return [
      {
        text: `${whomOf(newest)}, ${said ?? dayName(last.day, asOf)}: ${text}.`,
        cited: cited.length > 0 ? cited : [{ noteId: last.id, day: last.day, quote: '' }],
      },
    ];
  };
}

function newsIn({ signals, notes }: Known, { isIn }: Noted, asOf: string) {
  const over = signals.flatMap(({ text, closedBy }) =>
    closedBy !== null && isIn(closedBy) && closedBy.how !== 'moved' ? [{ text, closedBy }] : [],
  );
  const fresh = signals.filter(
    ({ raisedBy, closedBy }) => isIn(raisedBy) && (closedBy === null || !isIn(closedBy)),
  );
  const closing = closingNote(notes);
  const isClosed = closing !== null && isIn({ noteId: closing.id, day: closing.day });
  const told = [
    isClosed ? `${closing.outcome} on ${dayName(closing.day, asOf)}` : '',
    fresh.length === 0 ? '' : `new: ${textsOf(fresh)}`,
    over.length === 0 ? '' : `over: ${textsOf(over)}`,
  ];
  const cited: readonly Cited[] = [...fresh.map(lastSaid), ...over.map(({ closedBy }) => closedBy)];
  return { told, cited: cited.slice(0, mostTold) };
}

/** "18 → 40 Warming up"; empty where it had no score before, or has none. */
function scoresText({ history, asOf, score: now }: ReadDeal, rubric: Rubric, { from, to }: Period): string {
  const day = addDays(from, -1);
  if (now === null || history.on(day).notes.length < fewestNotes) return '';
  const then = to < asOf ? score(history, rubric, to) : now;
  return `${score(history, rubric, day).value} → ${then.value} ${then.band}`;
}

const mostTold = 6;

function textsOf(some: readonly { readonly text: string }[]): string {
  const rest = some.length - mostTold;
  const texts = some.slice(0, mostTold).map(({ text }) => text);
  return `${texts.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const weekDays = 7;
const mostRows = 12;

const sinceWeek =
  /\bsince (?:the |my )?(?:last )?(?:week|digest)\b|\bsince last monday\b|\bthis week\b|\b(?:in|over) the (?:last|past) (?:week|7 days|seven days)\b/i;
const sinceWeekday = /\bsince (?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;

/** The days whose changes are asked for; null where none are named, undefined where they are not understood. */
function daysAsked({ question, asOf }: HouseScope): Noted | null | undefined {
  const weekAgo = addDays(asOf, -weekDays);
  if (sinceWeek.test(question)) return since(weekAgo, asOf);
  const found = periodIn(question, asOf);
  if (found === undefined) return /\bsince\b/i.test(question) ? undefined : null;
  const { period, text } = found;
  // On a Monday "since Monday" is since the one before.
  if (sinceWeekday.test(question)) return since(period.from === asOf ? weekAgo : period.from, asOf);
  return /\bsince\b/i.test(text) ? since(period.from, asOf) : within(period, withDayNames(text.trim()));
}

function within(days: Period, said: string): Noted {
  return { said, days, isIn: ({ day }) => isWithin(day, days) };
}

function since(from: string, asOf: string): Noted {
  return within({ from, to: asOf }, `since ${dayName(from, asOf)}`);
}

/** Of a deal that is named what its notes brought then, else in the last days that brought any; of all of them the same, and the week's changes. */
export async function changed(deps: ReadDeps, scope: HouseScope): Promise<readonly Sentence[] | undefined> {
  const { headers, about, question, asOf } = scope;
  if (headers.length === 0) return [];
  const weekAgo = addDays(asOf, -weekDays);
  const asked = daysAsked(scope);
  if (asked === undefined) return undefined;
  if (about.deals !== null && saysName(question, about.names)) {
    const own = headers.filter(({ deal }) => about.deals?.has(deal.key));
    const [from = weekAgo] = [weekAgo, own[0]?.day ?? weekAgo].toSorted();
    return ofEach(deps, own, { tell: broughtBy(asked ?? since(from, asOf)), scope });
  }
  return changedOfAll(deps, asked ?? since(weekAgo, asOf), scope);
}

async function changedOfAll(deps: ReadDeps, noted: Noted, scope: HouseScope): Promise<readonly Sentence[]> {
  const { headers, asker, asOf, team } = scope;
  const mine = new Set(headers.flatMap(({ author, deal }) => (author === asker ? [deal.key] : [])));
  const own = mine.size === 0 ? headers : headers.filter(({ deal }) => mine.has(deal.key));
  const then = new Set(
    own.flatMap(({ id, day, deal }) => (noted.isIn({ noteId: id, day }) ? [deal.key] : [])),
  );
  const told = await ofEach(
    deps,
    own.filter(({ deal }) => then.has(deal.key)),
    { tell: broughtBy({ ...noted, isNewsAlone: true }), scope, most: then.size },
  );
  const isOfWeek = noted.days?.from === addDays(asOf, -weekDays) && noted.days.to === asOf;
  const { changes } = isOfWeek ? await team.week() : { changes: [] };
  const known = new Set(told.flatMap(({ cited }) => cited.map(({ deal }) => deal.key)));
  const rest = changes.filter(({ deal }) => !known.has(deal));
  const rows = [...told, ...rest.map(({ text }) => ({ text: `${text}.`, cited: [] }))];
  const when = isOfWeek ? 'in the last 7 days' : noted.said;
  if (rows.length === 0) return [{ text: `Nothing changed on your deals ${when}.`, cited: [] }];
  return [...rows.slice(0, mostRows), ...andMore(rows.length - mostRows)];
}

/** The notes that a colleague shares, of those days, and what they brought. */
export async function loggedBy(
  deps: ReadDeps,
  { id, name }: Colleague,
  {
    days,
    unit,
    headers,
    asOf,
  }: Where & { readonly days: AskedDays | undefined; readonly unit: 'note' | 'call' },
): Promise<readonly Sentence[]> {
  const shared = headers.filter(({ visibility }) => visibility === 'team');
  const own = shared.filter(
    ({ author, day, outcome }) =>
      author === id &&
      (unit === 'note' || outcome !== 'note') &&
      (days === undefined || isWithin(day, days.period)),
  );
  const on = days === undefined ? '' : ` ${days.said}`;
  return [
    { text: `${name} shared ${counted(own.length, unit)}${on}.`, cited: [] },
    ...(await broughtRows(deps, own, { headers: shared, asOf })),
  ];
}

/** Of each deal what these notes of it brought, told by the day of the newest. */
export async function broughtRows(
  deps: ReadDeps,
  notes: readonly NoteHeader[],
  scope: Where,
): Promise<readonly Sentence[]> {
  const keys = new Set(notes.map(({ deal }) => deal.key));
  const ids = new Set(notes.map(({ id }) => id));
  const isIn = ({ noteId }: Place) => ids.has(noteId);
  const own = scope.headers.filter(({ deal }) => keys.has(deal.key));
  const rows = await ofEach(deps, own, { tell: broughtBy({ said: null, isIn }), scope, most: mostRows });
  return [...rows, ...andMore(keys.size - rows.length)];
}
