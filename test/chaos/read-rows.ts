import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import {
  amit,
  claimMs,
  eventually,
  filledForm,
  forgottenAtLast,
  messagesWith,
  oneReceipt,
  patienceMs,
  storedTimes,
  withNote,
  words,
} from './acts.ts';
import type { Fault } from './fault-proxy.ts';
import { outcomes, type Row } from './rows.ts';
import type { Stage } from './stage.ts';

const silent = 'Memory (Hindsight) has not answered';

/** Said instead of an answer; nothing claims that there is no note. */
function toldOn(command: string, fault: Fault, said: string, answer: string) {
  return async (stage: Stage): Promise<void> => {
    const me = await withNote(stage);
    await stage.memory.breaks(fault);
    await me.type(command);
    await eventually(
      () => me.all(),
      (got) => expect(got).toContain(said),
    );
    expect(me.all()).not.toMatch(/Nothing on|Nothing in your notes|no notes/i);
    expect(await storedTimes(stage, amit.text)).toBe(1);
    await stage.heal();
    await me.type(command);
    await eventually(
      () => me.all(),
      (got) => expect(got).toContain(answer),
    );
  };
}

const unreadWords = /not read yet/i;

/** A model in trouble costs nobody a note or a card; `how` is what ends it. */
function unreadUntil(fault: Fault, how: 'by itself' | 'restart') {
  return async (stage: Stage): Promise<void> => {
    await stage.model.breaks(fault);
    const me = await withNote(stage);
    await oneReceipt(me, amit.text);
    await me.type('/brief Amit');
    const card = textOf(await me.sees('Last call'));
    expect(card).toMatch(unreadWords);
    expect(await storedTimes(stage, amit.text)).toBe(1);
    await stage.heal();
    if (how === 'restart') await stage.restart();
    await eventually(
      () => stage.logged(),
      (got) => expect(got).toContain('a note is read'),
      { withinMs: claimMs },
    );
    await me.type('/brief Amit');
    await eventually(
      () => lastCard(me),
      (got) => expect(got).not.toMatch(unreadWords),
    );
  };
}

function lastCard(me: ReturnType<Stage['person']>): string {
  return me.texts().findLast((text) => text.includes('Last call')) ?? 'no card: not read yet';
}

/** The notes themselves, and why there is no more. */
function plainOn(fault: Fault) {
  return async (stage: Stage): Promise<void> => {
    const me = await withNote(stage);
    await stage.model.breaks(fault);
    await me.type('/ask What did Amit say about the quote?');
    expect(textOf(await me.sees('The model did not answer'))).toContain('second quote');
    expect(await storedTimes(stage, amit.text)).toBe(1);
    await stage.heal();
    const answers = () => messagesWith(me, 'second quote').length;
    const before = answers();
    await eventually(
      async () => {
        await me.type('/ask What did Amit say about a second quote?');
        await pause(4_000);
        return answers();
      },
      (got) => expect(got).toBeGreaterThan(before),
    );
  };
}

async function undoRefused(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await stage.memory.breaks({ kind: 'answers', status: 503 });
  await me.press('log_undo');
  await me.sees(silent);
  expect(messagesWith(me, amit.text)[0]).toContain('Undo');
  expect(await storedTimes(stage, amit.text)).toBe(1);
  await stage.heal();
  await me.press('log_undo');
  await me.sees('Undone.');
  expect(await storedTimes(stage, amit.text)).toBe(0);
}

async function undoUnheard(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await stage.memory.breaks({ kind: 'lost' }, { on: /^DELETE /, times: 1 });
  await me.press('log_undo');
  await me.sees('Undone.');
  expect(await storedNotes(stage)).toEqual([]);
  await stage.restart();
  await me.type('/brief Amit');
  await me.sees('Nothing on Amit');
  expect(await storedNotes(stage)).toEqual([]);
}

/** One of two notes goes, then memory does; asked once more, both are gone. */
async function forgetHalfWay(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await me.submit(await filledForm(me));
  await oneReceipt(me);
  await me.type('/forget Amit');
  await me.sees('Forget Amit Rao');
  await me.press('forget_own');
  await me.seesModal('to confirm');
  await stage.memory.breaks({ kind: 'answers', status: 503 }, { on: /^(DELETE|POST) / });
  await me.submit({ forget_name: 'Amit Rao' });
  await me.seesModal('Memory stopped answering half-way');
  await stage.heal();
  await forgottenAtLast(stage, me);
}

/** The bot is up and says by itself that it is not ready. */
async function memoryAwayAtStart(stage: Stage): Promise<void> {
  await stage.memory.breaks({ kind: 'refused' });
  await stage.start();
  expect(await stage.probe('/healthz')).toBe(200);
  expect(await stage.probe('/readyz')).toBe(503);
  await stage.heal();
  await eventually(
    () => stage.probe('/readyz'),
    (got) => expect(got).toBe(200),
  );
  const me = await withNote(stage);
  await oneReceipt(me, amit.text);
  expect(await storedTimes(stage, amit.text)).toBe(1);
}

async function wrongKeyAtStart(stage: Stage): Promise<void> {
  await stage.memory.breaks({ kind: 'wrong key' });
  await stage.start();
  expect(await stage.probe('/readyz')).toBe(503);
  await eventually(
    () => stage.figures(),
    (got) => expect(got).toMatch(/^salesmemory_memory_up{team="\w+"} 0$/m),
  );
}

/** A share of the minute is over: the receipt does not wait for it. */
async function modelLimited(stage: Stage): Promise<void> {
  await unreadUntil({ kind: 'answers', status: 429, retryAfter: 1, body: limitBody }, 'by itself')(stage);
}

const limitBody = '{"error":{"message":"slow down","type":"tokens","code":"rate_limit_exceeded"}}';
const page = { kind: 'answers', status: 200, body: '<html>Gateway</html>' } as const;
const refusedKey = { kind: 'answers', status: 401, body: '{"error":{"message":"Invalid API Key"}}' } as const;
const modelGone = {
  kind: 'answers',
  status: 404,
  body: '{"error":{"message":"gone","code":"model_not_found"}}',
} as const;

async function receiptWhileModelHangs(stage: Stage): Promise<void> {
  await stage.model.breaks({ kind: 'hanging' });
  const me = await withNote(stage);
  await me.submit(await filledForm(me));
  await oneReceipt(me);
  const began = performance.now();
  await me.type('/brief Amit');
  expect(textOf(await me.sees('Last call'))).toMatch(unreadWords);
  expect(performance.now() - began).toBeLessThan(patienceMs);
  expect(await storedTimes(stage, words)).toBe(1);
  await stage.heal();
  await stage.restart();
  await eventually(
    () => stage.logged(),
    (got) => expect(got).toContain('a note is read'),
    { withinMs: claimMs },
  );
}

/** What breaks while something is read, asked, undone or forgotten, and what a model in trouble costs. */
export const readRows: readonly Row[] = [
  ...(
    [
      ['Hindsight refuses connections while you ask for a brief', { kind: 'refused' }, silent],
      ['Hindsight answers 500 to a brief', { kind: 'answers', status: 500 }, silent],
      ['Hindsight answers 429 to a brief', { kind: 'answers', status: 429, retryAfter: 30 }, silent],
      ['Hindsight hangs on a brief', { kind: 'hanging' }, silent],
      ['Hindsight cuts connections during a brief', { kind: 'reset' }, silent],
      ['Hindsight answers a brief with a web page', { kind: 'answers', status: 200, body: '<html>' }, silent],
      ['another server answers 404 to a brief', { kind: 'answers', status: 404, body: '<html>' }, silent],
    ] as const
  ).map(
    ([broken, fault, said]): Row => ({
      broken,
      outcome: outcomes.told,
      play: toldOn('/brief Amit', fault, said, 'Last call'),
    }),
  ),
  {
    broken: 'Hindsight refuses connections while you ask a question',
    outcome: outcomes.told,
    transport: 'http',
    play: toldOn('/ask What did Amit ask for?', { kind: 'refused' }, silent, 'second quote.'),
  },
  {
    broken: 'Hindsight refuses connections while you open the timeline',
    outcome: outcomes.told,
    transport: 'http',
    play: toldOn('/timeline Amit', { kind: 'refused' }, silent, 'newest call first'),
  },
  {
    broken: 'the model refuses connections',
    outcome: outcomes.unread,
    play: unreadUntil({ kind: 'refused' }, 'by itself'),
  },
  {
    broken: 'the model hangs on a note',
    outcome: outcomes.unread,
    play: receiptWhileModelHangs,
  },
  {
    broken: 'the model answers 500 to a note',
    outcome: outcomes.unread,
    transport: 'http',
    play: unreadUntil({ kind: 'answers', status: 500 }, 'by itself'),
  },
  { broken: 'the model answers 429 to a note', outcome: outcomes.unread, play: modelLimited },
  {
    broken: 'the model answers a note with a web page',
    outcome: outcomes.unread,
    play: unreadUntil(page, 'restart'),
  },
  {
    broken: 'the model refuses our key',
    outcome: outcomes.unread,
    play: unreadUntil(refusedKey, 'restart'),
  },
  {
    broken: 'the model is gone',
    outcome: outcomes.unread,
    play: unreadUntil(modelGone, 'restart'),
  },
  {
    broken: 'the model is down while you ask a question',
    outcome: outcomes.plainAnswer,
    play: plainOn({ kind: 'refused' }),
  },
  {
    broken: 'the model answers a question with a web page',
    outcome: outcomes.plainAnswer,
    play: plainOn(page),
  },
  {
    broken: 'Hindsight is away when you press Undo',
    outcome: outcomes.deedTold,
    play: undoRefused,
  },
  { broken: 'Hindsight’s answer to a deletion is lost', outcome: outcomes.deedTold, play: undoUnheard },
  {
    broken: 'Hindsight goes away half-way through `/forget`',
    outcome: outcomes.deedTold,
    play: forgetHalfWay,
  },
  {
    broken: 'Hindsight is away at the start',
    outcome: outcomes.notReady,
    starts: false,
    play: memoryAwayAtStart,
  },
  {
    broken: 'Hindsight refuses our key at the start',
    outcome: outcomes.notReady,
    starts: false,
    play: wrongKeyAtStart,
  },
];
