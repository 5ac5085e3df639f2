import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { isSaidBy } from '../../brief/signals/signal.ts';
import type { Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { actions, button, confirmation, context, divider, plain, section } from './blocks.ts';
import { logIds, shareIds } from './ids.ts';
import { outcomeNames } from './phrases.ts';
import { clipMarkup, lines, type Markup, md } from './text.ts';

interface NoteReader {
  readonly number: number;
  readonly asker: string;
  /** Words of the note in bold. */
  readonly quotes: readonly string[];
  /** Under its words: what was read in them. */
  readonly below?: readonly KnownBlock[];
  readonly buttons?: readonly Button[];
}

/** One note whole, by its number on the card. */
export function noteBlocks(brief: Brief, note: Note, look: NoteReader): KnownBlock[] {
  const { number, asker, quotes, below = [], buttons = [] } = look;
  const who = note.author === asker ? md`you` : mention(note.author);
  const kept = note.visibility === 'private' ? md` · only you can read it` : md``;
  const people = note.prospects.map((prospect) => prospect.name).join(', ');
  const head = md`*[${number}]* ${dayName(note.day, brief.asOf)} · ${outcomeNames[note.outcome]} · ${people} · by ${who}${kept}`;
  const own = note.author === asker ? ownButtons(note, number) : [];
  const share = button(shareIds.note, 'Share', {
    value: note.id,
    label: `Share note ${number} in a channel`,
  });
  return [
    context(head),
    ...textBlocks(note.text, quotes),
    ...below,
    actions(...own, share, ...buttons),
    divider(),
  ];
}

function ownButtons(note: Note, number: number): Button[] {
  const remove = button(logIds.undo, 'Delete', { value: note.id, label: `Delete note ${number}` });
  const confirm = {
    title: plain('Delete this note?', 100),
    text: plain('It is gone for everybody, from every brief.', 300),
    confirm: plain('Delete', 30),
    deny: plain('Keep', 30),
  };
  const edit = button(logIds.edit, 'Edit', { value: note.id, label: `Edit note ${number}` });
  return [edit, { ...remove, confirm }];
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

/** The colleague who promised what the asker is told to do; null where it is no promise, or the asker's own. */
export function promisedBy({ asker, signals, notes, doNext }: Brief): Markup | null {
  const promise = signals.find(
    (signal) => signal.kind === 'promise' && signal.who === 'us' && isSaidBy(signal, doNext.cited),
  );
  const author = notes.find(({ id }) => id === promise?.raisedBy.noteId)?.author;
  return asker === '' || author === undefined || author === asker ? null : mention(author);
}

const toTeam =
  'Your team will be able to read it, under your name, in briefs, timelines and scores: your sales group where there is one, else every full member of this workspace. Guests and other companies will not.';

/** Tells who will see a note before it becomes the team's. */
export function teamConfirm(): ConfirmationDialog {
  return confirmation({ title: 'Who will see it', text: toTeam, confirm: 'Share' });
}
