import type { KnownBlock, ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Note } from '../../memory/note.ts';
import { actions, button, context, divider, modal, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { outcomeNames } from '../log/fields.ts';
import { ids as logIds } from '../log/ids.ts';
import { clipMarkup, lines, type Markup, md } from '../mrkdwn.ts';
import { quotesOf } from './quotes.ts';
import { staleNotice } from './stale-notice.ts';

interface Reader {
  /** Slack user id of who looks: authors may edit their own. */
  readonly asker: string;
  readonly isStale: boolean;
}

/** Blocks a note may take; a modal holds 100. */
const most = 24;

/** The notes whole, newest call first, with the words that the brief used in bold. */
export function notesView(brief: Brief, { asker, isStale }: Reader): ModalView {
  const numbered = brief.notes.map((note, index) => ({ note, number: index + 1 }));
  const newestFirst = numbered.toSorted((one, other) => other.note.day.localeCompare(one.note.day));
  const blocks = newestFirst
    .slice(0, most)
    .flatMap(({ note, number }) => noteBlocks(brief, note, { number, asker }));
  const rest = brief.notes.length - most;
  const left = rest > 0 ? [context(md`${rest} older notes are not shown here.`)] : [];
  return modal('Notes', [...staleNotice(isStale), ...blocks, ...left]);
}

interface NoteReader {
  readonly number: number;
  readonly asker: string;
}

function noteBlocks(brief: Brief, note: Note, { number, asker }: NoteReader): KnownBlock[] {
  const who = note.author === asker ? md`you` : mention(note.author);
  const kept = note.visibility === 'private' ? md` · only you can read it` : md``;
  const people = note.prospects.map((prospect) => prospect.name).join(', ');
  const head = md`*[${number}]* ${dayName(note.day, brief.asOf)} · ${outcomeNames[note.outcome]} · ${people} · by ${who}${kept}`;
  const edit =
    note.author === asker
      ? [actions(button(logIds.edit, 'Edit', { value: note.id, label: `Edit note ${number}` }))]
      : [];
  return [context(head), ...textBlocks(note.text, quotesOf(brief, note.id)), ...edit, divider()];
}

/** Slack's limit counts escaped characters, so a long note takes several sections. */
function textBlocks(text: string, quotes: readonly string[]): KnownBlock[] {
  return pieces(text).map((piece) => section({ markup: clipMarkup(marked(piece, quotes).markup, 3_000) }));
}

function pieces(text: string): readonly string[] {
  return text.match(/[\s\S]{1,1500}(?![\udc00-\udfff])/g) ?? ['–'];
}

/** The text with each quote in bold where it stands; quotes that overlap are marked as one. */
function marked(text: string, quotes: readonly string[]): Markup {
  const spans = quotes
    .map((quote) => ({ from: text.indexOf(quote), to: text.indexOf(quote) + quote.length }))
    .filter(({ from }) => from >= 0)
    .sort((one, other) => one.from - other.from);
  let done = 0;
  let result = md``;
  for (const { from, to } of spans) {
    if (to <= done) continue;
    const start = Math.max(from, done);
    result = md`${result}${text.slice(done, start)}${bold(text.slice(start, to))}`;
    done = to;
  }
  return md`${result}${text.slice(done)}`;
}

/** Slack's bold ends at a line end and wants no space inside, so each line is bold of its own. */
function bold(text: string): Markup {
  const rows = text.split('\n').map((row) => {
    const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/.exec(row) ?? [];
    return words ? md`${before}*${words}*${after}` : md`${row}`;
  });
  return lines(rows);
}

/** A colleague by their name as Slack shows it; nobody is notified from a modal. */
export function mention(user: string): Markup {
  return /^[UW][A-Z0-9]+$/.test(user) ? { markup: `<@${user}>` } : md`${user}`;
}
