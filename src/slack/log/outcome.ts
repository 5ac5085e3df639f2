import type { BlockAction } from '@slack/bolt';
import { outcomeKind } from '../../brief/corrections/corrections.ts';
import type { SaidOutcome } from '../../brief/signals/history.ts';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import { cardOfBlock } from '../kit/deal-button.ts';
import { noModal } from '../kit/modal.ts';
import { decodeOutcome, type OutcomeAnswer } from '../kit/outcome-button.ts';
import { ownNote } from '../kit/own-notes.ts';
import type { PendingNote } from '../kit/pending-note.ts';
import type { Corrections, Receipts, ShowBrief } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { adoptReceipt } from './receipt.ts';

interface Deps {
  readonly memory: Pick<Memory, 'read' | 'edit'>;
  readonly corrections: Corrections;
  readonly receipts: Receipts;
  /** Draws the note's receipt as it is now. */
  readonly receiptAgain: (pending: PendingNote, request: Request) => Promise<void>;
  readonly showBrief: Pick<ShowBrief, 'again'>;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** The answer to "mark as lost?", on a receipt and on a card; for the note's author alone. */
export function createOutcomeButtons(deps: Deps) {
  const { memory, corrections, receipts, receiptAgain, showBrief, audit, now } = deps;

  async function change(note: Note, words: SaidOutcome['words']): Promise<Note> {
    const changed = { ...note, outcome: words, loggedAt: now().toISOString() };
    if ((await memory.edit(changed)) === 'deleted') throw new UserError('That note is deleted.');
    const did = note.visibility === 'team' ? 'saved for the team' : 'saved in private';
    audit({ did, by: note.author, noteIds: [note.id] });
    return changed;
  }

  async function deny(note: Note, { quote }: OutcomeAnswer, { member }: Request): Promise<void> {
    await corrections.say({
      deal: note.deal,
      signal: { noteId: note.id, kind: outcomeKind, who: 'them', quote },
      says: 'never',
      reason: '',
      by: member.id,
      day: dayIn(member.zone, now()),
    });
  }

  /** The card that was pressed shows it at once; the receipt does where it stands, or where something changed. */
  async function show(body: BlockAction, pending: PendingNote, request: Request): Promise<void> {
    const card = cardOfBlock(body.actions[0]);
    if (card) await showBrief.again(card, request);
    const { id } = pending.note;
    if (!pending.edits && !receipts.isKnown(id)) return;
    await receiptAgain(pending, card ? { ...request, modal: noModal } : request);
  }

  return {
    yes(body: BlockAction): Response {
      const answer = decodeOutcome(pressedValue(body));
      return {
        async work(request) {
          const note = await ownNote(memory, answer.noteId, request.member.id);
          adoptReceipt(receipts, body, note.id);
          const changed = await change(note, answer.words);
          await show(body, { note: changed, edits: true, isAgain: false }, request);
        },
      };
    },

    no(body: BlockAction): Response {
      const answer = decodeOutcome(pressedValue(body));
      return {
        async work(request) {
          const note = await ownNote(memory, answer.noteId, request.member.id);
          adoptReceipt(receipts, body, note.id);
          await deny(note, answer, request);
          await show(body, { note, edits: false, isAgain: false }, request);
        },
      };
    },
  };
}
