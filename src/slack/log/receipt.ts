import type { BlockAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { SaidOutcome } from '../../brief/signals/history.ts';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import { authorsOnly, type Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import {
  actions,
  button,
  context,
  type Message,
  message,
  modal,
  modal as modalView,
  section,
  verbatim,
} from '../kit/blocks.ts';
import { draftOf } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import type { CommandName } from '../kit/commands.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import type { Deliver, Posted, Sender } from '../kit/delivery.ts';
import { briefIds, logIds } from '../kit/ids.ts';
import { outcomeChoice } from '../kit/outcome-button.ts';
import {
  decodePendingNote,
  encodePendingNote,
  type PendingNote,
  receiptRow,
  wordBlocks,
} from '../kit/pending-note.ts';
import { noteSubject, outcomeNames, outcomeQuestion } from '../kit/phrases.ts';
import type { NewCall, Receipts, SaveNote } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { isMessageGone, isRefused } from '../kit/slack-errors.ts';
import { clip, limits, lines, type Markup, md } from '../kit/text.ts';
import type { NoteActs } from './save.ts';
import { deleted, offerWords, undone } from './undone.ts';

/** What is known of a saved note when its receipt is drawn. */
export interface Receipt extends PendingNote {
  /** The author's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** How far it is with reading it; left out before anything can be said of that. */
  readonly reading?: 'under way' | 'later';
  /** What it did to the score; absent until it is read. */
  readonly gain?: Markup | null;
  /** The one thing its author is asked. */
  readonly asks?: SaidOutcome | null;
}

const quotedLength = 240;

/** Above the form when memory has not answered by the time of the acknowledgement. */
export const savingNotice = md`*Saving…* If this stays, press Save once more: the note is kept once.`;

/** The receipt in the modal. */
export function savedView(receipt: Receipt): ModalView {
  return modal('Saved', savedBlocks(receipt));
}

/** The same in the acknowledgement; its buttons come a moment later, with what is known of the view by then. */
export function savedReply(receipt: Receipt): ModalView {
  return modal('Saved', savedBlocks(receipt).slice(0, -1));
}

/** The receipt in the DM, where it stays. */
export function savedMessage(receipt: Receipt): Message {
  return message(`${savedSentence(receipt)}.`, savedBlocks(receipt));
}

function savedSentence({ note, today, edits }: Receipt): string {
  return `${edits ? 'Changed' : 'Saved'} on ${noteSubject(note)}, ${dayName(note.day, today)}${outcomeOf(note)}`;
}

const deciding: ReadonlySet<Note['outcome']> = new Set(['won', 'lost', 'reopened']);

/** Said where it decides the deal. */
function outcomeOf({ outcome }: Note): string {
  return deciding.has(outcome) ? `: ${outcomeNames[outcome]}` : '';
}

const readingWords = { 'under way': 'Being read…', later: 'Not read yet: its brief will follow.' } as const;

/** The block that says which version of its note a receipt shows. */
const versionId = 'log_version ';
const readingId = 'log_reading ';
/** The block that says that the note is being read. */
export const beingReadId = `${readingId}under way`;

function savedBlocks(receipt: Receipt): KnownBlock[] {
  const { note, today, reading, gain, asks, edits } = receipt;
  const on = `${dayName(note.day, today)}${outcomeOf(note)}`;
  const subject = md`${edits ? 'Changed' : 'Saved'} on *${noteSubject(note)}*, ${on}.`;
  return [
    section(lines([subject, md`“${clip(note.text, quotedLength)}”`])),
    ...(reading ? [{ ...context(md`${readingWords[reading]}`), block_id: `${readingId}${reading}` }] : []),
    ...(gain ? [section(gain)] : []),
    ...(asks ? [section(outcomeQuestion(asks)), actions(...outcomeChoice(asks))] : []),
    { ...context(md`${readers(note)}`), block_id: `${versionId}${note.loggedAt}` },
    receiptRow(
      button(logIds.undo, 'Undo', { value: note.id, label: 'Undo: delete this note' }),
      button(logIds.edit, 'Edit', { value: note.id, label: 'Edit this note' }),
      button(briefIds.brief, 'Brief', {
        value: dealButtonValue(note.deal.key, note.prospects[0]?.key ?? null),
      }),
    ),
  ];
}

function readers({ visibility }: Note): string {
  return visibility === 'team' ? 'Your team can read it.' : 'Only you can read it.';
}

const most = 2_000;

interface ReceiptsDeps {
  readonly deliver: Pick<Deliver, 'channelOf' | 'update' | 'recent'>;
  /** Tries once: whether a post arrived whose answer was lost is looked up, not guessed. */
  readonly sender: Sender;
}

/** Remembers where the last 2,000 receipts stand; one that is not known is found again in the DM by its note. */
export function createReceipts({ deliver, sender }: ReceiptsDeps): Receipts {
  const posted = new LRUCache<string, Promise<Posted>>({ max: most });
  const unsure = new LRUCache<string, true>({ max: most });

  /** False when the message is not there any more, or can't be changed. */
  async function isChanged(noteId: string, message: Message): Promise<boolean> {
    const known = await posted.get(noteId)?.catch(() => undefined);
    if (!known) return false;
    try {
      await deliver.update(known, message);
      return true;
    } catch (error) {
      if (isMessageGone(error)) return false;
      throw error;
    }
  }

  async function standing(user: string, noteId: string): Promise<Posted | undefined> {
    const { messages } = await deliver.recent(user);
    return messages.find(({ blocks }) => noteOfReceipt(blocks)?.noteId === noteId);
  }

  async function post(user: string, noteId: string, message: Message): Promise<Posted> {
    const channel = await deliver.channelOf(user);
    try {
      return await sender.post(channel, message);
    } catch (error) {
      if (isRefused(error)) throw error;
      unsure.set(noteId, true);
      const arrived = (await standing(user, noteId)) ?? (await sender.post(channel, message));
      unsure.delete(noteId);
      return arrived;
    }
  }

  return {
    isKnown: (noteId) => posted.has(noteId),
    makesWay(noteId, other) {
      const at = posted.get(noteId);
      if (at) posted.set(other, at);
    },
    mayStand: (noteId) => void unsure.set(noteId, true),
    found(noteId, at) {
      posted.set(noteId, Promise.resolve(at));
    },
    async show(user, noteId, message) {
      if (unsure.has(noteId) && !posted.has(noteId)) {
        const found = await standing(user, noteId);
        unsure.delete(noteId);
        if (found) posted.set(noteId, Promise.resolve(found));
      }
      if (await isChanged(noteId, message)) return;
      const sent = post(user, noteId, message);
      posted.set(noteId, sent);
      sent.catch(() => posted.delete(noteId));
      await sent;
    },
  };
}

const rowShape = z.object({
  block_id: z.literal(logIds.buttons),
  elements: z.array(z.object({ action_id: z.string(), value: z.string().optional() })),
});

/** A message about one note: what it shows of it, and how new that is. */
export interface NoteShown {
  readonly noteId: string;
  /** When the version it shows was submitted, ISO 8601; undefined where the message does not say. */
  readonly loggedAt: string | undefined;
  /** Says that this version is not saved. */
  readonly isUnsaved: boolean;
}

const versionShape = z.object({ block_id: z.string().startsWith(versionId) });

/** The note that a message is the receipt of, by the buttons under it; undefined for any other message. */
export function noteOfReceipt(blocks: readonly unknown[]): NoteShown | undefined {
  const row = blocks.flatMap((block) => rowShape.safeParse(block).data ?? [])[0];
  const [first] = row?.elements ?? [];
  if (first?.value === undefined) return undefined;
  if (first.action_id === logIds.tryAgain) {
    const { id: noteId, loggedAt } = decodePendingNote(first.value, blocks).note;
    return { noteId, loggedAt, isUnsaved: true };
  }
  const version = blocks.flatMap((block) => versionShape.safeParse(block).data?.block_id ?? [])[0];
  return { noteId: first.value, loggedAt: version?.slice(versionId.length), isUnsaved: false };
}

/** Tells that nothing is kept yet, with the whole note and a button that needs nothing but this message. */
export function notSavedMessage(pending: PendingNote, words: string): Message {
  return message(words, [
    { ...section(md`*${words}*`), ...(words.endsWith(goesOn) ? { block_id: tryingId } : {}) },
    ...wordBlocks(pending.note.text),
    receiptRow(button(logIds.tryAgain, 'Try again', { value: encodePendingNote(pending), style: 'primary' })),
  ]);
}

/** Why it is not saved, and what happens next. */
export function notSavedSentence(reason: string): string {
  return `Not saved yet. ${reason} Your note is here, whole, ${goesOn}`;
}

const goesOn = 'and will be tried again.';
/** The block that says so. */
export const tryingId = 'log_trying';

/** When nothing tries again by itself any more; `button` is what does so where this stands. */
export function givenUp(button: 'Try again' | 'Save again'): string {
  return `Not saved yet. Your note is here, whole: press ${button} when memory is back.`;
}

/** In the form that was handed back, when a later try was taken. */
export const savedMeanwhile = 'Saved meanwhile. Close this, or change something and save again.';

/** What was typed after the command, when Slack did not open the form in time. */
export function unopenedMessage(typed: string): Message {
  const words = 'Slack did not open the form in time. Here is what you typed.';
  return message(words, [
    section(md`${words}`),
    ...verbatim(typed),
    actions(
      button(logIds.reopen, 'Open the form', { value: clip(typed, limits.buttonValue), style: 'primary' }),
    ),
  ]);
}

interface Deps {
  readonly memory: Memory;
  readonly saveNote: SaveNote;
  readonly receipts: Receipts;
  readonly acts: NoteActs;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly newCall: NewCall;
  readonly now: () => Date;
}

const receiptShape = z.array(z.object({ block_id: z.string().optional() }));

function isReceipt(blocks: unknown): boolean {
  return receiptShape.safeParse(blocks).data?.some((one) => one.block_id === logIds.buttons) ?? false;
}

/** Undefined when it is gone, or is somebody's private note: the two look the same. */
async function ownNote(memory: Memory, id: string, user: string): Promise<Note | undefined> {
  const note = await memory.read(id, user);
  if (note && note.author !== user) throw new UserError(authorsOnly);
  return note;
}

/** A receipt that was pressed is changed in place, also after a restart. */
export function adoptReceipt(receipts: Receipts, { channel, message }: BlockAction, noteId: string): void {
  const isOurs = channel && message && isReceipt(message['blocks']);
  if (isOurs) receipts.found(noteId, { channel: channel.id, ts: message.ts });
}

/** What is shown of a note that is deleted. */
interface Gone {
  readonly title: string;
  readonly shown: Message;
}

/** Undo, Edit and Try again on a receipt; each for the note's author alone. */
export function createReceiptButtons(deps: Deps) {
  const { memory, saveNote, receipts, acts, audit, commandName, newCall, now } = deps;
  async function remove({ id, author }: Note): Promise<void> {
    await memory.remove(id, author);
    audit({ did: 'deleted', by: author, noteIds: [id] });
  }

  /** Where it was pressed, and where the receipt stands. */
  async function tell(id: string, { title, shown }: Gone, { member, modal }: Request): Promise<void> {
    await Promise.all([modal.show(modalView(title, shown.blocks)), receipts.show(member.id, id, shown)]);
  }

  return {
    undo(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        async work(request) {
          const note = await ownNote(memory, id, request.member.id);
          acts.begin(id);
          if (note) await remove(note);
          adoptReceipt(receipts, body, id);
          // Whoever deletes a note from its deal's notes wants it gone; a receipt's is often the wrong Priya's.
          const isUndo = isReceipt(body.message?.['blocks'] ?? body.view?.blocks);
          if (!isUndo) return tell(id, { title: 'Deleted', shown: deleted }, request);
          const offered = note && (await offerWords({ newCall, now }, note, request));
          await tell(id, { title: 'Undone', shown: offered?.message ?? undone }, request);
          if (offered) receipts.makesWay(id, offered.id);
        },
      };
    },

    edit(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        opens: loadingView(true),
        async work({ member, modal }) {
          const note = await ownNote(memory, id, member.id);
          if (!note)
            throw new UserError(
              `That note is deleted, so there is nothing to edit. Log it again with ${commandName('log')}.`,
            );
          adoptReceipt(receipts, body, id);
          await modal.show(formView({ ...draftOf(note, member.zone), teamSize: newCall.teamSize() }));
          audit({ did: 'read', view: 'note', by: member.id, noteIds: [id] });
        },
      };
    },

    /** Needs nothing but the pressed message: it works after a restart. */
    tryAgain(body: BlockAction): Response {
      const pending = decodePendingNote(pressedValue(body), body.message?.['blocks'] ?? []);
      return {
        async work(request) {
          if (pending.note.author !== request.member.id) throw new UserError(authorsOnly);
          adoptReceipt(receipts, body, pending.note.id);
          await saveNote(pending, request);
        },
      };
    },
  };
}
