import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { PromiseLine } from '../../brief/brief.ts';
import type { DealFlagStore } from '../../digest/deal-flags.ts';
import { linesOf, type WeekLine } from '../../digest/week.ts';
import { UserError } from '../../errors.ts';
import { keysOf } from '../../memory/identity/keys.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Deal, Note, Prospect } from '../../memory/note.ts';
import { addDays, dayIn, dayName } from '../../util/calendar.ts';
import { dueName } from '../kit/dates.ts';
import type { Deliver, Posted } from '../kit/delivery.ts';
import type { Member } from '../kit/members.ts';
import type { Corrections, LogLine, ReadWeek, ShortNote, WeekChanged } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { clip, clipWords, type Markup, md } from '../kit/text.ts';
import {
  blockIdOf,
  type DealRef,
  dealRefOf,
  lineBlocks,
  promiseToken,
  type StruckRow,
  settledBlock,
  withRowStruck,
} from '../kit/week-lines.ts';

interface Deps {
  readonly roster: Pick<Roster, 'deal'>;
  readonly flags: DealFlagStore;
  readonly readWeek: ReadWeek;
  readonly corrections: Corrections;
  readonly settle: Settle;
  readonly changed: WeekChanged;
  readonly now: () => Date;
}

const snoozeDays = 3;
const keptLength = 200;
const undoing = z.discriminatedUnion('undo', [
  z.object({ undo: z.literal('snooze') }),
  z.object({ undo: z.literal('kept'), correction: z.string(), text: z.string().catch('') }),
]);
type Undo = z.infer<typeof undoing>;

/** Snooze, Promise kept, and Undo of both. */
export function createMarkButtons({ roster, flags, readWeek, corrections, settle, changed, now }: Deps) {
  async function lineOf({ deal }: DealRef, { member }: Request): Promise<WeekLine> {
    const line = linesOf(await readWeek(member)).find((one) => keysOf(one.deal).includes(deal));
    if (line) return line;
    throw new UserError('That deal is not among your open ones any more.');
  }

  async function takeBack(undo: Undo, ref: DealRef, user: string): Promise<void> {
    const deal = await roster.deal(ref.deal, user);
    if (undo.undo === 'kept') await corrections.takeBack(deal, { ids: [undo.correction] }, user);
    else await flags.snooze(user, deal, null);
    changed(user);
  }

  return {
    snooze: (body: BlockAction, ref: DealRef): Response => ({
      async work(request) {
        const { member } = request;
        const today = dayIn(member.zone, now());
        const until = addDays(today, snoozeDays);
        const line = await lineOf(ref, request);
        await flags.snooze(member.id, line.deal, until);
        changed(member.id);
        const statement = md`Snoozed until ${dueName(until, today)}.`;
        await settle.show(body, { ref, line, statement, undo: undoValue({ undo: 'snooze' }) });
      },
    }),

    kept: (body: BlockAction, ref: DealRef, token: string): Response => ({
      async work(request) {
        const { member } = request;
        const line = await lineOf(ref, request);
        const promise = line.owed.find(({ cited }) => promiseToken(cited) === token);
        if (!promise) throw new UserError('That promise is not open any more.');
        const day = dayIn(member.zone, now());
        const { id } = await corrections.say({ ...isDone(promise), deal: line.deal, by: member.id, day });
        const text = clip(promise.text, keptLength);
        const statement = md`Promise kept: ${text}`;
        const undone = undoValue({ undo: 'kept', correction: id, text });
        await settle.show(body, { ref, line, statement, undo: undone, kept: promise.text });
      },
    }),

    undo(body: BlockAction): Response {
      const ref = dealRefOf(body);
      const undo = undoing.parse(JSON.parse(pressedValue(body)));
      return {
        async work({ member }) {
          await takeBack(undo, ref, member.id);
          await settle.redraw(body, ref, member, undo.undo === 'kept' ? undo.text : undefined);
        },
      };
    },
  };
}

function isDone({ who, cited: { noteId, quote } }: PromiseLine) {
  return { signal: { noteId, kind: 'promise', who, quote }, says: 'done', reason: '' } as const;
}

function undoValue(undo: Undo): string {
  return JSON.stringify(undo);
}

const wrote: ShortNote = { text: 'I wrote to them and wait for an answer.', outcome: 'note' };
const silent: ShortNote = { text: 'Still silent: no answer from them.', outcome: 'no_answer' };

/** Where nothing was logged only the rep knows why: one press makes it a note, and the next week counts with it. */
export function createSilenceButtons({ logLine, settle }: { logLine: LogLine; settle: Settle }) {
  function begun(body: BlockAction): DealRef {
    const ref = dealRefOf(body);
    settle.awaitNote(body.user.id, body, ref);
    return ref;
  }

  function saying(note: ShortNote) {
    return (body: BlockAction): Response => {
      const ref = begun(body);
      return { work: (request) => logLine.save(ref, note, request) };
    };
  }

  return {
    /** What they said is worth two sentences. */
    answered: (body: BlockAction) => logLine.form(begun(body), 'spoke'),
    wrote: saying(wrote),
    silent: saying(silent),
    reopen: (body: BlockAction) => logLine.form(dealRefOf(body), 'reopened'),
  };
}

/** Shows on the pressed message what became of a deal. */
export interface Settle {
  /** In one line, with a way back where `undo` is given; does nothing for a press in a modal or on Home. */
  show(body: BlockAction, about: Settled): Promise<void>;
  /** As it stands now, after an undo; `kept` is the promise that is open again. */
  redraw(body: BlockAction, ref: DealRef, member: Member, kept?: string): Promise<void>;
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
  /** What was promised and is kept: struck out wherever else the message names it. */
  readonly kept?: string;
}

interface Awaited {
  readonly card: Card;
  readonly ref: DealRef;
}

const mostAwaited = 500;
const quoteLength = 120;

export function createSettle({ cards, readWeek }: { cards: Cards; readWeek: ReadWeek }): Settle {
  const awaited = new LRUCache<string, Awaited>({ max: mostAwaited });

  async function replace(
    body: BlockAction,
    ref: DealRef,
    blocks: readonly KnownBlock[],
    kept?: StruckRow,
  ): Promise<void> {
    const card = cardOf(body);
    if (card) await cards.replace(card, ref, blocks, kept);
  }

  return {
    show: (body, { ref, line, statement, undo, kept }) => {
      const struck = kept === undefined ? undefined : { line, text: kept, isStruck: true };
      return replace(body, ref, [settledBlock({ ...line, ref }, statement, undo)], struck);
    },

    async redraw(body, ref, member, kept) {
      if (!cardOf(body)) return;
      const week = await readWeek(member);
      const line: WeekLine | undefined = linesOf(week).find(({ deal }) => keysOf(deal).includes(ref.deal));
      const open = line && kept !== undefined ? { line, text: kept, isStruck: false } : undefined;
      if (line) await replace(body, ref, lineBlocks(line, week.asOf, ref), open);
    },

    awaitNote(user, body, ref) {
      const card = cardOf(body);
      if (!card) return;
      awaited.set(`${user} ${ref.deal}`, { card, ref });
    },

    async noted(note) {
      const keys = keysOf(note.deal).map((deal) => `${note.author} ${deal}`);
      const key = keys.find((one) => awaited.has(one)) ?? '';
      const found = awaited.get(key);
      const [prospect] = note.prospects;
      if (!found || !prospect) return;
      awaited.delete(key);
      const said = md`Logged ${dayName(note.day, note.loggedAt)}: “${clipWords(note.text.replace(/\s+/g, ' '), quoteLength)}”`;
      await cards.replace(found.card, found.ref, [
        settledBlock({ deal: note.deal, prospect, ref: found.ref }, said, null),
      ]);
    },
  };
}

/** A message of ours that holds deals, as it was when somebody pressed it. */
interface Card {
  readonly posted: Posted;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Changes one deal in a message and leaves the others as they are. */
interface Cards {
  replace(card: Card, ref: DealRef, blocks: readonly KnownBlock[], kept?: StruckRow): Promise<void>;
}

type Changes = Map<string, readonly KnownBlock[]>;
/** By deal and promise, the newest of each. */
type Struck = Map<string, StruckRow>;

const block = z.custom<KnownBlock>((value) => z.object({ type: z.string() }).safeParse(value).success);
const pressed = z.object({
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), text: z.string().catch(''), blocks: z.array(block) }),
});
const mostMessages = 300;

/** The pressed message; undefined for a press in a modal or on Home. */
export function cardOf(body: BlockAction): Card | undefined {
  const { data } = pressed.safeParse(body);
  if (!data) return undefined;
  const { channel, message } = data;
  return {
    posted: { channel: channel.id, ts: message.ts },
    text: message.text,
    blocks: message.blocks,
  };
}

/** A payload may be older than a change just made, so the newest changes of 300 messages are laid over it. */
export function createCards(deliver: Pick<Deliver, 'update'>): Cards {
  const messages = new LRUCache<
    string,
    { readonly changes: Changes; readonly struck: Struck; last: Promise<void> }
  >({ max: mostMessages });

  function changesOf(key: string) {
    const known = messages.get(key) ?? { changes: new Map(), struck: new Map(), last: Promise.resolve() };
    messages.set(key, known);
    return known;
  }

  return {
    replace({ posted, text, blocks }, ref, replacement, kept) {
      const message = changesOf(`${posted.channel} ${posted.ts}`);
      message.changes.set(blockIdOf('line', ref), replacement);
      message.changes.set(blockIdOf('ask', ref), []);
      if (kept) message.struck.set(`${ref.deal} ${kept.text}`, kept);
      const update = () =>
        deliver.update(posted, { text, blocks: blocks.flatMap((one) => changed(one, message)) });
      message.last = message.last.then(update, update);
      return message.last;
    },
  };
}

function changed(
  one: KnownBlock,
  { changes, struck }: { readonly changes: Changes; readonly struck: Struck },
): readonly KnownBlock[] {
  return changes.get(one.block_id ?? '') ?? [[...struck.values()].reduce(withRowStruck, one)];
}
