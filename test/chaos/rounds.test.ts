import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FormValues } from '../../sandbox/slack/hand/verb.ts';
import { logNewPerson, openBy, openForm, optionFor, type Someone } from '../support/person.ts';
import { everythingStored, storedNotes } from '../support/stored.ts';
import { wholeDm } from '../support/whole-dm.ts';
import { ava, ben } from '../support/world.ts';
import { claimMs, eventually, messagesWith } from './acts.ts';
import { createRandom, type Random, seed } from './random.ts';
import { createStage, type Stage, type Transport } from './stage.ts';

const rounds = Number(process.env['CHAOS_ROUNDS'] ?? 60);
const nadia = 'U0NADIA003';
const roundMs = 30_000;
/** Slack takes about one message a second for a conversation. */
const messageMs = 1_000;

/** A note as its author wants it in the end: the words that stand for it alone, or gone. */
interface Wanted {
  readonly author: Someone;
  word: string;
  isGone: boolean;
  /** Words of earlier versions, which may stand nowhere any more. */
  readonly replaced: string[];
}

/** Somebody at work, with a person of their own to write about. */
interface Rep {
  readonly me: Someone;
  readonly name: string;
  readonly notes: Wanted[];
}

const isReceipt = (text: string) => /^(Saved|Changed) on/.test(text);
const receiptOf = ({ author, word }: Wanted) => messagesWith(author, word).find(isReceipt);

function tsOf({ author, word }: Wanted): string {
  const message = author.messages().findLast((one) => JSON.stringify(one).includes(word));
  return message?.ts ?? '';
}

/** Where it stands, for whoever has to find out why it stands there. */
function standing(me: Someone, { word }: Wanted): string {
  return [`${word} is not there yet:`, me.modalText(), ...messagesWith(me, word)].join('\n');
}

/** What a rep does to have words saved, until the form or the DM says that they are. */
async function untilSaved(
  rep: Rep,
  note: Wanted,
  values: FormValues,
  first: Promise<unknown>,
): Promise<void> {
  const { me } = rep;
  await first;
  await eventually(
    async () => {
      if (receiptOf(note)) return 'saved';
      if (/(Saved|Changed) on/.test(me.modalText())) return 'saved';
      // As a person does: the open form is sent again, or the button in the DM is pressed.
      if (me.modal() && JSON.stringify(me.modal()?.view).includes('"submit"')) await me.submit(values);
      else if (messagesWith(me, note.word).length > 0) await me.press('log_try_again', me.dm);
      return standing(me, note);
    },
    (state) => expect(state).toBe('saved'),
    { everyMs: 400 },
  );
}

/** Presses Undo on the note’s own receipt, until it says that it is undone. */
async function untilUndone(stage: Stage, { me }: Rep, note: Wanted, ts: string): Promise<void> {
  const isUndone = () =>
    !JSON.stringify(me.messages().find((one) => one.ts === ts) ?? '').includes('log_undo');
  await eventually(
    async () => {
      if (!isUndone())
        await stage.hand.pressButton(me.user, { channel: me.dm, ts }, { actionId: 'log_undo' });
      await pause(1_100);
      return isUndone() ? 'undone' : standing(me, note);
    },
    (state) => expect(state).toBe('undone'),
    { everyMs: 400 },
  );
}

/** One deed that is begun now, and what brings it to its end after the kill. */
interface Deed {
  readonly begin: () => Promise<unknown>;
  readonly settle: (begun: Promise<unknown>) => Promise<void>;
}

async function newNote({ me, name, ...rep }: Rep, word: string): Promise<Deed> {
  const note: Wanted = { author: me, word, isGone: false, replaced: [] };
  await openForm(me);
  const who = await optionFor(me, `${name} · Kelso`, name);
  const values = { log_who: who, log_text_0: `She spoke of ${word}.` };
  rep.notes.push(note);
  return {
    begin: () => me.submit(values),
    settle: (begun) => untilSaved({ me, name, ...rep }, note, values, begun),
  };
}

async function edit(stage: Stage, rep: Rep, note: Wanted, word: string): Promise<Deed> {
  const { me, name } = rep;
  const ts = tsOf(note);
  const press = async () => {
    await me.type('/brief help');
    await stage.hand.pressButton(me.user, { channel: me.dm, ts }, { actionId: 'log_edit' });
  };
  await openBy(me, press, 'How it went');
  const who = await optionFor(me, `${name} · Kelso`, name);
  const values = { log_who: who, log_text_0: `Now of ${word}.` };
  note.replaced.push(note.word);
  note.word = word;
  return { begin: () => me.submit(values), settle: (begun) => untilSaved(rep, note, values, begun) };
}

function undo(stage: Stage, rep: Rep, note: Wanted): Deed {
  const { me } = rep;
  const ts = tsOf(note);
  note.isGone = true;
  return {
    begin: () => stage.hand.pressButton(me.user, { channel: me.dm, ts }, { actionId: 'log_undo' }),
    settle: async (begun) => {
      await begun;
      await untilUndone(stage, rep, note, ts);
    },
  };
}

/** What a rep sets out to do: mostly a new note, now and then another version or the end of an old one. */
async function deedOf(stage: Stage, rep: Rep, random: Random, round: number): Promise<Deed> {
  const word = `${rep.name.split(' ')[0]?.toLowerCase()}-${round}-${random.between(10_000, 99_999)}`;
  const old = rep.notes.find((note) => !note.isGone && receiptOf(note));
  if (old && random.chance(0.2)) return edit(stage, rep, old, word);
  if (old && random.chance(0.2)) return undo(stage, rep, old);
  return newNote(rep, word);
}

/** In one round of three memory is slow or hangs while the kill comes. */
async function trouble(stage: Stage, random: Random, round: number): Promise<void> {
  if (round % 3 !== 0) return;
  const on = /^(POST|DELETE) \S+-t0sandbox1\//;
  await stage.memory.breaks(
    random.chance(0.5) ? { kind: 'hanging' } : { kind: 'slow', ms: random.between(100, 2_500) },
    { on },
  );
}

async function playRound(stage: Stage, reps: readonly Rep[], random: Random, round: number): Promise<void> {
  const deeds = await Promise.all(reps.map((rep) => deedOf(stage, rep, random, round)));
  await trouble(stage, random, round);
  const begun = deeds.map(({ begin }) => begin());
  await pause(random.between(0, random.chance(0.7) ? 300 : 2_500));
  await stage.kill();
  if (random.chance(0.7)) await stage.heal();
  await stage.start();
  await stage.heal();
  await Promise.all(deeds.map(({ settle }, index) => settle(begun[index] ?? Promise.resolve())));
}

/** How often each of these words stands in a document of the notes' bank. */
async function countIn(stage: Stage): Promise<(word: string) => number> {
  const ids = (await storedNotes(stage)).map(({ id }) => id);
  const texts = (await everythingStored(stage))
    .split('\n')
    .filter((line) => line.includes('"original_text"'));
  const notes = texts.filter((text) => ids.some((id) => text.includes(`"${id}"`)));
  return (word) => notes.filter((text) => text.includes(word)).length;
}

interface Tally {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly resurrected: readonly string[];
  readonly withoutReceipt: readonly string[];
  readonly receiptsTwice: readonly string[];
}

const none: Tally = { lost: [], doubled: [], resurrected: [], withoutReceipt: [], receiptsTwice: [] };

async function tallyOf(stage: Stage, reps: readonly Rep[]): Promise<Tally> {
  const notes = reps.flatMap((rep) => rep.notes);
  const times = await countIn(stage);
  const dms = await Promise.all(reps.map(({ me }) => wholeDm(stage.workspace, me.dm)));
  const receipts = dms.flat().filter(isReceipt);
  const told = ({ word }: Wanted) => receipts.filter((text) => text.includes(word)).length;
  const live = notes.filter(({ isGone }) => !isGone);
  const dead = notes.flatMap((note) => [...note.replaced, ...(note.isGone ? [note.word] : [])]);
  return {
    lost: live.flatMap(({ word }) => (times(word) === 0 ? [word] : [])),
    doubled: live.flatMap(({ word }) => (times(word) > 1 ? [word] : [])),
    resurrected: dead.filter((word) => times(word) > 0),
    withoutReceipt: live.flatMap((note) => (told(note) === 0 ? [note.word] : [])),
    receiptsTwice: live.flatMap((note) => (told(note) > 1 ? [note.word] : [])),
  };
}

async function playAll(transport: Transport, count: number): Promise<Tally> {
  const random = createRandom(seed + (transport === 'http' ? 1 : 0));
  const stage = await createStage({ transport });
  try {
    await stage.start();
    const people = [
      [ava, 'Orla Quinn'],
      [ben, 'Tomas Vidal'],
      [nadia, 'Wen Li'],
    ] as const;
    const reps = people.map(([user, name]): Rep => ({ me: stage.person(user), name, notes: [] }));
    for (const { me, name } of reps)
      await logNewPerson(me, { name, company: 'Kelso', text: `First talk with ${name}.` });
    for (let round = 1; round <= count; round += 1) await playRound(stage, reps, random, round);
    await stage.restart();
    // The last start brings the receipts that are owed, half a minute after it.
    await eventually(
      () => tallyOf(stage, reps),
      (tally) => expect(tally).toEqual(none),
      { everyMs: 1_000, withinMs: claimMs + count * reps.length * messageMs },
    );
    const tally = await tallyOf(stage, reps);
    const notes = reps.reduce((sum, rep) => sum + rep.notes.length, 0);
    console.log(
      `${transport}: seed ${seed}, ${count} rounds, ${notes} notes; lost ${tally.lost.length}, doubled ${tally.doubled.length}, resurrected ${tally.resurrected.length}, without a receipt ${tally.withoutReceipt.length}, with two ${tally.receiptsTwice.length}`,
    );
    return tally;
  } finally {
    await stage.close();
  }
}

for (const transport of ['socket', 'http'] as const) {
  test.concurrent(
    `${rounds / 2} kills over ${transport}, each followed by what a rep presses next: nothing is lost, doubled or back from the dead, and all have a receipt`,
    async () => {
      expect(await playAll(transport, rounds / 2)).toEqual(none);
    },
    rounds * roundMs,
  );
}
