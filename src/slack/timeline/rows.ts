import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import type { TimelineRow } from '../../brief/timelines.ts';
import type { Note } from '../../memory/note.ts';
import { actions, button, plain, section } from '../blocks.ts';
import { mention } from '../brief/notes-view.ts';
import { ago, dayName } from '../dates.ts';
import { ids as logIds } from '../log/ids.ts';
import { outcomeNames } from '../log/outcome-names.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';

/** Who looks, and when. */
export interface Reader {
  /** Slack user id: authors may change their own notes. */
  readonly asker: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const shownLength = 220;

/** One call: its day, how it went, who wrote it, the beginning of its words, and what can be done with it. */
export function rowBlocks({ note, by }: TimelineRow, reader: Reader): KnownBlock[] {
  const near = by === 'meaning' ? md` · near in meaning` : md``;
  const words = md`“${clip(note.text.replace(/\s+/g, ' '), shownLength)}”`;
  const open = button(ids.open, 'Open', {
    value: note.id,
    label: `Open the note of ${dayName(note.day, reader.today)}`,
  });
  return [
    section(lines([md`${headOf(note, reader)}${near}`, words])),
    actions(open, ...authorButtons(note, reader)),
  ];
}

/** "17 Nov, 6 days ago · Objection · Priya Sharma · by you · private". */
export function headOf({ day, outcome, prospects, author, visibility }: Note, reader: Reader): Markup {
  const { asker, today } = reader;
  const people = prospects.map((prospect) => prospect.name).join(', ');
  const who = author === asker ? md`you` : mention(author);
  const kept = visibility === 'private' ? 'private' : 'shared with the team';
  return md`*${dayName(day, today)}*, ${ago(day, today)} · ${outcomeNames[outcome]} · ${people} · by ${who} · ${kept}`;
}

/** Edit, Delete and Share for the author; nothing for anybody else. */
export function authorButtons(note: Note, { asker, today }: Reader): Button[] {
  if (note.author !== asker) return [];
  const of = `the note of ${dayName(note.day, today)}`;
  return [
    button(logIds.edit, 'Edit', { value: note.id, label: `Edit ${of}` }),
    {
      ...button(ids.remove, 'Delete', { value: note.id, label: `Delete ${of}` }),
      confirm: {
        title: plain('Delete this note?'),
        text: plain('It goes from every brief, timeline and score. This cannot be undone.'),
        confirm: plain('Delete'),
        deny: plain('Keep it'),
        style: 'danger',
      },
    },
    shareButton(note, of),
  ];
}

const toTeam =
  'Every full member of this workspace will be able to read it, under your name, in briefs, timelines and scores. Guests and other companies will not.';

/** Tells who will see a note before it becomes the team's. */
export function teamConfirm(): ConfirmationDialog {
  return confirmation({ title: 'Who will see it', text: toTeam, confirm: 'Share' });
}

function confirmation(words: { title: string; text: string; confirm: string }): ConfirmationDialog {
  const { title, text, confirm } = words;
  return { title: plain(title), text: plain(text), confirm: plain(confirm), deny: plain('Cancel') };
}

function shareButton({ id, visibility }: Note, of: string): Button {
  const isPrivate = visibility === 'private';
  return {
    ...button(ids.share, isPrivate ? 'Share with team' : 'Make private', {
      value: JSON.stringify({ id, to: isPrivate ? 'team' : 'private' }),
      label: isPrivate ? `Share with team: ${of}` : `Make private: ${of}`,
    }),
    confirm: isPrivate ? teamConfirm() : privateConfirm(),
  };
}

function privateConfirm(): ConfirmationDialog {
  return confirmation({
    title: 'Make it private?',
    text: 'Only you will be able to read it. Briefs and scores of your colleagues stop using it.',
    confirm: 'Make private',
  });
}
