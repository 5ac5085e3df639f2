import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleBrief } from '../../src/brief/assemble.ts';
import type { Brief } from '../../src/brief/brief.ts';
import { closingNote } from '../../src/brief/signals/history.ts';
import type { Words } from '../../src/brief/words/words.ts';
import { byNewestCall } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { dealsOver } from './by-hand.ts';
import { anyReadDeal, markIn, type ReadDeal, readOn } from './generated-readings.ts';
import { deal, priya, rubric } from './support.ts';

const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };
const anyBack = fc.nat(200);

/** Some of the notes are not read yet, and of others the second witness has not spoken. */
const anyDeal: fc.Arbitrary<ReadDeal> = fc
  .tuple(
    anyReadDeal,
    fc.array(fc.constantFrom('read', 'unread', 'in check'), { minLength: 12, maxLength: 12 }),
  )
  .map(([{ notes, readings }, states]) => ({
    notes,
    readings: readings.flatMap((one, index) => {
      if (states[index] === 'unread') return [];
      return { ...one, checkingUntil: states[index] === 'in check' ? '2100-01-01T00:00:00.000Z' : null };
    }),
  }));

/** What was read of the deal's notes, and the model has made sentences of them. */
async function briefBy(day: string | undefined, { notes, readings }: ReadDeal, today = readOn) {
  const at = new Date(`${today}T12:00:00.000Z`);
  const read = await dealsOver({ readings, now: () => at }).of(notes.toSorted(byNewestCall));
  const findings = { request: { ...request, asOf: day }, deal: read, words: wordsOn(notes), teamScore: null };
  return assembleBrief(findings, rubric);
}

function wordsOn(notes: ReadDeal['notes']): Words {
  const [first] = notes;
  const claim = {
    noteId: first?.id ?? '',
    day: first?.day ?? readOn,
    quote: 'of that note',
    text: 'said of <now>',
  };
  return { openWith: claim, recommendation: [claim, claim], changed: [claim], tone: claim };
}

/** Only what had been noted by the day. */
function knownBy(day: string, { notes, readings }: ReadDeal): ReadDeal {
  const by = notes.filter((note) => note.day <= day);
  const ids = new Set(by.map(({ id }) => id));
  return { notes: by, readings: readings.filter(({ noteId }) => ids.has(noteId)) };
}

function everythingIn(brief: Brief): string {
  return JSON.stringify(brief, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
}

/** What a card of now has and one of the past has not. */
function past(brief: Brief): Brief {
  const unsaid = { openWith: null, recommendation: [], changed: [], tone: null, raises: [] };
  return { ...brief, ...unsaid, isPast: true };
}

test('the brief of a past day is the one that these notes alone gave on that day', async () => {
  const property = fc.asyncProperty(anyDeal, anyBack, async (all, back) => {
    const day = addDays(readOn, -back);
    const fresh = knownBy(day, all);
    fc.pre(fresh.notes.length > 0);
    expect(await briefBy(day, all)).toEqual(past(await briefBy(undefined, fresh, day)));
  });
  await fc.assert(property, { numRuns: 500 });
});

test('nothing of a later note is in it: no words, no name, no settling, no sentence of the model', async () => {
  const property = fc.asyncProperty(anyDeal, anyBack, async (all, back) => {
    const day = addDays(readOn, -back);
    fc.pre(all.notes.some((note) => note.day <= day));
    const told = everythingIn(await briefBy(day, all));
    for (const { id } of all.notes.filter((note) => note.day > day)) {
      expect(told).not.toContain(markIn(id));
      expect(told).not.toContain(JSON.stringify(id));
    }
    expect(told).not.toContain('said of <now>');
  });
  await fc.assert(property, { numRuns: 100 });
});

test('a past day with one note has facts and no score', async () => {
  const property = fc.asyncProperty(anyReadDeal, async (all) => {
    const oldest = all.notes[0]?.day ?? readOn;
    fc.pre(all.notes.filter((note) => note.day <= oldest).length === 1);
    expect(await briefBy(oldest, all)).toMatchObject({ score: null, notes: { length: 1 } });
  });
  await fc.assert(property);
});

test('nothing is advised on a deal that is lost, or that its newest note says is lost; elsewhere it is', async () => {
  const seen = { lost: 0, said: 0, open: 0 };
  const property = fc.asyncProperty(anyReadDeal, fc.boolean(), async ({ notes, readings }, saysLost) => {
    const outcome = saysLost ? ({ words: 'lost', quote: 'we are out' } as const) : null;
    const all = { notes, readings: readings.map((one) => ({ ...one, outcome })) };
    const brief = await briefBy(undefined, all);
    const { recommendation, openWith, outcomeSaid } = brief;
    const isLost = closingNote(all.notes)?.outcome === 'lost';
    const isSaid = outcomeSaid?.words === 'lost';
    seen[isLost ? 'lost' : isSaid ? 'said' : 'open'] += 1;
    expect([recommendation.length, openWith !== null]).toEqual(isLost || isSaid ? [0, false] : [2, true]);
  });
  await fc.assert(property, { numRuns: 300 });
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0);
});
