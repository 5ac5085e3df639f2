import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleBrief } from '../../src/brief/assemble.ts';
import type { Signal } from '../../src/brief/score/signal.ts';
import { addDays } from '../../src/util/calendar.ts';
import { anyDeal, type GeneratedDeal, markOf, today } from './generated-deal.ts';
import { deal, priya, rubric } from './support.ts';

const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };
const source = { kind: 'kept' } as const;
const corrections = [] as const;
const anyBack = fc.nat(200);

function briefBy(day: string, { notes, testimony }: GeneratedDeal) {
  return assembleBrief(
    { request: { ...request, asOf: day }, notes, testimony, source, corrections },
    { rubric, asOf: day },
  );
}

/** Written out anew: settled later is open then, what was put off later is due as before, and said again later is not. */
function signalBy(day: string, { moved: [move] = [], again = [], ...signal }: Signal): Signal {
  const isSettled = signal.closedBy !== null && signal.closedBy.day <= day;
  const said = again.filter((mention) => mention.day <= day);
  const told = said.length > 0 ? { ...signal, again: said } : signal;
  const still = isSettled ? told : { ...told, closedBy: null };
  if (move === undefined) return still;
  return move.on <= day ? { ...still, moved: [move] } : { ...still, dueOn: move.from };
}

/** Only what had been noted by the day. */
function knownBy(day: string, { notes, testimony }: GeneratedDeal): GeneratedDeal {
  const by = notes.filter((note) => note.day <= day);
  const raised = testimony.signals.filter(({ raisedBy }) => raisedBy.day <= day);
  const signals = raised.map((signal) => signalBy(day, signal));
  const unsaid = { doNext: null, openWith: null, tone: null, recommendation: [], changed: [], dropped: 0 };
  return { notes: by, testimony: { ...unsaid, signals, readIds: by.map(({ id }) => id) } };
}

test('the brief of a past day is the one that these notes alone gave on that day', () => {
  const property = fc.property(anyDeal, anyBack, (all, back) => {
    const day = addDays(today, -back);
    const fresh = knownBy(day, all);
    fc.pre(fresh.notes.length > 0);
    const then = assembleBrief({ request, ...fresh, source, corrections }, { rubric, asOf: day });
    const { raises, ...past } = briefBy(day, all);
    expect(past).toEqual({ ...then, isPast: true, raises: undefined });
    expect(raises).toEqual([]);
  });
  fc.assert(property, { numRuns: 1000 });
});

test('nothing of a later note is in it: no words, no name, no settling, no sentence of the model', () => {
  const property = fc.property(anyDeal, anyBack, (all, back) => {
    const day = addDays(today, -back);
    fc.pre(all.notes.some((note) => note.day <= day));
    const told = JSON.stringify(briefBy(day, all));
    for (const { id } of all.notes.filter((note) => note.day > day)) {
      expect(told).not.toContain(markOf(id));
      expect(told).not.toContain(JSON.stringify(id));
    }
    expect(told).not.toContain('said of <now>');
  });
  fc.assert(property, { numRuns: 1000 });
});

test('a past day with one note has facts and no score', () => {
  const property = fc.property(anyDeal, (all) => {
    const oldest = all.notes.at(-1)?.day ?? today;
    fc.pre(all.notes.filter((note) => note.day <= oldest).length === 1);
    expect(briefBy(oldest, all)).toMatchObject({ score: null, source: { kind: 'facts', reason: 'thin' } });
  });
  fc.assert(property);
});
