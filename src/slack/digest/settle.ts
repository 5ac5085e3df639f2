import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { linesOf, type WeekLine } from '../../digest/week.ts';
import { keysOf } from '../../memory/identity/keys.ts';
import type { Deal, Note, Prospect } from '../../memory/note.ts';
import { dayName } from '../dates.ts';
import type { Member } from '../members.ts';
import { clip, type Markup, md } from '../mrkdwn.ts';
import { type Card, type Cards, cardOf } from './cards.ts';
import type { DealRef } from './deal-ref.ts';
import { lineBlocks, settledBlock } from './line-block.ts';
import type { ReadWeek } from './read-week.ts';

/** Shows on the pressed message what became of a deal. */
export interface Settle {
  /** In one line, with a way back where `undo` is given; does nothing for a press in a modal or on Home. */
  show(body: BlockAction, about: Settled): Promise<void>;
  /** As it stands now, after an undo. */
  redraw(body: BlockAction, ref: DealRef, member: Member): Promise<void>;
  /** The next note of this person on this deal will show on the message. */
  awaitNote(user: string, body: BlockAction, ref: DealRef): void;
  /** A note was saved. */
  noted(note: Note): Promise<void>;
}

interface Settled {
  readonly ref: DealRef;
  readonly line: { readonly deal: Deal; readonly prospect: Prospect };
  readonly statement: Markup;
  readonly undo: string | null;
}

interface Awaited {
  readonly card: Card;
  readonly ref: DealRef;
}

const mostAwaited = 500;
const quoteLength = 120;

export function createSettle({ cards, readWeek }: { cards: Cards; readWeek: ReadWeek }): Settle {
  const awaited = new Map<string, Awaited>();

  async function replace(body: BlockAction, ref: DealRef, blocks: readonly KnownBlock[]): Promise<void> {
    const card = cardOf(body);
    if (card) await cards.replace(card, ref, blocks);
  }

  return {
    show: (body, { ref, line, statement, undo }) =>
      replace(body, ref, [settledBlock({ ...line, ref }, statement, undo)]),

    async redraw(body, ref, member) {
      if (!cardOf(body)) return;
      const week = await readWeek(member);
      const line: WeekLine | undefined = linesOf(week).find(({ deal }) => keysOf(deal).includes(ref.deal));
      if (line) await replace(body, ref, lineBlocks(line, { asOf: week.asOf, isMarked: false }, ref));
    },

    awaitNote(user, body, ref) {
      const card = cardOf(body);
      if (!card) return;
      awaited.set(`${user} ${ref.deal}`, { card, ref });
      for (const oldest of awaited.keys()) {
        if (awaited.size <= mostAwaited) break;
        awaited.delete(oldest);
      }
    },

    async noted(note) {
      const keys = keysOf(note.deal).map((deal) => `${note.author} ${deal}`);
      const key = keys.find((one) => awaited.has(one)) ?? '';
      const found = awaited.get(key);
      const [prospect] = note.prospects;
      if (!found || !prospect) return;
      awaited.delete(key);
      const said = md`Logged ${dayName(note.day, note.loggedAt)}: “${clip(note.text.replace(/\s+/g, ' '), quoteLength)}”`;
      await cards.replace(found.card, found.ref, [
        settledBlock({ deal: note.deal, prospect, ref: found.ref }, said, null),
      ]);
    },
  };
}
