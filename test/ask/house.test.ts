import { expect, test } from 'vitest';
import type { AskedTeam } from '../../src/ask/house/house.ts';
import type { Note } from '../../src/memory/note.ts';
import { note } from '../brief/support.ts';
import { answering } from './answering.ts';

const quiet: AskedTeam = {
  week: async () => ({ coverage: '1 of 1 open deals considered', needs: [], due: [], changes: [] }),
  names: async (users) =>
    new Map(users.map((user) => [user, user === 'U2' ? 'Ben Carter' : 'Ava Lindqvist'])),
};

/** What U1 is told on Monday 23 November, in sentences of code. */
async function told(question: string, notes: readonly Note[]): Promise<readonly string[]> {
  const { ask, asked } = await answering(notes, async () => null, [], quiet);
  const answer = await ask(question);
  expect(asked).toEqual([]);
  return answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [answer.kind];
}

test('a week has its calls of seven days, today and the first of them included, and neither remarks nor a colleague’s', async () => {
  const notes = [
    note({ day: '2026-11-16' }),
    note({ day: '2026-11-17' }),
    note({ day: '2026-11-23' }),
    note({ day: '2026-11-20', outcome: 'note' }),
    note({ day: '2026-11-21', author: 'U2', visibility: 'team' }),
  ];
  expect(await told('Summarise my week', notes)).toContain(
    'You logged 2 calls since 17 Nov: Priya Sharma at Rentfield.',
  );
});

test('a call in vain on the very day of the last contact is one since then, one of the day before is none', async () => {
  const reached = note({ day: '2026-11-17' });
  const missed = (day: string) => note({ id: 'note-missed', day, outcome: 'no_answer' });
  const last = 'Priya Sharma at Rentfield: 17 Nov, 6 days ago.';
  expect(await told('When did we last talk to Priya Sharma?', [reached, missed('2026-11-16')])).toEqual([
    last,
  ]);
  expect(await told('When did we last talk to Priya Sharma?', [reached, missed('2026-11-17')])).toEqual([
    `${last} Since then 1 call without an answer, the last on 17 Nov.`,
  ]);
});

test('a call that a colleague further east dates tomorrow is one of today', async () => {
  const [line] = await told('When did we last talk to Priya Sharma?', [note({ day: '2026-11-24' })]);
  expect(line).toBe('Priya Sharma at Rentfield: 24 Nov, today.');
});

test('how a colleague is doing is told without a note that the asker keeps private', async () => {
  const deal = { key: 'deal-hush', company: 'Hush', label: null };
  const theirs = note({ author: 'U2', visibility: 'team', day: '2026-11-20' });
  const own = note({ id: 'note-own', deal, day: '2026-11-21' });
  const beside = note({ id: 'note-beside', day: '2026-11-22' });
  const told1 = await told('How is Ben doing?', [theirs, own, beside]);
  expect(told1).toEqual(await told('How is Ben doing?', [theirs]));
  expect(told1[0]).toBe('Ben Carter, from notes shared with the team: 1 open deal, 1 call since 17 Nov.');
});

test('a week in which nothing changed is told as one', async () => {
  for (const question of ['What changed since last Monday?', 'what is new this week'])
    expect(await told(question, [note({ day: '2026-11-20' })])).toEqual([
      'Nothing changed on your deals in the last 7 days.',
    ]);
});
