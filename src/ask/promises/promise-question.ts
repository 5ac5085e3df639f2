import { addDays } from '../../brief/calendar.ts';
import { canonical } from '../../memory/names.ts';
import { type Period, spanOf } from '../span.ts';
import { withoutNames } from '../without-names.ts';

/** Which open promises somebody wants to see: all that is set must hold. */
export interface PromiseQuestion {
  /** Whose; of both sides when left out. */
  readonly who?: 'us' | 'them';
  readonly due?: Period;
  /** As it was asked: "due this week", "overdue"; empty for all. */
  readonly said: string;
}

interface Known {
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
export function readPromises(question: string, { asOf, names }: Known): PromiseQuestion | undefined {
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
    today: spanOf(asOf, 'day'),
    tomorrow: spanOf(addDays(asOf, 1), 'day'),
    'this week': spanOf(asOf, 'week'),
    'next week': spanOf(addDays(asOf, 7), 'week'),
    'this month': spanOf(asOf, 'month'),
  };
  const due = spans[said];
  if (due) return { due, said: `due ${said}` };
  return { due: { from: '0000-01-01', to: addDays(asOf, -1) }, said: 'overdue' };
}
