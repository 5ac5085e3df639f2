import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { Response } from '../answer.ts';
import { modal as modalView } from '../blocks.ts';
import { sentence } from '../message.ts';
import { pressedValue } from '../pressed.ts';
import { formView, loadingView } from './form.ts';
import { ids } from './ids.ts';
import type { Keeper } from './keeper.ts';
import { draftOf } from './opening.ts';
import { decodeParcel } from './parcel.ts';
import type { Receipts } from './receipts.ts';
import type { Turns } from './turns.ts';
import { undoneText } from './views.ts';

interface Deps {
  readonly memory: Memory;
  readonly keeper: Keeper;
  readonly receipts: Receipts;
  readonly turns: Turns;
}

const receiptShape = z.array(z.object({ block_id: z.string().optional() }));
const notYours = 'Only the author of a note can change it.';

/** Undo, Edit and Try again on a receipt; each for the note's author alone. */
export function createReceiptButtons({ memory, keeper, receipts, turns }: Deps) {
  /** Undefined when it is gone, or is somebody's private note: the two look the same. */
  async function ownNote(id: string, user: string): Promise<Note | undefined> {
    const note = await memory.read(id, user);
    if (note && note.author !== user) throw new UserError(notYours);
    return note;
  }

  /** A receipt that was pressed is changed in place, also after a restart. */
  function adopt({ channel, message }: BlockAction, noteId: string): void {
    const isReceipt = receiptShape
      .safeParse(message?.['blocks'])
      .data?.some((one) => one.block_id === ids.buttons);
    if (channel && message && isReceipt) receipts.found(noteId, { channel: channel.id, ts: message.ts });
  }

  return {
    undo(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        async work({ member, modal }) {
          const note = await ownNote(id, member.id);
          turns.begin(id);
          if (note) await memory.remove(id);
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
          const note = await ownNote(id, member.id);
          if (!note)
            throw new UserError('That note is deleted, so there is nothing to edit. Log it again with /log.');
          adopt(body, id);
          await modal.show(formView(draftOf(note, member.zone)));
        },
      };
    },

    /** Needs nothing but the pressed message: it works after a restart. */
    tryAgain(body: BlockAction): Response {
      const parcel = decodeParcel(pressedValue(body), body.message?.['blocks'] ?? []);
      return {
        async work(asked) {
          if (parcel.note.author !== asked.member.id) throw new UserError(notYours);
          adopt(body, parcel.note.id);
          await keeper.keep(parcel, asked);
        },
      };
    },
  };
}
