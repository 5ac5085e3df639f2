import type { InputBlock } from '@slack/types';
import { plain } from '../blocks.ts';
import { limits } from '../limits.ts';
import { ids } from './ids.ts';
import { input } from './input.ts';

const textPiece: number = limits.inputText;

/** The field for the words, and as many more as a text needs that is there already. */
export function textInputs(text: string): InputBlock[] {
  return piecesOf(text).map((piece, index) => {
    if (index > 0) return { ...textInput(index, 'What happened, continued', piece), optional: true };
    const hint = plain('Two sentences do. Write or dictate as you talk.');
    return { ...textInput(index, 'What happened', piece), hint };
  });
}

/** At the end of the form, for what does not fit: Slack's fields hold 3,000 characters. */
export function overflowInput(text: string): InputBlock {
  return { ...textInput(piecesOf(text).length, 'More, if it did not fit', ''), optional: true };
}

function textInput(index: number, label: string, piece: string): InputBlock {
  const id = `${ids.text}${index}`;
  return input(id, label, {
    type: 'plain_text_input',
    action_id: id,
    multiline: true,
    max_length: limits.inputText,
    ...(piece ? { initial_value: piece } : {}),
  });
}

function piecesOf(text: string): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${textPiece}}(?![\\udc00-\\udfff])`, 'g')) ?? [''];
}
