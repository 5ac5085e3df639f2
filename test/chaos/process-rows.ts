import { expect } from 'vitest';
import type { FormValues } from '../../sandbox/slack/hand/verb.ts';
import { logNewPerson, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, deals } from '../support/world.ts';
import {
  amit,
  claimMs,
  eventually,
  filledForm,
  forgottenAtLast,
  messagesWith,
  neverFailed,
  oneReceipt,
  storedTimes,
  untilStored,
  withNote,
  words,
  writes,
} from './acts.ts';
import { outcomes, type Row } from './rows.ts';
import type { Stage } from './stage.ts';

/** Waits until a fault has struck so often. */
const untilStruck = (proxy: Stage['memory'], times = 1) =>
  eventually(
    () => proxy.struck().length,
    (got) => expect(got).toBeGreaterThanOrEqual(times),
  );

/** Killed with the note in the bot's hands alone: the rep's form still has it. */
async function killedBeforeSave(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'hanging' }, { on: writes });
  const submitted = me.submit(form);
  await untilStruck(stage.memory);
  await stage.kill();
  await submitted;
  expect(await storedTimes(stage, words)).toBe(0);
  expect(JSON.stringify(me.modal()?.view)).toContain('"submit"');
  await stage.heal();
  await stage.start();
  await me.submit(form);
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

/** Memory has it, and nobody was told: the form is still open, and sending it again finds it stored. */
async function killedUnheard(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'lost' }, { on: writes });
  const submitted = me.submit(form);
  await untilStruck(stage.memory);
  await stage.kill();
  await submitted;
  await stage.heal();
  await stage.start();
  await me.submit(form);
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

/** Acknowledged as saved, and killed before the message went out. */
async function killedBeforeReceipt(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.slack.breaks({ kind: 'hanging' }, { on: /chat\.postMessage/ });
  await me.submit(form);
  // On a slow machine the form says it: “Saved meanwhile”.
  await me.seesModal('Saved');
  await stage.kill();
  expect(await storedTimes(stage, words)).toBe(1);
  await stage.heal();
  await stage.start();
  await oneReceipt(me);
}

async function handedBackNote(stage: Stage) {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'refused' });
  await me.submit(form);
  await me.sees('Not saved yet');
  return me;
}

async function killedWhileTrying(stage: Stage): Promise<void> {
  const me = await handedBackNote(stage);
  await stage.kill();
  expect(await storedTimes(stage, words)).toBe(0);
  await stage.heal();
  await stage.start();
  await me.press('log_try_again');
  await untilStored(stage, words, 1);
  await oneReceipt(me);
}

async function stoppedWhileTrying(stage: Stage): Promise<void> {
  const me = await handedBackNote(stage);
  expect(await stage.stop()).toBe(0);
  expect(messagesWith(me, words).join()).toContain('press Try again');
  expect(messagesWith(me, words).join()).not.toContain('will be tried again');
  await stage.heal();
  await stage.start();
  await me.press('log_try_again');
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

async function stoppedWhileSaving(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'slow', ms: 2_000 }, { on: writes });
  await me.submit(form);
  expect(await stage.stop()).toBe(0);
  expect(await storedTimes(stage, words)).toBe(1);
  await oneReceipt(me);
  neverFailed(me);
}

async function killedWhileReading(stage: Stage): Promise<void> {
  await stage.model.breaks({ kind: 'hanging' });
  const me = await withNote(stage);
  await untilStruck(stage.model);
  await stage.kill();
  await stage.heal();
  await stage.start();
  await eventually(
    () => stage.logged(),
    (got) => expect(got).toContain('a note is read'),
    { withinMs: claimMs },
  );
  await oneReceipt(me, amit.text);
  await me.type('/brief Amit');
  await eventually(
    () => me.texts().findLast((text) => text.includes('Last call')) ?? 'not read yet',
    (got) => expect(got).not.toContain('not read yet'),
  );
}

/** What a killed search left behind must not say for ever that it goes on. */
async function killedWhileLooking(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await stage.memory.breaks({ kind: 'hanging' });
  await me.type('/brief Amit');
  await eventually(
    () => me.all(),
    (got) => expect(got).toMatch(/Looking|Reading/),
  );
  await stage.kill();
  await stage.heal();
  await stage.start();
  await me.type('/brief Amit');
  await me.sees('Last call');
  expect(await storedTimes(stage, amit.text)).toBe(1);
  await eventually(
    () => me.texts().join(),
    (got) => expect(got).not.toMatch(/Looking|Reading \d/),
    { withinMs: claimMs },
  );
  expect(messagesWith(me, 'This was interrupted before it was done.')).toHaveLength(1);
}

async function killedWhileUndoing(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await stage.memory.breaks({ kind: 'hanging' }, { on: /^DELETE / });
  await me.press('log_undo');
  await untilStruck(stage.memory);
  await stage.kill();
  expect(textOf(me.messages().at(-1))).toContain('Undo');
  await stage.heal();
  await stage.start();
  await me.press('log_undo');
  await me.sees('Undone.');
  expect(await storedNotes(stage)).toEqual([]);
}

/** One of two notes is gone for good by the next start, which ends what was begun; the other one goes when it is asked for again. */
async function killedWhileForgetting(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await me.submit(await filledForm(me));
  await oneReceipt(me);
  await me.type('/forget Amit');
  await me.sees('Forget Amit Rao');
  await me.press('forget_own');
  await me.seesModal('to confirm');
  await stage.memory.breaks({ kind: 'hanging' }, { on: /^DELETE / });
  const submitted = me.submit({ forget_name: 'Amit Rao' });
  await untilStruck(stage.memory);
  await stage.kill();
  await submitted;
  await stage.heal();
  await stage.start();
  await eventually(
    () => storedNotes(stage),
    (got) => expect(got).toHaveLength(1),
  );
  await forgottenAtLast(stage, me);
}

/** It stands in the channel, and its sharer never heard so: the post itself takes it back. */
async function killedWhileSharing(stage: Stage): Promise<void> {
  const me = stage.person(ava);
  await logNewPerson(me, { ...amit, team: true });
  // What is read after a preview changes it, and a preview that is not as it was is shown again, not posted.
  await eventually(
    () => me.texts().join(),
    (got) => expect(got).not.toMatch(/Being read|Not read yet/),
  );
  await me.type('/brief Amit');
  await me.sees('Last call');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('people will see it');
  await stage.slack.breaks({ kind: 'lost' }, { on: /chat\.postMessage/ });
  const submitted = me.submit({});
  const posts = () => me.messages(deals).filter((one) => JSON.stringify(one).includes('share_take_back'));
  await eventually(posts, (got) => expect(got).toHaveLength(1));
  await stage.kill();
  await submitted;
  await stage.heal();
  await stage.start();
  const [post] = posts();
  const [, value] = /"(sharing-[0-9a-f]+)"/.exec(JSON.stringify(post)) ?? [];
  const action = { actionId: 'share_take_back', value };
  await stage.hand.choose(ava, { channel: deals, ts: post?.ts ?? '' }, action);
  await me.sees('Taken back', deals);
  expect(posts()).toEqual([]);
}

async function killedTwice(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.memory.breaks({ kind: 'hanging' }, { on: writes });
  for (const round of [1, 2]) {
    const submitted = me.submit(form);
    await untilStruck(stage.memory, round);
    await stage.kill();
    await submitted;
    await stage.start();
  }
  await stage.heal();
  await me.submit(form);
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

/** Goes on doing what a person can check: a command is answered, a note is stored once. */
async function goesOn(stage: Stage, me: ReturnType<Stage['person']>): Promise<void> {
  await eventually(
    async () => (await me.type('/brief help')).ok,
    (got) => expect(got).toBe(true),
    { everyMs: 500 },
  );
  await me.submit(await filledForm(me));
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
  expect(stage.isAlive()).toBe(true);
}

async function socketCut(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  stage.slack.cut();
  await goesOn(stage, me);
}

async function socketRefreshed(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  stage.workspace.socketMode.disconnectAll('refresh_requested');
  await goesOn(stage, me);
}

async function socketRefused(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await stage.slack.breaks({ kind: 'answers', status: 500 }, { on: /apps\.connections\.open/, times: 3 });
  stage.slack.cut();
  await goesOn(stage, me);
}

async function doorAway(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  await stage.kill();
  expect((await me.type('/brief Amit')).ok).toBe(false);
  await stage.start();
  await goesOn(stage, me);
}

/** Sends the form once more where it still stands: it may say “Saved” already, though Slack heard nothing. */
async function sendAgain(me: Someone, form: FormValues): Promise<void> {
  const isFormThere = JSON.stringify(me.modal()?.view ?? '').includes('"submit"');
  if (isFormThere) expect((await me.submit(form)).ok).toBe(true);
  else expect(me.modalText()).toContain('Saved');
}

/** Slack tells of other things too: a fault that takes whatever comes next may strike one of those. */
const theSubmission = { holding: 'view_submission', times: 1 };

async function acknowledgementLost(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.bot.breaks({ kind: 'lost' }, theSubmission);
  expect((await me.submit(form)).ok).toBe(false);
  await sendAgain(me, form);
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

async function acknowledgementLate(stage: Stage): Promise<void> {
  const me = await withNote(stage);
  const form = await filledForm(me);
  await stage.bot.breaks({ kind: 'slow', ms: 3_400 }, theSubmission);
  expect((await me.submit(form)).ok).toBe(false);
  await sendAgain(me, form);
  await oneReceipt(me);
  expect(await storedTimes(stage, words)).toBe(1);
}

/** Nobody can be told who presses: the answer is a sentence with a reference, and nothing is done. */
async function memberUnknown(stage: Stage): Promise<void> {
  await stage.slack.breaks({ kind: 'answers', status: 500 }, { on: /users\.info/ });
  const me = stage.person('U0AVA00001');
  await me.type('/brief Amit');
  await me.sees('Something went wrong on our side (ref ');
  expect(await storedNotes(stage)).toEqual([]);
  await stage.heal();
  await me.type('/brief Amit');
  await me.sees('Nothing on Amit');
}

/** Ends by itself with code 1 and says which setting to look at. */
function refusesToStart(extra: Readonly<Record<string, string>>, setting: string) {
  return async (stage: Stage): Promise<void> => {
    const started = stage.launch(extra);
    expect(await started.exit).toBe(1);
    const told = started.output().trim().split('\n');
    expect(told.filter((line) => !line.startsWith('{'))).toEqual([expect.stringContaining(setting)]);
    await stage.start();
    await withNote(stage);
  };
}

async function portTaken(stage: Stage): Promise<void> {
  const [, port = ''] = /:(\d+)$/.exec(stage.bot.url) ?? [];
  await refusesToStart({ PORT: port }, 'PORT')(stage);
}

async function slackAwayAtStart(stage: Stage): Promise<void> {
  await stage.slack.breaks({ kind: 'refused' });
  const started = stage.launch();
  expect(await started.exit).toBe(1);
  expect(started.output()).toContain('Slack does not answer');
  expect(started.output()).not.toMatch(/does not accept|Install the app/);
  await stage.heal();
  await stage.start();
  await withNote(stage);
}

async function redisAway(stage: Stage): Promise<void> {
  await stage.start({ REDIS_URL: 'redis://127.0.0.1:9' });
  const me = await withNote(stage);
  await oneReceipt(me, amit.text);
  await me.type('/brief Amit');
  await me.sees('Last call');
  expect(await storedTimes(stage, amit.text)).toBe(1);
}

/** What breaks when the process dies, when it starts, and on its line to Slack. */
export const processRows: readonly Row[] = [
  {
    broken: 'the bot is killed before Hindsight has the note',
    outcome: outcomes.pressAgain,
    play: killedBeforeSave,
  },
  {
    broken: 'the bot is killed after Hindsight took the note, before anybody is told',
    outcome: outcomes.pressAgain,
    transport: 'http',
    play: killedUnheard,
  },
  {
    broken: 'the bot is killed twice in a row while it saves',
    outcome: outcomes.pressAgain,
    play: killedTwice,
  },
  {
    broken: 'the bot is away while you type a command',
    outcome: outcomes.pressAgain,
    transport: 'http',
    play: doorAway,
  },
  {
    broken: 'an acknowledgement is lost',
    outcome: outcomes.pressAgain,
    transport: 'http',
    play: acknowledgementLost,
  },
  {
    broken: 'an acknowledgement comes too late',
    outcome: outcomes.pressAgain,
    transport: 'http',
    play: acknowledgementLate,
  },
  {
    broken: 'the bot is killed after “Saved”, before the receipt',
    outcome: outcomes.afterRestart,
    play: killedBeforeReceipt,
  },
  {
    broken: 'the bot is killed while it tries a note again',
    outcome: outcomes.afterRestart,
    transport: 'http',
    play: killedWhileTrying,
  },
  {
    broken: 'the bot is stopped while it tries a note again',
    outcome: outcomes.afterRestart,
    play: stoppedWhileTrying,
  },
  { broken: 'the bot is stopped while it saves', outcome: outcomes.afterRestart, play: stoppedWhileSaving },
  {
    broken: 'the bot is killed while a note is read',
    outcome: outcomes.afterRestart,
    play: killedWhileReading,
  },
  {
    broken: 'the bot is killed while it looks for a brief',
    outcome: outcomes.afterRestart,
    play: killedWhileLooking,
  },
  {
    broken: 'the bot is killed while it undoes a note',
    outcome: outcomes.afterRestart,
    play: killedWhileUndoing,
  },
  {
    broken: 'the bot is killed half-way through `/forget`',
    outcome: outcomes.afterRestart,
    transport: 'http',
    play: killedWhileForgetting,
  },
  {
    broken: 'the bot is killed while it posts a brief in a channel',
    outcome: outcomes.takenBack,
    play: killedWhileSharing,
  },
  { broken: 'the socket to Slack is cut', outcome: outcomes.goesOn, play: socketCut },
  { broken: 'Slack refreshes the socket', outcome: outcomes.goesOn, play: socketRefreshed },
  { broken: 'Slack opens no new socket for a while', outcome: outcomes.goesOn, play: socketRefused },
  {
    broken: 'Slack does not say who you are',
    outcome: outcomes.reference,
    play: memberUnknown,
  },
  {
    broken: 'Slack refuses the bot token at the start',
    outcome: outcomes.refusesStart,
    starts: false,
    play: refusesToStart({ SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'SLACK_BOT_TOKEN'),
  },
  {
    broken: 'Slack refuses the app token at the start',
    outcome: outcomes.refusesStart,
    starts: false,
    play: refusesToStart({ SLACK_APP_TOKEN: 'xapp-wrong' }, 'SLACK_APP_TOKEN'),
  },
  {
    broken: 'the port is taken',
    outcome: outcomes.refusesStart,
    transport: 'http',
    starts: false,
    play: portTaken,
  },
  {
    broken: 'Slack is away at the start',
    outcome: outcomes.refusesStart,
    starts: false,
    play: slackAwayAtStart,
  },
  { broken: 'Redis is away at the start', outcome: outcomes.goesOn, starts: false, play: redisAway },
];
