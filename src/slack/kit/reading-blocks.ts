import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { createQuoteFinder } from '../../brief/quotes/quote.ts';
import { type DropReason, type LeftOut, tokenOf } from '../../brief/signals/reading.ts';
import type { Note } from '../../memory/note.ts';
import { button, context, section } from './blocks.ts';
import { deniedRows, labelOf, type ReadRow, readRows } from './correction-blocks.ts';
import { correctionIds } from './ids.ts';
import { quoted } from './phrases.ts';
import { lines, md } from './text.ts';

/** Why it does not count, to follow a colon. */
const reasons: Readonly<Record<DropReason, string>> = {
  quote: 'the note does not say it in these words',
  clause: 'the words around it say no, or only if',
  kind: 'the note lacks what it takes, such as a day or one of theirs on the call',
  target: 'it fits nothing that earlier notes say',
  order: 'it reads like an order to the machine',
  witness: 'a second reader did not find it there',
  shape: 'it came in a form that cannot be used',
};

const mostLeftOut = 8;

/** What can be counted all the same: its words stand in the note, and its kind is one that counts. */
function countable(brief: Brief, note: Pick<Note, 'text'>, { kind, quote }: LeftOut): string | null {
  return kind in brief.kindLabels ? createQuoteFinder(note.text)(quote) : null;
}

/** Of one note, without what somebody counted since. */
export function leftOutOf(brief: Brief, noteId: string): readonly LeftOut[] {
  const added = new Set(
    brief.corrections.flatMap(({ says, signal }) =>
      says === 'added' && signal.noteId === noteId ? [tokenOf(signal)] : [],
    ),
  );
  const all = brief.leftOut.get(noteId) ?? [];
  return all
    .filter((one) => one.text !== '' || one.quote !== '')
    .filter((one) => !added.has(tokenOf({ noteId, ...one })));
}

function leftOutRow(brief: Brief, note: Note, one: LeftOut): ReadRow {
  const what = one.text === '' ? md`` : md`: ${one.text}`;
  const words = one.quote === '' ? md`` : md` ${quoted(one.quote)}`;
  const name = one.kind in brief.kindLabels ? labelOf(brief, one) : 'Something else';
  const text = lines([md`_Left out_  ${name}${what}${words}`, md`${reasons[one.why]}`]);
  if (brief.isPast || countable(brief, note, one) === null) return { text, accessory: undefined };
  const value = tokenOf({ noteId: note.id, ...one });
  const count = button(correctionIds.count, 'Count it', {
    value,
    label: `Count it: ${one.text || one.quote}`,
  });
  return { text, accessory: count };
}

/** Under a note: what was read in it, what somebody denied, and what was left out and why. */
export function readingBlocks(brief: Brief, note: Note): KnownBlock[] {
  const unread = brief.reading.unread.has(note.id) ? [context(md`Not read yet.`)] : [];
  const said = [...readRows(brief, note.id), ...deniedRows(brief, note.id)];
  const leftOut = leftOutOf(brief, note.id);
  const rest = leftOut.length - mostLeftOut;
  const dropped = leftOut.slice(0, mostLeftOut).map((one) => leftOutRow(brief, note, one));
  return [
    ...unread,
    ...said.map(({ text, accessory }) => section(md`• ${text}`, accessory)),
    ...dropped.map(({ text, accessory }) => section(text, accessory)),
    ...(rest > 0 ? [context(md`and ${rest} more left out`)] : []),
  ];
}
