import { expect, test } from 'vitest';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { readDigestPrompt } from '../../src/digest/digest-prompt.ts';
import { linesOf } from '../../src/digest/week.ts';
import { createWordWeek } from '../../src/digest/wording.ts';
import { UpstreamError, type UpstreamKind } from '../../src/errors.ts';
import { signal } from '../brief/support.ts';
import { monday, noteOn, readerOver } from './support.ts';

const day = '2026-11-18';
const notes = [noteOn('Kelso', '2026-11-12'), noteOn('Kelso', day)];
const raisedBy = { noteId: `note-kelso-${day}`, day, quote: 'nervous about the migration', dueOn: null };
const signals = [signal('objection', day, { text: 'Nervous about the migration', raisedBy })];

/** The week of one deal, whose reason the model words like this, or in each of these ways. */
async function weekWith(texts: string | readonly string[], of: readonly Signal[] = signals, on = 's1') {
  const dropped: string[] = [];
  const word = createWordWeek({
    model: {
      name: 'stand-in',
      async complete() {
        const reasons = [texts].flat().map((text) => ({ text, on: [on] }));
        return { lines: reasons.map((reason) => ({ deal: 'd1', reason, next: null })), comparisons: [] };
      },
    },
    prompt: await readDigestPrompt(),
    now: () => monday,
    onDropped: (faults) => dropped.push(...faults),
    report: (error) => {
      throw error;
    },
  });
  const week = await readerOver({ notes, signals: of, word }).weekOf();
  return { reasons: linesOf(week).map(({ reason }) => reason), dropped };
}

test('a sentence of the model that its words bear is shown', async () => {
  const { reasons, dropped } = await weekWith('Kelso is nervous about the migration.');
  expect(reasons).toMatchObject([{ by: 'model', text: 'Kelso is nervous about the migration.' }]);
  expect(dropped).toEqual([]);
});

test('of two things that the model says on one deal the first counts', async () => {
  const said = ['Kelso is nervous about the migration.', 'Nervous about the migration.'];
  expect((await weekWith(said)).reasons).toMatchObject([{ by: 'model', text: said[0] }]);
});

test('a sentence that is true of one day alone is not shown in a week', async () => {
  const { reasons, dropped } = await weekWith('Kelso is still nervous about the migration.');
  expect(reasons).toMatchObject([{ by: 'facts' }]);
  expect(dropped).toEqual(['day']);
});

test('the day they mean to sign is told as that where the model gives no more than its name', async () => {
  const quote = 'Signing or decision is on 8 January';
  const dated = { noteId: `note-kelso-${day}`, day, quote, dueOn: '2027-01-08' };
  const worry = signal('objection', day, { text: 'Nervous about the migration', raisedBy });
  const decision = signal('close_date', day, {
    ...{ text: 'Signing or decision', dueOn: '2027-01-08', raisedBy: dated },
  });
  const { reasons, dropped } = await weekWith('Signing or decision', [decision, worry], 's2');
  expect(dropped).toEqual([]);
  expect(reasons).toMatchObject([{ by: 'model' }]);
  expect(reasons[0]?.text).toMatch(/They mean to sign on 8 Jan 2027\.$/);
});

const companies = ['Kelso', 'Otley', 'Perth', 'Quill', 'Rowan', 'Selby', 'Tarn', 'Usk'];

/** How many deals the model is shown at each try when it refuses them all, and what the week says of its words. */
async function refusedWith(kind: UpstreamKind, status: number) {
  const [shown, firsts]: [number[], unknown[]] = [[], []];
  const word = createWordWeek({
    model: {
      name: 'stand-in',
      async complete({ user }) {
        shown.push(user.match(/^d\d+ /gm)?.length ?? 0);
        firsts.push(/^d1 (.+?),/m.exec(user)?.[1]);
        throw new UpstreamError({ service: 'groq', kind, operation: 'complete', status });
      },
    },
    prompt: await readDigestPrompt(),
    ...{ now: () => monday, onDropped: () => undefined, report: () => undefined },
  });
  const week = await readerOver({
    notes: companies.map((company) => noteOn(company, day)),
    signals: companies.map((company) =>
      signal('objection', day, {
        raisedBy: { ...raisedBy, noteId: `note-${company.toLowerCase()}-${day}` },
      }),
    ),
    word,
  }).weekOf();
  return { shown, firsts: new Set(firsts), said: week.wording };
}

test('deals that are too many for the model are halved twice, and then told by their facts', async () => {
  const { shown, firsts, said } = await refusedWith('invalid', 413);
  expect(shown).toEqual([8, 4, 2]);
  // The most urgent stay.
  expect([...firsts]).toEqual(['Ann Kelso']);
  expect(said).toMatchObject({ kind: 'facts', reason: 'model', calls: 3 });
});

test('a model that is busy is asked once, and the week says that it was', async () => {
  const { shown, said } = await refusedWith('busy', 429);
  expect(shown).toEqual([8]);
  expect(said).toMatchObject({ kind: 'facts', reason: 'busy', calls: 1 });
});
