import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

const day = '2026-11-17';
let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld({ now: () => new Date(`${day}T16:00:00Z`) });
  me = personIn(world, ava);
});
afterEach(() => world.close());

type Call = Parameters<typeof call>[0];

/** Two calls of today; only when they were logged tells their order: neither their ids nor their storing does. */
async function twoCalls(morning: Call, noon: Call): Promise<void> {
  const rest = { day, visibility: 'team' } as const;
  const later = call({ ...noon, ...rest, id: idOf('0'), loggedAt: `${day}T12:00:00.000Z` });
  const earlier = call({ ...morning, ...rest, id: idOf('f'), loggedAt: `${day}T09:00:00.000Z` });
  await store(world, [later]);
  await storeRead(world, [earlier]);
}

const idOf = (digit: string) => `note-${digit.repeat(8)}-0000-4000-8000-000000000000`;

/** The card once it says these words: both calls are read by then. */
async function brief(words: string): Promise<string> {
  await me.type('/brief Priya');
  return textOf(await me.sees(words));
}

test('calls of one day stand newest first by when they were logged, on the timeline and under the brief', async () => {
  await twoCalls({ text: 'In the morning we spoke.' }, { text: 'At noon we spoke.' });
  await me.type('/timeline Priya');
  await me.seesModal('2 notes, newest call first');
  expect(me.modalText().match(/In the morning|At noon/g)).toEqual(['At noon', 'In the morning']);
  await brief('Last call');
  await me.press('brief_notes');
  await me.seesModal('In the morning');
  expect(me.modalText().match(/In the morning|At noon/g)).toEqual(['At noon', 'In the morning']);
});

test('Home names a deal by who was spoken to last on its newest day, and lists the calls of that day in turn', async () => {
  await twoCalls({ text: 'In the morning we spoke.' }, { name: 'Amit Rao', text: 'At noon we spoke.' });
  await world.hand.openHome(ava);
  const home = await seesHome(world, ava, 'Last notes');
  expect(home).toContain('Amit Rao · Rentfield');
  expect(home).not.toContain('Priya Sharma · Rentfield');
  const [, lastNotes = ''] = home.split('Last notes');
  expect(lastNotes.match(/In the morning|At noon/g)).toEqual(['At noon', 'In the morning']);
});

test('a worry raised in the morning and settled at noon is settled, on that day already', async () => {
  await twoCalls(
    { text: 'She is nervous about the migration timeline.' },
    { text: 'She is no longer worried about the migration timeline.' },
  );
  const card = await brief('18 Cold');
  expect(card).not.toContain('*Open*');
});

test('a worry that is back at noon is open, though the morning had settled it', async () => {
  await twoCalls(
    { text: 'She is no longer worried about the migration timeline.' },
    { text: 'She is nervous about the migration timeline.' },
  );
  const card = await brief('14 Cold');
  expect(card).toContain('*Open*');
});

test.each([
  ['lost', 'won', '98 Won', '0 of 0 open deals considered'],
  ['won', 'lost', '3 Lost', '0 of 0 open deals considered'],
  ['next_step', 'won', '98 Won', '0 of 0 open deals considered'],
  ['won', 'next_step', '98 Won', '0 of 0 open deals considered'],
] as const)(
  'of %s in the morning and %s at noon the later word holds',
  async (...[morning, noon, score, week]) => {
    await twoCalls({ outcome: morning, text: 'First word.' }, { outcome: noon, text: 'Last word.' });
    await brief(score);
    await me.type('/digest now');
    expect(textOf(await me.sees('Your week · '))).toContain(week);
  },
);
