import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/workspace.ts';
import type { Note } from '../../src/memory/note.ts';
import { call, daysAgo, hindsightOf, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, deals, forecast, outsider, type World } from '../support/world.ts';

let world: World;
let me: Someone;
/** The same order given twice within seconds is one, so the clock moves on between two. */
let laterMs = 0;
beforeAll(async () => {
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
});
afterAll(() => world.close());

const sayings = [
  'They agreed to a pilot with 20 seats in March.',
  'She is nervous about the move.',
  'The budget is frozen until Q3.',
  'I promised to send the ROI sheet by Friday.',
  'The CFO joined the call and asked about cost.',
  'A rival made them an offer.',
] as const;

const anyCall = fc.record({
  isTeam: fc.boolean(),
  author: fc.constantFrom(ava, ben),
  days: fc.integer({ min: 1, max: 40 }),
  saying: fc.constantFrom(...sayings),
});
type AnyCall = typeof anyCall extends fc.Arbitrary<infer T> ? T : never;

const teamCall = anyCall.map((one) => ({ ...one, isTeam: true }));
const mixes = fc
  .tuple(teamCall, fc.array(anyCall, { minLength: 1, maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest]);

let runs = 0;

/** Private notes carry a word, and a person, that stand nowhere else. */
function notesOf(mix: readonly AnyCall[], company: string): readonly Note[] {
  return mix.map(({ isTeam, author, days, saying }) =>
    call({
      company,
      name: isTeam ? 'Priya Open' : 'Hush Person',
      author,
      day: daysAgo(days),
      visibility: isTeam ? 'team' : 'private',
      text: isTeam ? saying : `Hushword. ${saying}`,
    }),
  );
}

const postsIn = (channel: string): readonly Message[] =>
  me.messages(channel).filter((one) => one.bot_id !== undefined);

/** Shares the brief that stands last in the DM, and gives back what was posted, without the ids Slack made up. */
async function shared(channel: string): Promise<string> {
  const before = postsIn(channel).length;
  laterMs += 5_000;
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', channel);
  await me.seesModal('will see it, under your name');
  await me.submit({});
  await me.seesModal('Posted in');
  expect(postsIn(channel)).toHaveLength(before + 1);
  const { text, blocks = [] } = postsIn(channel).at(-1) ?? {};
  const drawn = JSON.stringify([text, blocks.map(({ block_id: _made, ...block }) => block)]);
  // Each post has an id of its own, by which it is taken back.
  return drawn.replace(/sharing-[0-9a-f]+/, 'sharing');
}

test('a shared brief is the same, word for word and point for point, with and without private notes', async () => {
  const { memory } = hindsightOf(world);
  await fc.assert(
    fc.asyncProperty(mixes, fc.boolean(), async (mix, isModelDown) => {
      runs += 1;
      const company = `Firm${runs}x`;
      const notes = await storeRead(world, notesOf(mix, company));
      laterMs += 5_000;
      await me.type(`/brief ${company}`);
      await world.slack.waitFor(() => {
        const last = me.texts().at(-1) ?? '';
        return (last.includes(company) && last.includes('Last call')) || undefined;
      });
      // Their own brief was read with the private notes: nothing of that reading may stand in for another.
      if (isModelDown) world.model.faults.set({ kind: 'down' });
      const withPrivate = await shared(deals);
      expect(withPrivate).not.toMatch(/hush|private|only you/i);
      for (const note of notes) if (note.visibility === 'private') await memory.remove(note.id, note.author);
      expect(await shared(forecast)).toBe(withPrivate);
      world.model.faults.clear();
    }),
    { numRuns: 15 },
  );
  for (const other of [ben, outsider]) expect(personIn(world, other).all()).not.toMatch(/hush/i);
}, 120_000);
