import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

const nadia = 'U0NADIA003';
const amit = { name: 'Amit Rao', text: 'He wants a quote for 40 seats.' };

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

async function forgetAs(someone: Someone, button: string, name = 'Priya Sharma') {
  await someone.press(button);
  await someone.seesModal(`Type ${name} to confirm`);
  await someone.submit({ forget_name: name });
  return someone.seesModal('Forgotten on');
}

test('after forgetting, no verb and no read has anything of the person, and the receipt counts what went', async () => {
  const [first, second, both, other] = await store(world, [
    call({ day: daysAgo(9) }),
    call({ day: daysAgo(5), text: 'They agreed to a pilot with 20 seats in March.' }),
    {
      ...call({ day: daysAgo(2), text: 'Both on the call.' }),
      prospects: [...call().prospects, ...call(amit).prospects],
    },
    call({ ...amit, day: daysAgo(3) }),
  ]);
  const gone = [first, second, both].map((note) => note?.id ?? '');
  await me.type('/brief Rentfield');
  await me.sees('Last call');
  const { erasure, memory } = hindsightOf(world);
  await expect.poll(async () => (await erasure.recordsOn(gone)).length).toBe(1);

  await me.type('/forget Priya Sharma', sales);
  const preview = textOf(await me.sees('Forget Priya Sharma · Rentfield', sales));
  expect(preview).toContain('Goes: 3 notes of yours');
  expect(preview).toContain('1 kept reading that rests on them');
  expect(preview).toContain('also about Amit Rao');
  await me.press('forget_own', sales);
  await me.seesModal('Type Priya Sharma to confirm');
  const refused = await me.submit({ forget_name: 'Priya' });
  expect(refused.errors).toEqual({ forget_name: expect.stringContaining('Type Priya Sharma') });
  await me.submit({ forget_name: 'priya  SHARMA' });
  await me.seesModal('Forgotten on Priya Sharma: 3 notes and 1 kept reading.');
  await me.seesModal('0 in the list, 0 by meaning, 0 by reading each, 0 kept readings. Nothing is left.');
  await me.sees('Forgotten on Priya Sharma: 3 notes and 1 kept reading.');

  expect((await storedNotes(world)).map(({ id }) => id)).toEqual([other?.id]);
  expect(await erasure.recordsOn(gone)).toEqual([]);
  for (const id of gone) expect(await memory.read(id, ava)).toBeUndefined();
  const question = { deal: other?.deal.key ?? '', asker: ava, text: 'pilot migration', limit: 20 };
  expect(await memory.recall(question)).toEqual([other?.id]);
  await me.type('/brief Priya Sharma', sales);
  await me.sees('Nothing on Priya Sharma yet', sales);
  await me.type('/timeline Rentfield');
  await me.seesModal('1 note, newest call first');
  expect(world.logged.join()).toContain('"audit":"forgot"');
  expect(world.logged.join()).not.toMatch(/Priya|priya/);
});

test('a member forgets own notes alone: what others share stays and is told, what they keep private is not', async () => {
  const [, shared, hidden] = await store(world, [
    call(),
    call({ author: ben, visibility: 'team', text: 'His, for all.' }),
    call({ author: ben, text: 'Hush, his alone.' }),
  ]);
  await me.type('/forget Priya');
  const preview = textOf(await me.sees('Forget Priya Sharma'));
  expect(preview).toContain('Goes: 1 note of yours');
  expect(preview).toContain('Stays: 1 note that colleagues share');
  expect(preview).not.toContain('admin');
  await forgetAs(me, 'forget_own');
  expect(me.modalText()).toContain('Nothing is left.');
  const left = (await storedNotes(world)).map(({ id }) => id).toSorted();
  expect(left).toEqual([shared?.id ?? '', hidden?.id ?? ''].toSorted());
});

test('an admin forgets all on a person by the whole name, without seeing a word of what others wrote', async () => {
  await store(world, [
    call({ text: 'Nobody but Ava reads this.' }),
    call({ author: ben, text: 'Nobody but Ben reads this.' }),
    call({ ...amit, author: ben }),
  ]);
  const admin = personIn(world, nadia);
  await admin.type('/forget Priya');
  await admin.sees('Nothing on Priya yet');
  await admin.type('/forget Priya Sharma');
  expect(textOf(await admin.sees('unread'))).toContain('unread: 2 notes');
  await admin.press('forget_export');
  await admin.sees('2 that only their authors may read are not in it');
  await forgetAs(admin, 'forget_all');
  expect(admin.modalText()).toContain('2 notes');
  expect(admin.modalText()).toContain('Nothing is left.');
  expect(admin.all()).not.toContain('reads this');
  expect(await storedNotes(world)).toHaveLength(1);
});

test('the button of an admin does nothing in the hands of a member', async () => {
  await store(world, [call({ author: ben })]);
  const admin = personIn(world, nadia);
  await admin.type('/forget Priya Sharma');
  const { ts } = await admin.sees('unread');
  await world.hand.pressButton(ava, { channel: admin.dm, ts }, { actionId: 'forget_all' });
  await me.seesModal('Only an admin of this workspace');
  expect(await storedNotes(world)).toHaveLength(1);
});

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
  await me.sees('Goes: 2 notes');
  await forgetAs(me, 'forget_own');
  expect(await storedNotes(world)).toHaveLength(0);
});

test('a company is forgotten person by person', async () => {
  await store(world, [call(), call(amit)]);
  await me.type('/forget Rentfield');
  await me.sees('Forgetting goes person by person');
  await me.press('forget_choice_0');
  await me.sees('Goes: 1 note of yours');
});

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
