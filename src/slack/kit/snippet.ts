import type { KnownBlock } from '@slack/types';
import { type Message, message, section } from './blocks.ts';
import type { Place } from './place.ts';
import { clean, limits, md } from './text.ts';

/** What Slack counts besides the text: blocks around it, the title twice. */
const envelope = 1_200;

/** A text to the letter in as many messages as it needs; put together in order they give the text again. */
export function snippetMessages(title: string, text: string): readonly Message[] {
  const parts = partsOf(clean(text), limits.messageSize - envelope);
  return parts.map((part, index) => {
    const of = parts.length > 1 ? `, part ${index + 1} of ${parts.length}` : '';
    return message(`${title}${of}.`, [section(md`*${title}*${of}`), preformatted(part)]);
  });
}

/** Sends each in a message of its own, in order; `place` gives a new one each time. */
export async function sendInOrder(messages: readonly Message[], place: () => Place): Promise<void> {
  for (const one of messages) await place().show(one);
}

/** Rich text is never read as markup. */
function preformatted(text: string): KnownBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}

/** Cut behind a line end where there is one, never inside a character. */
function partsOf(text: string, most: number): readonly string[] {
  const rows = text.match(/[^\n]*\n|[^\n]+/g) ?? ['–'];
  const pieces = rows.flatMap((row) => (sizeOf(row) > most ? [...row] : [row]));
  const parts: string[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const more = sizeOf(piece);
    if (size + more > most) {
      parts.push('');
      size = 0;
    }
    parts.push(`${parts.pop() ?? ''}${piece}`);
    size += more;
  }
  return parts;
}

/** Characters as Slack counts them: escaped, and as JSON. */
function sizeOf(text: string): number {
  const escaped = text.replace(/&/g, '&amp;').replace(/[<>]/g, '&lt;');
  return JSON.stringify(escaped).length - 2;
}
