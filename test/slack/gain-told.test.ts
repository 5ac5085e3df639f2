import { expect, test } from 'vitest';
import type { Gain } from '../../src/brief/brief.ts';
import { createLog } from '../../src/log.ts';
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
    memory: { read: async () => undefined },
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
  const gain = { before: null, after: null, parts: [], outcomeSaid: null };
  for (const text of ['Newer worry', 'Older worry']) {
    gains.pop()?.({ ...gain, news: [signal('objection', '2026-11-17', { text })] });
  }
  await Promise.all([first, second]);
  expect(shown).toHaveLength(3);
  expect(shown.at(-1)).toContain('Second words.');
  expect(shown.at(-1)).toContain('Newer worry');
});
