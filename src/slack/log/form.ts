import type { KnownBlock, ModalView } from '@slack/types';
import type { Deal } from '../../memory/note.ts';
import { context, plain, section } from '../blocks.ts';
import { limits } from '../limits.ts';
import { type Markup, md } from '../mrkdwn.ts';
import { dayInput, outcomeInput, shareInput } from './call-inputs.ts';
import { type Draft, encodeOrigin } from './draft.ts';
import { ids, newPerson } from './ids.ts';
import { dealInputs, newPersonInputs, sameInput } from './new-person-inputs.ts';
import { overflowInput, textInputs } from './text-inputs.ts';
import { alsoInput, whoInput } from './who-inputs.ts';

/** What the form says above its fields, and what it asks besides them. */
export interface FormNotice {
  readonly notice?: Markup;
  /** The person who is likely meant by the new name, as an option. */
  /** The deals to choose from, where the company has several. */
  readonly deals?: readonly Deal[];
  readonly same?: { readonly value: string; readonly text: string };
}

/** The form, filled with what is known; fields for a new person appear when one is chosen. */
export function formView(draft: Draft, { notice, same, deals }: FormNotice = {}): ModalView {
  const blocks: (KnownBlock | null)[] = [
    notice ? section(notice) : null,
    whoInput(draft),
    ...(draft.who?.value.startsWith(newPerson) ? newPersonInputs(draft) : []),
    ...(deals ? dealInputs(draft, deals) : []),
    same ? sameInput(same) : null,
    alsoInput(draft),
    ...textInputs(draft.text),
    outcomeInput(draft.outcome),
    dayInput(draft.day),
    shareInput(draft.share),
    overflowInput(draft.text),
  ];
  return {
    type: 'modal',
    callback_id: ids.view,
    private_metadata: encodeOrigin(draft),
    title: plain(draft.edits ? 'Edit the note' : 'Log a call', limits.modalTitle),
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: blocks.flatMap((block) => block ?? []),
  };
}

/** What stands in the modal until the form is ready. */
export function loadingView(edits: boolean): ModalView {
  return {
    type: 'modal',
    title: plain(edits ? 'Edit the note' : 'Log a call', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: [context(md`Loading…`)],
  };
}
