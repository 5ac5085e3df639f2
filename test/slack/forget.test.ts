import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { forgetAs, forgetJourneys } from '../contracts/forget-journeys.ts';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';
import { merge, move, rename, save } from './people-hands.ts';

const amit = { name: 'Amit Rao', text: 'He wants a quote for 40 seats.' };

forgetJourneys('over the embedded memory', () => ({}));

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

test('the export gives every note whole, as Markdown and as JSON, before anything is removed', async () => {
  const notes = await store(world, [
    call({ day: daysAgo(2), text: `Line one\nline two & <!channel> ${'word '.repeat(1_500)}` }),
    call({ day: daysAgo(9), text: 'नमस्ते, "quoted" and `coded`.' }),
  ]);
  await me.type('/forget Priya');
  await me.sees('Forget Priya Sharma');
  await me.press('forget_export');
  await me.sees('That was 2 notes on Priya Sharma · Rentfield, whole.');
  const exported = me.messages().flatMap((message) => snippetOf(message.blocks));
  const json = exported.join('');
  const parsed = z
    .array(z.object({ id: z.string(), text: z.string() }))
    .parse(JSON.parse(json.slice(json.indexOf('[\n  {'))));
  expect(parsed.map(({ id, text }) => [id, text])).toEqual(notes.map(({ id, text }) => [id, text]));
  expect(json).toContain('> Line one\n> line two & <!channel> word');
  expect(await storedNotes(world)).toHaveLength(2);
});

test('`export` behind the name sends the notes at once, and nobody is forgotten', async () => {
  await store(world, [call()]);
  await me.type('/forget Priya Sharma export', sales);
  await me.sees('Forget Priya Sharma', sales);
  await me.sees('That was 1 note on Priya Sharma · Rentfield, whole.');
  expect(me.texts(sales).join()).not.toContain('nervous about');
  expect(await storedNotes(world)).toHaveLength(1);
});

test('memory away half-way is told, and asking once more goes on', async () => {
  await store(world, [call({ day: daysAgo(3) }), call({ day: daysAgo(4) })]);
  await me.type('/forget Priya');
  await me.sees('Forget Priya Sharma');
  await me.press('forget_own');
  await me.seesModal('to confirm');
  world.memory.faults.set({ kind: 'unavailable' });
  await me.submit({ forget_name: 'Priya Sharma' });
  await me.seesModal('Memory stopped answering half-way');
  world.memory.faults.set(undefined);
  await me.type('/forget Priya');
  const previews = () => me.texts().filter((text) => text.includes('Goes: 2 notes')).length;
  await expect.poll(previews).toBe(2);
  await forgetAs(me, 'forget_own');
  expect(await storedNotes(world)).toHaveLength(0);
});

test('a button to forget notes that are gone by now says that nothing is left, though a colleague knows the person', async () => {
  const [own] = await store(world, [call(), call({ author: ben, visibility: 'team', day: daysAgo(9) })]);
  await me.type('/forget Priya');
  await me.sees('Goes: 1 note of yours');
  await hindsightOf(world).memory.remove(own?.id ?? '', ava);
  await me.press('forget_own');
  await me.seesModal('There is nothing left to forget.');
  expect(await storedNotes(world)).toHaveLength(1);
});

test('a company is forgotten person by person', async () => {
  await store(world, [call(), call(amit)]);
  await me.type('/forget Rentfield');
  await me.sees('Forgetting goes person by person');
  await me.press('forget_choice_0');
  await me.sees('Goes: 1 note of yours');
});

/** What a colleague may say of Priya. */
const said: Readonly<Record<string, (colleague: Someone) => Promise<void>>> = {
  'a right name': (colleague) => rename(colleague, 'Priya', 'Priya Sharma-Lund'),
  'that two are one': (colleague) => merge(colleague, 'Prya', 'Priya Sharma · Rentfield'),
  'another company': (colleague) => move(colleague, 'Priya', 'Fleetline'),
};

test.each(
  Object.entries(said).flatMap(([what, say]) => [
    [`${what}, from notes of the team`, say, 'team'] as const,
    [`${what}, from private notes`, say, 'private'] as const,
  ]),
)(
  'forgetting one’s last note on somebody leaves what a colleague said of them: %s',
  async (_what, say, visibility) => {
    const theirs = { author: ben, visibility };
    await store(world, [
      call(theirs),
      call({ ...theirs, name: 'Prya Sharma', day: daysAgo(9) }),
      call({ day: daysAgo(2), text: 'Ava’s last one on her.' }),
    ]);
    await say(personIn(world, ben));
    await save(personIn(world, ben));
    const { state } = hindsightOf(world);
    const before = await state.list('kind:alias');
    expect(before).toHaveLength(1);
    await me.type('/forget Priya Sharma Rentfield');
    await me.sees('Goes: 1 note of yours');
    await me.press('forget_own');
    await me.seesModal('to confirm');
    const [, name = ''] = /Type \*?([^*]+)\*? to confirm/.exec(me.modalText()) ?? [];
    await me.submit({ forget_name: name });
    await me.seesModal('Nothing of yours is left.');
    expect(await state.list('kind:alias')).toEqual(before);
  },
);

const snippet = z.object({
  type: z.literal('rich_text'),
  elements: z.array(z.object({ elements: z.array(z.object({ text: z.string() })) })),
});

function snippetOf(blocks: readonly unknown[] | undefined): readonly string[] {
  return (blocks ?? []).flatMap((block) => {
    const found = snippet.safeParse(block).data;
    return (found?.elements ?? []).flatMap(({ elements }) => elements.map(({ text }) => text));
  });
}
