import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hindsightOf } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone } from '../support/person.ts';
import { everythingStored, storedNotes } from '../support/stored.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
/** Two presses of one button within a second are one, so the clock moves on between two. */
let laterMs = 0;
/** Between memory and the bot, once: a write of a note is carried out late, and its answer is a proxy's web page. */
let garbles = false;
const network = globalThis.fetch;
beforeEach(async () => {
  garbles = false;
  vi.stubGlobal('fetch', async (...[input, init]: Parameters<typeof fetch>) => {
    const request = new Request(input, init);
    const isHit = garbles && `${request.method} ${new URL(request.url).pathname}` === retain();
    if (!isHit) return network(request);
    garbles = false;
    await pause(slow.ms);
    await network(request);
    return new Response('<html>', { headers: { 'content-type': 'text/html' } });
  });
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
});
afterEach(async () => {
  await world.close();
  vi.unstubAllGlobals();
});

const amit = { name: 'Amit Rao', company: 'Rentfield', text: 'He asked for a second quote.' };
const slow = { kind: 'delay', ms: 2_000, times: 1 } as const;

/** Where memory takes notes, as its faults and its log name it. */
const retain = () => `POST /v1/default/banks/${world.config.HINDSIGHT_BANK}-t0sandbox1/memories`;
const retains = () =>
  world.memory.faults.requests().filter(({ method, path }) => `${method} ${path}` === retain());

/** Waits until so many writes of notes have come in since the last look. */
async function underWay(count: number): Promise<void> {
  await expect.poll(() => retains().length).toBe(count);
}

async function through(): Promise<void> {
  await expect.poll(() => retains().every(({ status }) => status !== null)).toBe(true);
}

/** A new form for somebody new, filled but for the words; `id` is what the note will be stored under. */
async function newForm() {
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'New person: ‘Amit Rao’', 'Amit Rao');
  await me.choose('log_who', who);
  await me.seesModal('Company');
  const [id = ''] = /note-[0-9a-f-]{36}/.exec(JSON.stringify(me.modal()?.view)) ?? [];
  world.memory.faults.forget();
  return { id, values: { log_who: who, log_name: amit.name, log_company: amit.company } };
}

/** The form of the receipt's Edit. */
async function editForm() {
  laterMs += 2_000;
  await me.press('log_edit');
  await me.seesModal('How it went');
  return { log_who: await optionFor(me, 'Amit Rao · Rentfield', 'amit') };
}

test('a note deleted by another process while it is being saved does not come back, and its author is told', async () => {
  const { id, values } = await newForm();
  world.memory.faults.set({ ...slow, on: retain() });
  await me.submit({ ...values, log_text_0: amit.text });
  await underWay(1);
  await hindsightOf(world).memory.remove(id, ava);
  await through();
  await me.seesModal('deleted in the meantime');
  expect(await storedNotes(world)).toEqual([]);
  expect(await everythingStored(world)).not.toContain('second quote');
  expect(me.texts().join()).not.toContain('Saved on');
});

test('an edit that overtakes a slow one is what is stored in the end', async () => {
  await logNewPerson(me, amit);
  const values = await editForm();
  world.memory.faults.forget();
  world.memory.faults.set({ ...slow, on: retain() });
  await me.submit({ ...values, log_text_0: 'He asked for a third quote.' });
  await underWay(1);
  await me.submit({ ...(await editForm()), log_text_0: 'He took the fourth quote.' });
  await me.sees('He took the fourth quote.');
  await underWay(2);
  await through();
  const stored = await everythingStored(world);
  expect(stored).toContain('He took the fourth quote.');
  expect(stored).not.toContain('third quote');
});

test('Undo pressed while an edit is on its way wins: nothing is stored, and the receipt says nothing else', async () => {
  await logNewPerson(me, amit);
  const values = await editForm();
  world.memory.faults.forget();
  world.memory.faults.set({ ...slow, on: retain() });
  await me.submit({ ...values, log_text_0: 'He asked for a third quote.' });
  await underWay(1);
  await me.press('log_undo');
  await me.sees('Undone.');
  await through();
  await expect.poll(() => storedNotes(world)).toEqual([]);
  expect(me.texts()).toHaveLength(1);
  expect(me.texts()[0]).toContain('Undone. The note is deleted, and no brief will use it.');
  const told = JSON.stringify(world.slack.log.named('chat.update'));
  expect(told).not.toContain('Changed on');
});

test('Undo pressed while an edit is on its way wins, although nobody learns what became of the edit', async () => {
  await logNewPerson(me, amit);
  const values = await editForm();
  world.memory.faults.forget();
  garbles = true;
  await me.submit({ ...values, log_text_0: 'He asked for a third quote.' });
  await expect.poll(() => garbles).toBe(false);
  await me.press('log_undo');
  await me.sees('Undone.');
  await underWay(1);
  await through();
  await expect.poll(() => storedNotes(world)).toEqual([]);
  expect(me.texts()).toHaveLength(1);
  expect(me.texts()[0]).toContain('Undone.');
});

test.each([
  ['before memory has seen it', 'refuse'],
  ['after memory has taken it', 'lost'],
] as const)(
  'a first save whose connection breaks %s comes back whole and is tried again until it is stored, once',
  async (_, kind) => {
    const { id, values } = await newForm();
    // One try is three requests; where the fourth is needed it fails as well.
    world.memory.faults.set({ kind, on: retain(), times: 4 });
    await me.submit({ ...values, log_text_0: amit.text });
    await me.sees('Saved on Amit Rao');
    const posted = world.slack.log.named('chat.postMessage').map((one) => JSON.stringify(one));
    expect(posted).toHaveLength(1);
    expect(posted[0]).toContain('Not saved yet.');
    expect(posted[0]).toContain(amit.text);
    expect(retains().length).toBeGreaterThanOrEqual(3);
    expect((await storedNotes(world)).map((note) => note.id)).toEqual([id]);
    expect(me.texts().filter((text) => text.includes(amit.text))).toHaveLength(1);
  },
);
