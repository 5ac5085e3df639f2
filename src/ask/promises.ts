import type { PromiseLine } from '../brief/brief.ts';
import type { Pipelines } from '../brief/pipeline/pipeline.ts';
import { canonical } from '../memory/identity/names.ts';
import type { NoteHeader } from '../memory/note.ts';
import { addDays, dayName, daysBetween, type Period, periodOf, weekdayOf } from '../util/calendar.ts';
import { withoutNames } from './about.ts';
import { citedNote, type Sentence } from './answer.ts';

/** Which open promises somebody wants to see: all that is set must hold. */
interface PromiseQuestion {
  /** Whose; of both sides when left out. */
  readonly who?: 'us' | 'them';
  readonly due?: Period;
  /** As it was asked: "due this week", "overdue"; empty for all. */
  readonly said: string;
}

interface PromiseContext {
  /** The asker's day. */
  readonly asOf: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
}

const listed =
  /^(?:(?:which|what|show me|list|are there) )?(?:(?:of|the|my|our|their|all|any|open|overdue|due) )*promises?\b/;

const owed =
  /^who(?:m)?(?: still)? owes (?:us|me)(?: (?:an answer|a reply|something|anything))?$|^(?:what|who|whom) do (?:we|i)(?: still)? owe(?: (?:an answer|a reply))?$/;
const when = /\b(?:today|tomorrow|this week|next week|this month|overdue|late)\b/;

/** Anything else is for the notes to answer. */
const rest =
  /^(?: ?\b(?:are|is|do|did|have|has|been|we|i|they|us|that|there|made|make|still|now|currently|due|open|outstanding|by|to|for|with|at|from|not kept|yet)\b)*$/;

/** Undefined unless code can tell from what was read of the deals, and all of it. */
export function readPromises(question: string, { asOf, names }: PromiseContext): PromiseQuestion | undefined {
  const bare = withoutNames(canonical(question), names);
  const said = when.exec(bare)?.[0] ?? '';
  const asked = bare.replace(when, ' ').replace(/ +/g, ' ').trim();
  if (!isOfPromises(asked)) return undefined;
  const who = whose(asked);
  const whoever = who ? { who } : {};
  return said === '' ? { said, ...whoever } : { ...whoever, ...dueIn(said, asOf) };
}

function isOfPromises(asked: string): boolean {
  const [start] = listed.exec(asked) ?? [];
  const isListed = start !== undefined && rest.test(asked.slice(start.length));
  return isListed || owed.test(asked.replace(/ (?:to|at|from|for)$/, ''));
}

function whose(asked: string): PromiseQuestion['who'] {
  if (/\bowes\b|\b(?:they|their)\b|\bto us\b/.test(asked)) return 'them';
  return /\b(?:we|i|my|our)\b/.test(asked) ? 'us' : undefined;
}

function dueIn(said: string, asOf: string): Pick<PromiseQuestion, 'due' | 'said'> {
  const spans: Readonly<Record<string, Period>> = {
    today: periodOf(asOf, 'day'),
    tomorrow: periodOf(addDays(asOf, 1), 'day'),
    'this week': periodOf(asOf, 'week'),
    'next week': periodOf(addDays(asOf, 7), 'week'),
    'this month': periodOf(asOf, 'month'),
  };
  const due = spans[said];
  if (due) return { due, said: `due ${said}` };
  return { due: { from: '0000-01-01', to: addDays(asOf, -1) }, said: 'overdue' };
}

/** Where to look, and for whom. */
interface PromiseScope {
  /** Of the deals asked about, all that the asker may see. */
  readonly headers: readonly NoteHeader[];
  readonly asker: string;
  /** The asker's day. */
  readonly asOf: string;
}

/** Open promises as sentences of code, the one due first at the head. */
interface Promised {
  readonly sentences: readonly Sentence[];
  /** How many deals no model has read yet. */
  readonly unread: number;
}

const mostShown = 8;

/** From what was read of the deals before: no model is asked. */
export async function promisedIn(
  pipelines: Pipelines,
  question: PromiseQuestion,
  { headers, asker, asOf }: PromiseScope,
): Promise<Promised> {
  const lines = await pipelines.read(asker, new Set(headers.map(({ deal }) => deal.key)));
  const open = lines.filter(({ state }) => state === 'open');
  const unread = open.filter(({ reading }) => reading === 'unread').length;
  const found = open
    .flatMap(({ promises }) => promises)
    .filter((promise) => isWanted(promise, question))
    .toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
  const sentences = found.slice(0, mostShown).flatMap((promise) => {
    const header = headers.find(({ id }) => id === promise.cited.noteId);
    return header ? [sentenceOf(promise, header, { asker, asOf })] : [];
  });
  const rest = [more(found.length - mostShown, 'promise', 'open'), more(unread, 'deal', 'not read yet')];
  return { unread, sentences: [...sentences, ...(sentences.length > 0 ? rest.flat() : [])] };
}

function isWanted({ who, dueOn }: PromiseLine, question: PromiseQuestion): boolean {
  const { due } = question;
  const isDue = due === undefined || (dueOn !== null && dueOn >= due.from && dueOn <= due.to);
  return isDue && (question.who === undefined || question.who === who);
}

function sentenceOf(
  { who, text, dueOn, cited }: PromiseLine,
  header: NoteHeader,
  { asker, asOf }: Pick<PromiseScope, 'asker' | 'asOf'>,
): Sentence {
  const us = header.author === asker ? 'you' : 'a colleague';
  const name = header.prospects[0]?.name ?? '';
  const whom = [name, header.deal.company].filter(Boolean).join(' at ');
  const late = dueOn !== null && dueOn < asOf ? `, ${days(daysBetween(dueOn, asOf))} over` : '';
  const due = dueOn ? `by ${weekdayOf(dueOn).slice(0, 3)} ${dayName(dueOn, asOf)}${late}` : 'no date';
  return {
    text: `${whom}: ${who === 'us' ? us : 'they'} promised: ${text}, ${due}.`,
    cited: [citedNote(header, cited.quote)],
  };
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function more(count: number, noun: string, state: string): readonly Sentence[] {
  if (count <= 0) return [];
  const text = count === 1 ? `1 more ${noun} is ${state}.` : `${count} more ${noun}s are ${state}.`;
  return [{ text, cited: [] }];
}
