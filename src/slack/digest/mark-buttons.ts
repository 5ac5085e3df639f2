import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { PromiseLine } from '../../brief/brief.ts';
import { linesOf, type WeekLine } from '../../digest/week.ts';
import type { WeekMarks } from '../../digest/week-marks.ts';
import { UserError } from '../../errors.ts';
import { keysOf } from '../../memory/identity/keys.ts';
import type { Roster } from '../../memory/memory.ts';
import { addDays, dayIn } from '../../util/calendar.ts';
import type { Asked, Response } from '../answer.ts';
import { dueName } from '../dates.ts';
import { clip, md } from '../mrkdwn.ts';
import { pressedValue } from '../pressed.ts';
import type { Judge } from '../ruling/judge.ts';
import { type DealRef, dealRefOf, promiseToken } from './deal-ref.ts';
import type { ReadWeek } from './read-week.ts';
import type { Settle } from './settle.ts';

interface Deps {
  readonly roster: Pick<Roster, 'deal'>;
  readonly marks: WeekMarks;
  readonly readWeek: ReadWeek;
  readonly judge: Judge;
  readonly settle: Settle;
  readonly changed: (user: string) => void;
  readonly now: () => Date;
}

const snoozeDays = 3;
const undoing = z.discriminatedUnion('undo', [
  z.object({ undo: z.literal('snooze') }),
  z.object({ undo: z.literal('kept'), ruling: z.string() }),
]);
type Undo = z.infer<typeof undoing>;

/** Snooze, Promise kept, and Undo of both. */
export function createMarkButtons({ roster, marks, readWeek, judge, settle, changed, now }: Deps) {
  async function lineOf({ deal }: DealRef, { member }: Asked): Promise<WeekLine> {
    const line = linesOf(await readWeek(member)).find((one) => keysOf(one.deal).includes(deal));
    if (line) return line;
    throw new UserError('That deal is not among your open ones any more.');
  }

  async function takeBack(undo: Undo, ref: DealRef, user: string): Promise<void> {
    const deal = await roster.deal(ref.deal, user);
    if (undo.undo === 'kept') await judge.takeBack(deal, { ids: [undo.ruling] }, user);
    else await marks.snooze(user, deal, null);
    changed(user);
  }

  return {
    snooze: (body: BlockAction, ref: DealRef): Response => ({
      async work(asked) {
        const { member } = asked;
        const today = dayIn(member.zone, now());
        const until = addDays(today, snoozeDays);
        const line = await lineOf(ref, asked);
        await marks.snooze(member.id, line.deal, until);
        changed(member.id);
        const statement = md`Snoozed until ${dueName(until, today)}.`;
        await settle.show(body, { ref, line, statement, undo: undoValue({ undo: 'snooze' }) });
      },
    }),

    kept: (body: BlockAction, ref: DealRef, token: string): Response => ({
      async work(asked) {
        const { member } = asked;
        const line = await lineOf(ref, asked);
        const promise = line.owed.find(({ cited }) => promiseToken(cited) === token);
        if (!promise) throw new UserError('That promise is not open any more.');
        const day = dayIn(member.zone, now());
        const { id } = await judge.say({ ...isDone(promise), deal: line.deal, by: member.id, day });
        const statement = md`Promise kept: ${clip(promise.text, 200)}`;
        await settle.show(body, { ref, line, statement, undo: undoValue({ undo: 'kept', ruling: id }) });
      },
    }),

    undo(body: BlockAction): Response {
      const ref = dealRefOf(body);
      const undo = undoing.parse(JSON.parse(pressedValue(body)));
      return {
        async work({ member }) {
          await takeBack(undo, ref, member.id);
          await settle.redraw(body, ref, member);
        },
      };
    },
  };
}

function isDone({ who, cited: { noteId, quote } }: PromiseLine) {
  return { signal: { noteId, kind: 'promise', who, quote }, verdict: 'done', reason: '' } as const;
}

function undoValue(undo: Undo): string {
  return JSON.stringify(undo);
}
