import { fileURLToPath } from 'node:url';
import { storedNotes } from '../../eval/case-notes.ts';
import { type Case, readCases } from '../../eval/cases.ts';
import { perfectReadings } from '../../eval/perfect-readings.ts';
import type { ReadDeal } from '../../src/brief/read-deals.ts';
import { score } from '../../src/brief/score/score.ts';
import { createHistory } from '../../src/brief/signals/history.ts';
import type { DealCase, WeekScale } from '../../src/digest/deals.ts';
import { byNewestCall, type Note } from '../../src/memory/note.ts';
import { addDays, daysBetween } from '../../src/util/calendar.ts';
import { rubric } from '../brief/support.ts';

export const today = '2026-11-23';
export const scale: WeekScale = {
  rubric,
  today,
  holidays: [],
  flags: { snoozed: new Map(), owned: new Map() },
};

const folders = ['cases', 'more-cases'].map((name) => new URL(`../../eval/${name}`, import.meta.url));
const cases = folders.flatMap((folder) => readCases(fileURLToPath(folder)));

/** All that a careful reader reports of one of eval's deals, as its rep has it on that day. */
export function caseDeal(name: string, day = today): DealCase {
  const found = cases.find(({ deal }) => deal === name);
  if (!found) throw new RangeError(`no case ${name}`);
  return dealOf(found, day);
}

/** So many open deals with notes of real reps' style, asked for on the day on which each of them stands. */
export function manyDeals(count: number): readonly DealCase[] {
  return Array.from({ length: count }, (_, index) => {
    const found = cases[index % cases.length];
    if (!found) throw new RangeError('no cases');
    const company = index < cases.length ? found.company : `${found.company} ${index}`;
    return dealOf({ ...broughtTo(today, found), company }, today);
  });
}

/** The same deal with all its days moved, so that it is asked for on another day. */
function broughtTo(day: string, one: Case): Case {
  const later = (from: string) => addDays(from, daysBetween(one.as_of, day));
  return {
    ...one,
    notes: one.notes.map((note) => ({
      ...note,
      day: later(note.day),
      logged: later(note.logged ?? note.day),
    })),
    facts: one.facts.map((fact) =>
      fact.due_on === undefined ? fact : { ...fact, due_on: later(fact.due_on) },
    ),
  };
}

function dealOf(one: Case, day: string): DealCase {
  const ids = new Map(one.notes.map(({ id }, index) => [id, storedNotes(one)[index]?.id ?? id]));
  const notes: readonly Note[] = storedNotes(one).toSorted(byNewestCall);
  const history = createHistory({
    notes,
    readings: perfectReadings({
      notes: one.notes.map((note) => ({ ...note, id: ids.get(note.id) ?? note.id })),
      facts: one.facts.map((fact) => ({
        ...fact,
        note: ids.get(fact.note) ?? fact.note,
        again: fact.again.map((mention) => ({ ...mention, note: ids.get(mention.note) ?? mention.note })),
        ...(fact.due_note ? { due_note: ids.get(fact.due_note) ?? fact.due_note } : {}),
        ...(fact.closed
          ? { closed: { ...fact.closed, note: ids.get(fact.closed.note) ?? fact.closed.note } }
          : {}),
      })),
    }),
    comparisons: [],
    at: `${day}T23:59:59.999Z`,
    correct: ({ signals }) => signals,
  });
  const [newest] = notes;
  const [prospect] = newest?.prospects ?? [];
  if (!newest || !prospect) throw new RangeError('a case has notes');
  const read: ReadDeal = {
    notes,
    history,
    asOf: day,
    score: score(history, rubric, day),
    reading: { unread: new Set(), uncompared: 0, isBeingChecked: false, leftOut: 0 },
    leftOut: new Map(),
    corrections: [],
  };
  return { deal: newest.deal, prospect, read };
}
