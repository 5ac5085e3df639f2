import type { Briefer } from '../../brief/brief.ts';
import type { Asked } from '../answer.ts';
import { gainText } from './gain.ts';
import type { Receipts } from './receipts.ts';
import type { Turn } from './turns.ts';
import { type Receipt, savedMessage, savedView } from './views.ts';

interface Deps {
  readonly briefer: Briefer;
  readonly receipts: Receipts;
}

/** Adds to a receipt what the note did to the score, when the model has answered and nothing newer has happened. */
export function createGainTeller({ briefer, receipts }: Deps) {
  return async (receipt: Receipt, { member, modal }: Asked, turn: Turn): Promise<void> => {
    const { note, today } = receipt;
    const request = { deal: note.deal.key, prospect: note.prospects[0]?.key ?? null, asker: member.id };
    const gain = await briefer.gain(request, note.id).catch(() => null);
    const text = gain && gainText(gain, today);
    if (!text || !turn.isCurrent()) return;
    const richer = { ...receipt, gain: text };
    await Promise.all([
      modal.refresh(savedView(richer)),
      receipts.show(member.id, note.id, savedMessage(richer)),
    ]);
  };
}
