import type { BlockAction } from '@slack/bolt';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { Response } from '../answer.ts';
import { modal as modalView, section } from '../blocks.ts';
import { message } from '../message.ts';
import { md } from '../mrkdwn.ts';
import { pressedValue } from '../pressed.ts';
import { formView, loadingView } from './form.ts';
import type { Keeper } from './keeper.ts';
import { draftOf } from './opening.ts';
import { decodeParcel } from './parcel.ts';
import type { Receipts } from './receipts.ts';
import { undoneText } from './views.ts';

interface Deps {
  readonly memory: Memory;
  readonly keeper: Keeper;
  readonly receipts: Receipts;
}

/** Undo, Edit and Try again on a receipt; each for the note's author alone. */
export function createReceiptButtons({ memory, keeper, receipts }: Deps) {
  async function ownNote(id: string, user: string): Promise<Note | undefined> {
    const note = await memory.read(id, user);
    if (note && note.author !== user) throw new UserError('Only the author of a note can change it.');
    return note;
  }

  return {
    undo(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        async work({ member, modal, place }) {
          await ownNote(id, member.id);
          await memory.remove(id);
          const blocks = [section(md`${undoneText()}`)];
          const receipt = message(undoneText(), blocks);
          if (await modal.show(modalView('Undone', blocks))) await receipts.show(member.id, id, receipt);
          else await place.show(receipt);
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
          await modal.show(formView(draftOf(note, member.zone)));
        },
      };
    },

    /** Needs nothing but the pressed message: it works after a restart. */
    tryAgain(body: BlockAction): Response {
      const parcel = decodeParcel(pressedValue(body), body.message?.['blocks'] ?? []);
      return {
        async work(asked) {
          if (parcel.note.author !== asked.member.id)
            throw new UserError('Only the author of a note can save it.');
          const { channel, message: pressed } = body;
          if (channel && pressed) receipts.found(parcel.note.id, { channel: channel.id, ts: pressed.ts });
          await keeper.keep(parcel, asked);
        },
      };
    },
  };
}
