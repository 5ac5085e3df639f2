import { expect, test } from 'vitest';
import { createBriefer } from '../../src/brief/briefer.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import type { Note } from '../../src/memory/note.ts';
import { moreView } from '../../src/slack/brief/views.ts';
import { cardMessage } from '../../src/slack/kit/brief-card.ts';
import { topicLine } from '../../src/slack/kit/phrases.ts';
import { readDealsOf, readingOf, said } from '../ask/answering.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';
import { memoryOf } from './memory-stand-in.ts';
import { deal, note, priya } from './support.ts';

const notes: readonly Note[] = [
  note({
    day: '2026-08-20',
    visibility: 'team',
    text: 'Budget is frozen until January, she said. Training worries her.',
  }),
  note({
    day: '2026-09-10',
    visibility: 'team',
    text: 'Quote sent, 48,000 EUR. She finds the price too high.',
  }),
  note({ day: '2026-10-01', visibility: 'team', text: 'New quote sent, 44,000 EUR. Training is fine now.' }),
  note({
    day: '2026-11-10',
    visibility: 'team',
    text: 'She asked where the licence fee stands and wants a demo of reports.',
  }),
  note({ day: '2026-11-17', visibility: 'team', text: 'Good call on the rollout.' }),
];
const [freeze, quote, newQuote, asked, rollout] = notes;
const worry = said('objection', 'Training', 'Training worries her');
const readings: readonly Reading[] = [
  readingOf(
    { id: freeze?.id ?? '' },
    {
      signals: [
        said('budget_doubt', 'Budget frozen', 'Budget is frozen until January', { dueOn: '2027-01-01' }),
        worry,
      ],
    },
  ),
  readingOf(
    { id: quote?.id ?? '' },
    {
      signals: [
        said('amount', '48,000 EUR', '48,000 EUR', { who: 'us' }),
        said('price_pressure', 'Price too high', 'finds the price too high'),
      ],
    },
  ),
  readingOf(
    { id: newQuote?.id ?? '' },
    {
      signals: [said('amount', '44,000 EUR', '44,000 EUR', { who: 'us' })],
      changes: [
        {
          of: {
            noteId: freeze?.id ?? '',
            kind: 'objection',
            who: 'them',
            quote: worry.quote,
            text: worry.text,
          },
          how: 'settled',
          quote: 'Training is fine now',
          dueOn: null,
        },
      ],
    },
  ),
  readingOf({ id: rollout?.id ?? '' }),
];

async function briefOn(
  about: string | undefined,
  more: { asOf?: string; nearest?: readonly string[]; isAllRead?: true } = {},
) {
  const memory = { ...memoryOf(notes), recall: async () => more.nearest ?? [] };
  const nothing = async () => undefined;
  const briefer = createBriefer({
    memory,
    deals: readDealsOf(more.isAllRead ? [...readings, readingOf({ id: asked?.id ?? '' })] : readings),
    ...{ words: { on: async () => () => null }, readFirst: nothing, wait: nothing },
  });
  return briefer.brief({ deal: deal.key, prospect: priya.key, asker: 'U1', about, asOf: more.asOf }, notes);
}
const linesOf = async (...given: Parameters<typeof briefOn>) =>
  (await briefOn(...given)).topic?.lines.map(({ cited }) => cited.quote);

test('a budget freeze of three months ago comes first before a call on price', async () => {
  expect(await linesOf('price')).toEqual([
    'Budget is frozen until January',
    'finds the price too high',
    '44,000 EUR',
  ]);
});

test('a price that a newer one took the place of is not told', async () => {
  expect(await linesOf('the price')).not.toContain('48,000 EUR');
});

test('what is over says how it ended, with both notes', async () => {
  const [line] = (await briefOn('training')).topic?.lines ?? [];
  expect(line).toMatchObject({
    cited: { noteId: freeze?.id, quote: 'Training worries her' },
    ended: { how: 'settled', noteId: newQuote?.id, quote: 'Training is fine now' },
  });
});

test('a note that nobody has read yet tells its own words and no more', async () => {
  const brief = await briefOn('licence');
  expect(brief.topic?.lines).toEqual([
    expect.objectContaining({
      text: null,
      stands: 'said',
      ended: null,
      cited: expect.objectContaining({
        quote: 'She asked where the licence fee stands and wants a demo of reports.',
      }),
    }),
  ]);
  expect(textOf(cardMessage(brief, { offersKeep: false }).blocks)).toContain('1 of 5 notes not read yet');
});

test('what is nearest in meaning speaks only where nothing else does', async () => {
  const nearest = [rollout?.id ?? ''];
  expect(await linesOf('introduction', { nearest })).toEqual(['Good call on the rollout.']);
  expect(await linesOf('price', { nearest })).not.toContain('Good call on the rollout.');
});

test('what is only nearest in meaning is told as that, on the card and under More', async () => {
  const brief = await briefOn('introduction', { nearest: [rollout?.id ?? ''] });
  expect(textOf(cardMessage(brief, { offersKeep: false }).blocks)).toContain(
    '*On introduction*  Not in these words; the nearest: “Good call on the rollout.” [1]',
  );
  const more = textOf(moreView(brief, false).blocks);
  expect(more).toContain(
    '*On introduction*\nNot in these words; the nearest:\n• “Good call on the rollout.”',
  );
  expect(textOf(moreView(await briefOn('price'), false).blocks)).not.toContain('Not in these words');
});

test('a past day knows nothing of what came later', async () => {
  expect(await linesOf('price', { asOf: '2026-09-01' })).toEqual(['Budget is frozen until January']);
  const [line] = (await briefOn('training', { asOf: '2026-09-20' })).topic?.lines ?? [];
  expect(line?.ended).toBeNull();
});

test('the matter stands on the card right behind the score, each line with its note, and all of it under More', async () => {
  const brief = await briefOn('price', { isAllRead: true });
  const card = cardMessage(brief, { offersKeep: false });
  expectLegalMessage(card);
  expect(textOf(card.blocks?.[2]).split('\n').slice(0, 2)).toEqual([
    '*On price*  “Budget is frozen until January” [5], open since 20 Aug, until 1 Jan 2027',
    '• “finds the price too high” [4], open since 10 Sep',
  ]);
  const more = moreView(brief, false);
  expectLegalView(more);
  expect(textOf(more.blocks)).toContain('*On price*');
});

test('of a matter that waits for a day it is said from the day after that the day has passed', async () => {
  const brief = await briefOn('price', { isAllRead: true });
  const on = (today: string) =>
    (brief.topic?.lines ?? []).slice(0, 1).map((line) => topicLine({ ...brief, today }, line).markup);
  expect(on('2027-01-01')).toEqual([expect.stringMatching(/, until 1 Jan$/)]);
  expect(on('2027-01-02')).toEqual([expect.stringMatching(/, until 1 Jan; that date has passed, ask$/)]);
});

test('what was found in no note is said in so many words, and not that none speaks of it', async () => {
  const card = cardMessage(await briefOn('parking'), { offersKeep: false });
  expect(textOf(card.blocks)).toContain('*On parking*  Nothing found in the notes.');
});

test('without a matter the card is as it was', async () => {
  const brief = await briefOn(undefined);
  expect(brief.topic).toBeUndefined();
  expect(textOf(cardMessage(brief, { offersKeep: false }).blocks)).not.toContain('*On ');
});
