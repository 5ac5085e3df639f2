import type { ModalView } from '@slack/types';
import type { Briefer } from '../../brief/brief.ts';
import type { Log } from '../../log.ts';
import type { WriteResult } from '../../memory/memory.ts';
import type { Asked } from '../answer.ts';
import { modal as modalView, section } from '../blocks.ts';
import { dayIn } from '../dates.ts';
import { memoryTrouble, type Outage } from '../failure.ts';
import { message } from '../message.ts';
import { type Markup, md } from '../mrkdwn.ts';
import { soon } from '../soon.ts';
import type { WorkInHand } from '../work.ts';
import { gainText } from './gain.ts';
import type { Parcel } from './parcel.ts';
import type { Receipts } from './receipts.ts';
import { notSavedMessage, notSavedSentence, type Receipt, savedMessage, savedView } from './views.ts';
import type { Writer } from './writer.ts';

/** Draws the form again, its fields filled, under a sentence on what went wrong. */
type FormAgain = (notice: Markup) => ModalView;

/** Brings a note into memory and keeps its author informed. */
export interface Keeper {
  keep(parcel: Parcel, asked: Asked, formAgain?: FormAgain): Promise<void>;
}

interface Deps {
  readonly writer: Writer;
  readonly briefer: Briefer;
  readonly receipts: Receipts;
  readonly outage: Outage;
  readonly work: WorkInHand;
  readonly log: Log;
  readonly now: () => Date;
}

/** After this long the author holds the note in a message of their own. */
const patienceMs = 3_000;

/** Saves at once when memory answers; else hands the text back and goes on trying under the same id. */
export function createKeeper({ writer, briefer, receipts, outage, work, log, now }: Deps): Keeper {
  async function report(parcel: Parcel, asked: Asked, result: WriteResult): Promise<void> {
    if (result === 'deleted') return tellDeleted(asked);
    const receipt = { ...parcel, today: dayIn(asked.member.zone, now()) };
    await asked.modal.show(savedView(receipt));
    await receipts.show(asked.member.id, parcel.note.id, savedMessage(receipt));
    await addGain(receipt, asked);
  }

  async function addGain(receipt: Receipt, asked: Asked): Promise<void> {
    const { note, today } = receipt;
    const request = { deal: note.deal.key, prospect: note.prospects[0]?.key ?? null, asker: asked.member.id };
    const gain = await briefer.gain(request, note.id).catch(() => null);
    const text = gain && gainText(gain, today);
    if (!text) return;
    const richer = { ...receipt, gain: text };
    await receipts.show(asked.member.id, note.id, savedMessage(richer));
    await asked.modal.show(savedView(richer));
  }

  async function handBack(parcel: Parcel, asked: Asked, formAgain: FormAgain | undefined): Promise<void> {
    const reason = memoryTrouble(outage(), asked.member.zone);
    const form = formAgain?.(md`*${notSavedSentence(reason)}*`);
    const telling = receipts.show(asked.member.id, parcel.note.id, notSavedMessage(parcel, reason));
    if (form) await asked.modal.show(form);
    await telling;
  }

  return {
    async keep(parcel, asked, formAgain) {
      const firstTry = writer.write(parcel);
      const result = await soon<WriteResult | undefined>(firstTry, undefined, patienceMs);
      if (result) return report(parcel, asked, result);
      const persisting = writer.persist(parcel, firstTry);
      await handBack(parcel, asked, formAgain);
      const reporting = persisting.then((late) => late && report(parcel, asked, late));
      work
        .track(reporting)
        .catch((error: unknown) => log.error({ err: error }, 'a receipt was not delivered'));
    },
  };
}

async function tellDeleted({ modal, place }: Asked): Promise<void> {
  const sentence = 'That note was deleted in the meantime, so it stays deleted.';
  const blocks = [section(md`${sentence}`)];
  if (await modal.show(modalView('Deleted', blocks))) return;
  await place.show(message(sentence, blocks));
}
