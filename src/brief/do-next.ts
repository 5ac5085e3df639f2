import type { Note } from '../memory/note.ts';
import type { OpenItem, PromiseLine } from './brief-lines.ts';
import { sayDay } from './calendar.ts';
import { type DoNext, fromNewest } from './do-next-by-outcome.ts';
import type { Signal } from './testimony/testimony.ts';

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
  const due = ours.dueOn === null ? '' : ` (${ours.overdue ? 'was due' : 'due'} ${sayDay(ours.dueOn, asOf)})`;
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
  return { text: `Prepare ${sayDay(next.dueOn, asOf)}: ${next.text}.`, cited: next.raisedBy };
}

/** The one thing to do when no model said it: our promise, their worry, a passed date, the agreed step, the last call. */
export function doNextFromFacts(facts: Facts): DoNext {
  const closed = facts.notes[0]?.outcome === 'won' || facts.notes[0]?.outcome === 'lost';
  if (closed) return fromNewest(facts);
  return fromPromise(facts) ?? fromOpenItem(facts) ?? fromStep(facts) ?? fromNewest(facts);
}
