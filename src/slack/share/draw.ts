import type { ModalView } from '@slack/types';
import type { Asked } from '../answer.ts';
import type { Message } from '../message.ts';
import { saidView } from './views.ts';

/** Puts something before the person. */
export interface Draw {
  view(view: ModalView, otherwise: Message | null): Promise<void>;
  said(message: Message): Promise<void>;
}

/** For as long as they wait for it: whoever has closed the modal or chosen anew since is left alone. */
export function whileWaiting({ modal }: Asked): Draw {
  const view: Draw['view'] = async (drawn) => {
    await modal.refresh(drawn);
  };
  return { view, said: (message) => view(saidView(message), message) };
}

/** Whatever became of the modal: what it can not show goes to the DM. */
export function surely({ modal, place }: Asked): Draw {
  const view: Draw['view'] = async (drawn, otherwise) => {
    if (!(await modal.show(drawn)) && otherwise) await place.tell(otherwise);
  };
  return { view, said: (message) => view(saidView(message), message) };
}
