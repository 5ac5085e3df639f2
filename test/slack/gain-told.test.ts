import { expect, test } from 'vitest';
import type { Gain } from '../../src/brief/brief.ts';
import { createLog } from '../../src/log.ts';
import { gainText, partsText } from '../../src/slack/kit/gain-text.ts';
import { noModal } from '../../src/slack/kit/modal.ts';
import { nowhere } from '../../src/slack/kit/place.ts';
import type { Request } from '../../src/slack/kit/request.ts';
import { createNoteActs, receiptAgain } from '../../src/slack/log/save.ts';
import { createBackgroundWork } from '../../src/util/background-work.ts';
import { note, signal } from '../brief/support.ts';

const member = { id: 'U1', zone: 'UTC', isMonthFirst: false, isFull: true, isAdmin: false, barred: null };
const request: Request = { member, place: nowhere, modal: noModal };

test('what an older version of a note gained, read when the note has changed since, is shown no more', async () => {
  const shown: string[] = [];
  const gains: ((gain: Gain) => void)[] = [];
  const deps = {
    briefer: { gain: () => new Promise<Gain>((resolve) => void gains.push(resolve)) },
    receipts: {
      show: async (_user: string, _id: string, message: unknown) => void shown.push(JSON.stringify(message)),
      isKnown: () => true,
      makesWay: () => undefined,
      mayStand: () => undefined,
      found: () => undefined,
    },
    memory: { read: async () => note() },
    acts: createNoteActs(),
    changed: () => undefined,
    work: createBackgroundWork(async () => undefined),
    log: createLog('fatal'),
    now: () => new Date('2026-11-17T16:00:00Z'),
  };
  const told = (text: string) =>
    receiptAgain(deps, { note: note({ text }), edits: false, isAgain: false }, request);
  const [first, second] = [told('First words.'), told('Second words.')];
  await expect.poll(() => gains.length).toBe(2);
  const gain = {
    before: null,
    after: null,
    parts: [],
    done: [],
    off: [],
    moved: [],
    holds: [],
    again: [],
    leavesAll: true,
    outcomeSaid: null,
  };
  for (const text of ['Newer worry', 'Older worry']) {
    gains.pop()?.({ ...gain, news: [signal('objection', '2026-11-17', { text })] });
  }
  await Promise.all([first, second]);
  expect(shown).toHaveLength(3);
  expect(shown.at(-1)).toContain('Second words.');
  expect(shown.at(-1)).toContain('Newer worry');
});

test.each([
  ['comes by itself later', false, 1],
  ['comes no more once something newer was done with its note', true, 0],
])('a receipt that Slack did not take %s', async (_what, isUndone, times) => {
  const shown: unknown[] = [];
  let isAway = true;
  let goOn: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const acts = createNoteActs();
  const deps = {
    briefer: { gain: () => Promise.reject(new Error('no model')) },
    receipts: {
      async show(_user: string, _id: string, message: unknown) {
        if (isAway) throw new Error('no Slack');
        shown.push(message);
      },
      ...{
        isKnown: () => true,
        makesWay: () => undefined,
        mayStand: () => undefined,
        found: () => undefined,
      },
    },
    ...{ memory: { read: async () => note() }, acts, changed: () => undefined },
    ...{ work: createBackgroundWork(() => waiting), log: createLog('fatal') },
    now: () => new Date('2026-11-17T16:00:00Z'),
  };
  const stored = note({ text: 'First words.' });
  await receiptAgain(deps, { note: stored, edits: false, isAgain: false }, request);
  if (isUndone) acts.begin(stored.id);
  isAway = false;
  goOn();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(shown).toHaveLength(times);
});

test('a receipt names what is asked for, agreed, due to be signed and done, and how much more there is', () => {
  const shared = {
    before: null,
    after: null,
    parts: [],
    off: [],
    moved: [],
    holds: [],
    again: [],
    leavesAll: true,
    outcomeSaid: null,
  };
  const asked = signal('buyer_request', '2026-11-17', { text: 'Proposal', dueOn: '2026-11-20' });
  const quote = 'They sign on 15 December';
  const signs = signal('close_date', '2026-11-17', {
    ...{ text: 'They sign', dueOn: '2026-12-15' },
    raisedBy: { noteId: 'note-2026-11-17', day: '2026-11-17', quote, dueOn: '2026-12-15' },
  });
  const step = signal('next_step', '2026-11-17', { text: 'Call', dueOn: '2026-11-24' });
  const sheet = signal('promise', '2026-11-10', { text: 'References' });
  const told = (gain: Partial<Gain>) =>
    gainText({ ...shared, news: [], done: [], ...gain }, '2026-11-17')?.markup;
  expect(told({ news: [asked, signs, step] })).toBe(
    'Now open: they asked for: Proposal, by Fri 20 Nov · they mean to sign on Tue 15 Dec · next step on Tue 24 Nov: Call',
  );
  expect(told({ done: [sheet] })).toBe('Done: References');
  const by = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'is off' };
  const off = [
    { ...sheet, closedBy: { ...by, how: 'withdrawn' as const } },
    { ...step, closedBy: { ...by, how: 'moved' as const } },
  ];
  expect(told({ off })).toBe('No longer so: References, Call (put off, no day yet)');
  expect(
    told({ done: [sheet], news: Array.from({ length: 7 }, (_, at) => ({ ...step, text: `Call ${at}` })) }),
  ).toMatch(/^Done: References · Now open: .* · and 2 more$/);
  expect(told({ moved: [{ signal: signs, from: '2026-11-30' }], done: [sheet] })).toBe(
    'Done: References · Moved: signing from Mon 30 Nov to Tue 15 Dec',
  );
  const moved = [
    { signal: step, from: '2026-11-20' },
    { signal: step, from: null },
  ];
  expect(told({ moved })).toBe('Moved: Call from Fri 20 Nov to Tue 24 Nov · Call to Tue 24 Nov');
  expect(told({})).toBeUndefined();
  const request = signal('buyer_request', '2026-11-10', { text: 'References' });
  expect(told({ done: [request, sheet] })).toBe('Done: References');
  const pause = signal('agreed_silence', '2026-11-17', { text: 'Quiet till spring', dueOn: '2027-01-11' });
  const money = signal('budget_confirmed', '2026-11-17', { text: '40k PLN set aside' });
  expect(told({ holds: [pause, money, signal('reason', '2026-11-17', { text: 'Price' })] })).toBe(
    'Now: the deal rests until Mon 11 Jan 2027 · budget: 40k PLN set aside · the reason: Price',
  );
  const mention = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'falló en 3 de 8', dueOn: null };
  const worry = signal('objection', '2026-11-10', { text: 'Signal coverage', again: [mention] });
  expect(told({ again: [worry] })).toBe('Said again: Signal coverage “falló en 3 de 8”');
});

test('of more than five things that moved a score the heaviest four are named, and all of it adds up', () => {
  const parts = (...points: readonly number[]) =>
    points.map((one, at) => ({ label: `Thing ${at + 1}`, points: one }));
  expect(partsText(parts(1, -9, 8, 7, 6))).toBe('thing 1 +1, thing 2 -9, thing 3 +8, thing 4 +7, thing 5 +6');
  expect(partsText(parts(1, -9, 8, 7, 6, -5))).toBe(
    'thing 2 -9, thing 3 +8, thing 4 +7, thing 5 +6, the rest -4',
  );
});
