import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { Audit } from '../kit/audit.ts';
import { modal as modalView, sentence } from '../kit/blocks.ts';
import { draftOf } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import { logIds } from '../kit/ids.ts';
import { decodePendingNote } from '../kit/pending-note.ts';
import type { Receipts, SaveNote } from '../kit/ports.ts';
import { pressedValue, type Response } from '../kit/request.ts';
import { undoneText } from './receipt.ts';
import type { NoteActs } from './save.ts';

interface Deps {
  readonly memory: Memory;
  readonly saveNote: SaveNote;
  readonly receipts: Receipts;
  readonly acts: NoteActs;
  readonly audit: Audit;
}

const receiptShape = z.array(z.object({ block_id: z.string().optional() }));
const notYours = 'Only the author of a note can change it.';

function isReceipt(blocks: unknown): boolean {
  return receiptShape.safeParse(blocks).data?.some((one) => one.block_id === logIds.buttons) ?? false;
}

/** Undefined when it is gone, or is somebody's private note: the two look the same. */
async function ownNote(memory: Memory, id: string, user: string): Promise<Note | undefined> {
  const note = await memory.read(id, user);
  if (note && note.author !== user) throw new UserError(notYours);
  return note;
}

/** Undo, Edit and Try again on a receipt; each for the note's author alone. */
export function createReceiptButtons({ memory, saveNote, receipts, acts, audit }: Deps) {
  /** A receipt that was pressed is changed in place, also after a restart. */
  function adopt({ channel, message }: BlockAction, noteId: string): void {
    const isOurs = channel && message && isReceipt(message['blocks']);
    if (isOurs) receipts.found(noteId, { channel: channel.id, ts: message.ts });
  }

  async function remove({ id, author }: Note): Promise<void> {
    await memory.remove(id);
    audit({ did: 'deleted', by: author, noteIds: [id] });
  }

  return {
    undo(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        async work({ member, modal }) {
          const note = await ownNote(memory, id, member.id);
          acts.begin(id);
          if (note) await remove(note);
          adopt(body, id);
          const undone = sentence(undoneText);
          await Promise.all([
            modal.show(modalView('Undone', undone.blocks)),
            receipts.show(member.id, id, undone),
          ]);
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
            throw new UserError('That note is deleted, so there is nothing to edit. Log it again with /log.');
          adopt(body, id);
          await modal.show(formView(draftOf(note, member.zone)));
          audit({ did: 'read', view: 'note', by: member.id, noteIds: [id] });
        },
      };
    },

    /** Needs nothing but the pressed message: it works after a restart. */
    tryAgain(body: BlockAction): Response {
      const pending = decodePendingNote(pressedValue(body), body.message?.['blocks'] ?? []);
      return {
        async work(request) {
          if (pending.note.author !== request.member.id) throw new UserError(notYours);
          adopt(body, pending.note.id);
          await saveNote(pending, request);
        },
      };
    },
  };
}
