import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Cited } from '../../brief/score/signal.ts';
import { UserError } from '../../errors.ts';
import { actions, button, modal } from '../blocks.ts';
import { noteBlocks } from '../brief/notes-view.ts';
import { ids } from './ids.ts';
import { encodeState, type Origin } from './state.ts';

/** One note whole, with the words in question in bold, and the way back. */
export function noteView(brief: Brief, { noteId, quote }: Cited, from: Origin): ModalView {
  const index = brief.notes.findIndex(({ id }) => id === noteId);
  const note = brief.notes[index];
  if (!note) throw new UserError('That note is deleted or no longer shared with you.');
  const blocks = noteBlocks(brief, note, { number: index + 1, asker: brief.asker, quotes: [quote] });
  return {
    ...modal('Note', [...blocks, actions(button(ids.back, 'Back'))]),
    private_metadata: encodeState(brief, from),
  };
}
