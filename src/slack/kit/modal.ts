import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { isViewGone } from './slack-errors.ts';

/** One modal. Its methods never reject: what a modal can not show belongs in the DM. */
export interface Modal {
  /** False when Slack never opened it, because the trigger came too late. */
  readonly isOpened: boolean;
  /** False when the person has closed it or Slack did not take it. */
  show(view: ModalView): Promise<boolean>;
  /** The same, but leaves alone what has come into the modal since our last `show`. */
  refresh(view: ModalView): Promise<boolean>;
  /** Whether Slack did not take the last view, though the person may well have the modal before them. */
  isStuck(): boolean;
}

/** Opens and changes modals. */
export interface Modals {
  /** Trigger ids live three seconds: call it before anything else. */
  open(triggerId: string, view: ModalView): Promise<Modal>;
  /** The same above a modal that is open, which comes back when this one is closed. */
  push(triggerId: string, view: ModalView): Promise<Modal>;
  /** A view that is already open. */
  of(viewId: string): Modal;
}

/** No modal at all. */
export const noModal: Modal = {
  isOpened: false,
  show: async () => false,
  refresh: async () => false,
  isStuck: () => false,
};

/** Modals through the Web API; `report` hears of what Slack refused for another reason than a closed modal. */
export function createModals(client: WebClient, report: (error: unknown) => void): Modals {
  function of(viewId: string, openedHash?: string): Modal {
    let ourHash = openedHash;
    let isStuck = false;

    async function update(view: ModalView, hash: string | undefined): Promise<boolean> {
      try {
        const updated = await client.views.update({ view_id: viewId, view, ...(hash ? { hash } : {}) });
        ourHash = updated.view?.hash;
        isStuck = false;
        return true;
      } catch (error) {
        isStuck = !isViewGone(error);
        if (isStuck) report(error);
        return false;
      }
    }

    return {
      isOpened: true,
      show: (view) => update(view, undefined),
      refresh: async (view) => ourHash !== undefined && update(view, ourHash),
      isStuck: () => isStuck,
    };
  }

  async function opened(
    opening: Promise<{ view?: { id?: string; hash?: string } | undefined }>,
  ): Promise<Modal> {
    try {
      const { view } = await opening;
      return view?.id ? of(view.id, view.hash) : noModal;
    } catch (error) {
      if (!isViewGone(error)) report(error);
      return noModal;
    }
  }

  return {
    of,
    open: (triggerId, view) => opened(client.views.open({ trigger_id: triggerId, view })),
    push: (triggerId, view) => opened(client.views.push({ trigger_id: triggerId, view })),
  };
}
