import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { FormValues } from '../../sandbox/slack/hand/verb.ts';
import { logNewPerson, openForm, optionFor, type Someone } from '../support/person.ts';
import { everythingStored, storedNotes } from '../support/stored.ts';
import { ava } from '../support/world.ts';
import type { Stage } from './stage.ts';

export const amit = { name: 'Amit Rao', company: 'Kelso', text: 'He asked for a second quote.' };
export const words = 'He wants the contract by Monday.';

/** Requests that write a note, as the memory's proxy names them. */
export const writes = /^POST \S+-t0sandbox1\/memories$/;

/** Hindsight may hang for ten seconds before anybody is told, and a machine may be busy. */
export const patienceMs = 60_000;
/** What a process died over is begun again when its claim is over, which takes a minute and a half at most. */
export const claimMs = 150_000;

/** Asks again until what is expected of the answer holds; what was wrong with the last one is the failure. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  holds: (answer: T) => void,
  { everyMs = 100, withinMs = patienceMs }: { readonly everyMs?: number; readonly withinMs?: number } = {},
): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      return holds(await ask());
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(everyMs);
    }
  }
}

/** The stage with one note of Ava's in it. */
export async function withNote(stage: Stage): Promise<Someone> {
  const me = stage.person(ava);
  await logNewPerson(me, amit);
  return me;
}

/** A filled form that only waits for Save. */
export async function filledForm(me: Someone): Promise<FormValues> {
  await openForm(me);
  return { log_who: await optionFor(me, 'Amit Rao · Kelso', 'amit'), log_text_0: words };
}

/** How many of the stored notes have these words. */
export async function storedTimes(stage: Stage, text: string): Promise<number> {
  const notes = await storedNotes(stage);
  const everything = await everythingStored(stage);
  const documents = everything.split('\n').filter((line) => line.includes('"original_text"'));
  return notes.filter(({ id }) => documents.some((line) => line.includes(id) && line.includes(text))).length;
}

/** Waits until it is so. */
export async function untilStored(stage: Stage, text: string, times: number): Promise<void> {
  await eventually(
    () => storedTimes(stage, text),
    (got) => expect(got).toBe(times),
  );
}

/** The messages of the DM that hold these words. */
export function messagesWith(me: Someone, text: string): readonly string[] {
  return me.texts().filter((one) => one.includes(text));
}

/** One receipt, which says that these words are saved, and nothing beside it. */
export async function oneReceipt(me: Someone, text = words): Promise<void> {
  await eventually(
    () => messagesWith(me, text).filter((one) => /Saved on|Changed on/.test(one)).length,
    (got) => expect(got).toBe(1),
    // Tries grow further apart: after three that failed the next comes half a minute later.
    { withinMs: claimMs },
  );
  expect(messagesWith(me, text)).toHaveLength(1);
}

export function neverFailed(me: Someone): void {
  expect(me.all()).not.toMatch(/went wrong|Not saved/);
}

/** `/forget` is asked for a second time, and nothing of Amit is left. */
export async function forgottenAtLast(stage: Stage, me: Someone): Promise<void> {
  await eventually(
    async () => {
      await me.type('/forget Amit');
      return me.texts().at(-1);
    },
    (got) => expect(got).toContain('Goes:'),
    { everyMs: 4_000 },
  );
  // Slack opens no window three seconds after the press, and a machine may be busy.
  await eventually(
    async () => {
      if (!me.modalText().includes('to confirm')) await me.press('forget_own');
      return me.modalText();
    },
    (got) => expect(got).toContain('to confirm'),
    { everyMs: 4_000 },
  );
  await me.submit({ forget_name: 'Amit Rao' });
  await me.seesModal('Forgotten on');
  await eventually(
    () => storedNotes(stage),
    (got) => expect(got).toEqual([]),
  );
}
