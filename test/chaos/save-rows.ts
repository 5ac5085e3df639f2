import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import {
  eventually,
  filledForm,
  messagesWith,
  neverFailed,
  oneReceipt,
  storedTimes,
  untilStored,
  withNote,
  words,
  writes,
} from './acts.ts';
import type { Fault } from './fault-proxy.ts';
import { outcomes, type Row } from './rows.ts';
import type { Stage } from './stage.ts';

type How = 'press' | 'by itself';

/** The words come back whole, nothing is stored, and when memory is back the note is stored once. */
function handsBack(fault: Fault, how: How) {
  return async (stage: Stage): Promise<void> => {
    const me = await withNote(stage);
    const form = await filledForm(me);
    await stage.memory.breaks(fault);
    await me.submit(form);
    const told = await me.sees('Not saved yet');
    expect(JSON.stringify(told)).toContain(words);
    expect(JSON.stringify(told)).toContain('log_try_again');
    await me.seesModal('Not saved yet');
    expect(me.modalText()).toContain(words);
    expect(await storedTimes(stage, words)).toBe(0);
    await stage.heal();
    if (how === 'press') await me.press('log_try_again');
    await untilStored(stage, words, 1);
    await oneReceipt(me);
  };
}

/** Memory has the note and its answer is lost so often that the words come back. */
function takenUnheard(fault: Fault) {
  return async (stage: Stage): Promise<void> => {
    const me = await withNote(stage);
    const form = await filledForm(me);
    await stage.memory.breaks(fault, { on: writes, times: 4 });
    await me.submit(form);
    await oneReceipt(me);
    expect(await storedTimes(stage, words)).toBe(1);
  };
}

async function slowSave(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'slow', ms: 1_500 }, { on: writes, times: 1 });
  await me.submit(form);
  expect(me.modalText()).toContain('Saving');
  expect(me.modalText()).toContain(words);
  // On a slow machine the form says it: “Saved meanwhile”.
  await me.seesModal('Saved');
  await oneReceipt(me);
  neverFailed(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

/** Slack takes no message for a while. */
function receiptComes(fault: Fault, times: number, settlesMs = 0) {
  return async (stage: Stage): Promise<void> => {
    const me = await withNote(stage);
    const form = await filledForm(me);
    await stage.slack.breaks(fault, { on: /chat\.postMessage/, times });
    await me.submit(form);
    // On a machine that is busy the form may have come back first: then it is saved meanwhile.
    await me.seesModal('Saved');
    await oneReceipt(me);
    // A second one would come a little later.
    await pause(settlesMs);
    await oneReceipt(me);
    neverFailed(me);
    expect(await storedTimes(stage, words)).toBe(1);
  };
}

async function modalNotRedrawn(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.slack.breaks({ kind: 'answers', status: 500 }, { on: /views\.update/ });
  await me.submit(form);
  await oneReceipt(me);
  neverFailed(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

async function slackAway(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.slack.breaks({ kind: 'answers', status: 503, body: '<html>' }, { on: /\/api\// });
  await me.submit(form);
  await untilStored(stage, words, 1);
  await stage.heal();
  await oneReceipt(me);
  neverFailed(me);
}

async function formNotOpened(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const failed = { kind: 'answers', status: 200, body: '{"ok":false,"error":"expired_trigger_id"}' } as const;
  await stage.slack.breaks(failed, { on: /views\.open/, times: 1 });
  await me.type(`/log Amit Rao: ${words}`);
  expect(JSON.stringify(await me.sees('Slack did not open the form in time'))).toContain(words);
  await me.press('log_reopen');
  await me.seesModal(words);
}

async function plainReceipt(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  const refusal = { kind: 'answers', status: 200, body: '{"ok":false,"error":"invalid_blocks"}' } as const;
  await stage.slack.breaks(refusal, { on: /chat\.postMessage/, times: 1 });
  await me.submit(form);
  // On a slow machine the form says it: “Saved meanwhile”.
  await me.seesModal('Saved');
  await eventually(
    () => me.texts().length,
    (got) => expect(got).toBe(2),
  );
  expect(me.texts().at(-1)).toMatch(/^Saved on Amit Rao/);
  neverFailed(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

async function closedForm(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'slow', ms: 1_500 }, { on: writes, times: 1 });
  await me.submit(form);
  await stage.hand.closeView(me.user, me.modal()?.id ?? '', true);
  await oneReceipt(me);
  neverFailed(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

/** The same submission three times on the wire. */
async function deliveredTwice(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const { deliveryId } = await me.submit(await filledForm(me));
  await Promise.all([1, 2].map(() => stage.hand.deliverAgain(deliveryId ?? 0)));
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

async function editTakenUnheard(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await me.press('log_edit');
  await me.seesModal('How it went');
  const who = await me.suggestions('log_who', 'amit');
  await stage.memory.breaks({ kind: 'lost' }, { on: writes, times: 1 });
  await me.submit({ log_who: who.options[0]?.value ?? '', log_text_0: words });
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
  expect(await storedTimes(stage, 'second quote')).toBe(0);
  expect(messagesWith(me, 'second quote')).toEqual([]);
}

/** A colleague’s form goes on while one rep’s hangs. */
async function oneHangs(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'hanging' }, { on: writes, times: 1 });
  const hanging = me.submit(form);
  const ben = stage.person('U0BEN00002');
  const began = performance.now();
  await ben.type('/brief help');
  await ben.sees('/brief Rentfield');
  expect(performance.now() - began).toBeLessThan(8_000);
  await hanging;
  await me.sees('Not saved yet');
  await stage.heal();
  await untilStored(stage, words, 1);
  await eventually(
    () => messagesWith(me, 'Saved on').length,
    (got) => expect(got).toBeGreaterThan(0),
  );
}

const refused = { kind: 'refused' } as const;
const garbage = { kind: 'answers', status: 200, body: '<html>Gateway</html>' } as const;
const limited = { kind: 'answers', status: 429, retryAfter: 30 } as const;
const notFound = { kind: 'answers', status: 404, body: '{"detail":"Not Found"}' } as const;
const serverError = { kind: 'answers', status: 500 } as const;

/** What breaks while a call is logged. */
export const saveRows: readonly Row[] = [
  {
    broken: 'Hindsight refuses connections while you log',
    outcome: outcomes.handedBack,
    play: handsBack(refused, 'by itself'),
  },
  {
    broken: 'Hindsight hangs while you log',
    outcome: outcomes.handedBack,
    play: handsBack({ kind: 'hanging' }, 'press'),
  },
  {
    broken: 'Hindsight answers 500 while you log',
    outcome: outcomes.handedBack,
    play: handsBack(serverError, 'press'),
  },
  {
    broken: 'Hindsight answers 429 while you log',
    outcome: outcomes.handedBack,
    play: handsBack(limited, 'press'),
  },
  {
    broken: 'Hindsight cuts the connection before it has the note',
    outcome: outcomes.handedBack,
    transport: 'http',
    play: handsBack({ kind: 'reset' }, 'by itself'),
  },
  {
    broken: 'Hindsight’s answer is lost after it took the note',
    outcome: outcomes.handedBack,
    play: takenUnheard({ kind: 'lost' }),
  },
  {
    broken: 'Hindsight’s answer is cut off half-way',
    outcome: outcomes.handedBack,
    play: takenUnheard({ kind: 'cut off' }),
  },
  {
    broken: 'one save hangs while your colleagues work',
    outcome: outcomes.handedBack,
    transport: 'http',
    play: oneHangs,
  },
  {
    broken: 'Hindsight answers with a web page while you log',
    outcome: outcomes.handedBackToMend,
    play: handsBack(garbage, 'press'),
  },
  {
    broken: 'another server answers 404 in Hindsight’s place',
    outcome: outcomes.handedBackToMend,
    play: handsBack(notFound, 'press'),
  },
  {
    broken: 'Hindsight refuses our key while you log',
    outcome: outcomes.handedBackToMend,
    transport: 'http',
    play: handsBack({ kind: 'wrong key' }, 'press'),
  },
  { broken: 'Hindsight takes two seconds over a note', outcome: outcomes.later, play: slowSave },
  {
    broken: 'the answer to an edit is lost after Hindsight took it',
    outcome: outcomes.later,
    play: editTakenUnheard,
  },
  {
    broken: 'Slack answers 500 to the receipt',
    outcome: outcomes.receiptLater,
    play: receiptComes(serverError, 6),
  },
  {
    broken: 'Slack limits our messages for a moment',
    outcome: outcomes.receiptLater,
    play: receiptComes({ kind: 'answers', status: 429, retryAfter: 2 }, 1),
  },
  {
    broken: 'Slack cuts the connection at the receipt',
    outcome: outcomes.receiptLater,
    transport: 'http',
    play: receiptComes({ kind: 'reset' }, 1),
  },
  {
    broken: 'Slack’s answer to the receipt is lost',
    outcome: outcomes.receiptLater,
    play: receiptComes({ kind: 'lost' }, 1, 4_000),
  },
  {
    broken: 'Slack says `fatal_error` to the receipt',
    outcome: outcomes.receiptLater,
    play: receiptComes({ kind: 'answers', status: 200, body: '{"ok":false,"error":"fatal_error"}' }, 3),
  },
  { broken: 'Slack does not redraw the form', outcome: outcomes.receiptLater, play: modalNotRedrawn },
  {
    broken: 'Slack’s whole Web API is away after you press Save',
    outcome: outcomes.receiptLater,
    play: slackAway,
  },
  { broken: 'Slack opens the form too late', outcome: outcomes.unopened, play: formNotOpened },
  { broken: 'Slack refuses a layout', outcome: outcomes.plainText, play: plainReceipt },
  { broken: 'you close the form while Hindsight is slow', outcome: outcomes.plainText, play: closedForm },
  {
    broken: 'Slack delivers a submission three times',
    outcome: outcomes.goesOn,
    transport: 'http',
    play: deliveredTwice,
  },
];
