import type { Note } from '../memory/note.ts';
import { dayName } from '../util/calendar.ts';
import type { Brief, OpenItem, PromiseLine } from './brief.ts';
import type { Signal } from './score/signal.ts';

/** What the facts of one day offer to act on. */
interface Facts {
  readonly asOf: string;
  readonly openItems: readonly OpenItem[];
  readonly promises: readonly PromiseLine[];
  readonly signals: readonly Signal[];
  /** Newest call first, at least one. */
  readonly notes: readonly Note[];
}

/** What we owe comes first: it is the one thing that is all in our hands. */
function fromPromise({ promises, asOf }: Facts): DoNext | null {
  const ours = promises.find((promise) => promise.who === 'us');
  if (ours === undefined) return null;
  const due =
    ours.dueOn === null ? '' : ` (${ours.overdue ? 'was due' : 'due'} ${dayName(ours.dueOn, asOf)})`;
  return { text: `Keep the promise: ${ours.text}${due}.`, cited: ours.cited };
}

/** The worry open longest, then money whose date has come. */
function fromOpenItem({ openItems }: Facts): DoNext | null {
  const objections = openItems.filter((item) => item.kind === 'objection');
  const oldest = objections.toSorted((a, b) => a.cited.day.localeCompare(b.cited.day))[0];
  if (oldest !== undefined) return { text: `Answer the open worry: ${oldest.text}.`, cited: oldest.cited };
  const passed = openItems.find((item) => item.datePassed);
  return passed === undefined
    ? null
    : { text: `Ask again: the date has passed for ${passed.text}.`, cited: passed.cited };
}

function fromStep({ signals, asOf }: Facts): DoNext | null {
  const steps = signals.filter((one) => one.kind === 'next_step' && one.closedBy === null);
  const ahead = steps.filter((one) => one.dueOn !== null && one.dueOn >= asOf);
  const next = ahead.toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''))[0];
  if (next?.dueOn == null) return null;
  return { text: `Prepare ${dayName(next.dueOn, asOf)}: ${next.text}.`, cited: next.raisedBy };
}

/** The one thing to do when no model said it: our promise, their worry, a passed date, the agreed step, the last call. */
export function doNextFromFacts(facts: Facts): DoNext {
  const closed = facts.notes[0]?.outcome === 'won' || facts.notes[0]?.outcome === 'lost';
  if (closed) return fromNewest(facts);
  return fromPromise(facts) ?? fromOpenItem(facts) ?? fromStep(facts) ?? fromNewest(facts);
}

/** The line under `Do next`. */
type DoNext = Brief['doNext'];

interface Newest {
  readonly asOf: string;
  /** Newest call first. */
  readonly notes: readonly Note[];
}

const quoteLength = 120;

/** What the rep's own choice of outcome asks for. */
const byOutcome: Readonly<Partial<Record<Note['outcome'], (day: string) => string>>> = {
  no_answer: (day) => `Try again: no answer on ${day}.`,
  objection: (day) => `Answer the objection of ${day}.`,
  next_step: (day) => `Do what was agreed on ${day}.`,
  won: () => 'Nothing is open: the deal is won.',
  lost: () => 'Nothing is open: the deal is lost.',
};

/** What is left when nothing said in the notes asks for anything. */
function fromNewest({ notes, asOf }: Newest): DoNext {
  const newest = notes[0];
  const text = newest && byOutcome[newest.outcome]?.(dayName(newest.day, asOf));
  if (newest === undefined || text === undefined) {
    return { text: 'Agree a next step with a date.', cited: null };
  }
  const quote = newest.text.trim().slice(0, quoteLength);
  return { text, cited: { noteId: newest.id, day: newest.day, quote } };
}
