import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { isViewGone } from './slack-errors.ts';

/** One open modal. */
export interface Modal {
  /** False when the person has closed it: what matters must then go to their DM. */
  show(view: ModalView): Promise<boolean>;
}

/** Opens and changes modals. */
export interface Modals {
  /** Trigger ids live three seconds: call it before anything else. A spent trigger gives a modal that is gone. */
  open(triggerId: string, view: ModalView): Promise<Modal>;
  /** A view that is already open. */
  of(viewId: string): Modal;
}

const gone: Modal = { show: async () => false };

/** Modals through the Web API. */
export function createModals(client: WebClient): Modals {
  function of(viewId: string): Modal {
    return {
      async show(view) {
        try {
          await client.views.update({ view_id: viewId, view });
          return true;
        } catch (error) {
          if (isViewGone(error)) return false;
          throw error;
        }
      },
    };
  }

  return {
    of,
    async open(triggerId, view) {
      try {
        const opened = await client.views.open({ trigger_id: triggerId, view });
        return opened.view?.id ? of(opened.view.id) : gone;
      } catch (error) {
        if (isViewGone(error)) return gone;
        throw error;
      }
    },
  };
}
