import type { KnownBlock } from '@slack/types';
import type { Brief, Briefer } from '../../brief/brief.ts';
import type { Cited } from '../../brief/signals/signal.ts';
import { UserError } from '../../errors.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { anybody } from '../../memory/team.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import {
  actions,
  button,
  context,
  fits,
  header,
  type Message,
  message,
  section,
  verbatim,
} from '../kit/blocks.ts';
import { cardBody, notification } from '../kit/brief-card.ts';
import type { CommandName } from '../kit/commands.ts';
import { briefValue, dealButtonValue } from '../kit/deal-button.ts';
import { briefIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import { readableNote } from '../kit/own-notes.ts';
import {
  cite,
  confidenceText,
  heading,
  lastContact,
  noteSubject,
  outcomeNames,
  quoted,
} from '../kit/phrases.ts';
import { clip, lines, type Markup, md } from '../kit/text.ts';
import type { ShareSubject } from './views.ts';

/** What would be posted, and the notes it rests on: the team's alone. */
export interface Shareable {
  /** Whom it is about. */
  readonly title: string;
  readonly message: Message;
  readonly noteIds: readonly string[];
}

/** `private`: the sharer has only private notes on it. `team`: drawn when it is needed, which may take a model call. */
type FoundShareable =
  | { readonly kind: 'private' }
  | { readonly kind: 'team'; readonly draw: () => Promise<Shareable> };

type BriefSubject = Extract<ShareSubject, { kind: 'brief' }>;

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'current' | 'headers'>;
  readonly briefer: Briefer;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

const nothingLeft = 'There are no notes on this any more.';

/**
 * Reads afresh what may be shared; private notes are left out before anything is read from them, and so is what the
 * sharer may not read. People and deals go by the names that all of the team sees, since the sharer may have said of
 * somebody what private notes alone know.
 */
export function findShareable(deps: Deps, what: ShareSubject, sharer: Member): Promise<FoundShareable> {
  return what.kind === 'note' ? findNote(deps, what.id, sharer) : findBrief(deps, what, sharer);
}

async function findBrief(deps: Deps, what: BriefSubject, sharer: Member): Promise<FoundShareable> {
  const { memory, roster, briefer } = deps;
  const current = await roster.current(what, sharer.id);
  const all = await briefer.gather({ ...current, asker: sharer.id });
  if (all.length === 0) throw new UserError(nothingLeft);
  const newest = all.find(({ visibility }) => visibility === 'team');
  const known = newest && (await memory.read(newest.id, anybody));
  const wanted = { ...current, deal: known?.deal.key ?? current.deal, asker: anybody };
  const readable = new Set((await roster.headers(sharer.id)).map(({ id }) => id));
  const team = known ? (await briefer.gather(wanted)).filter(({ id }) => readable.has(id)) : [];
  if (!team.some(({ day }) => what.asOf === undefined || day <= what.asOf)) return { kind: 'private' };
  return {
    kind: 'team',
    async draw() {
      const brief = await briefer.brief({ ...wanted, prospect: knownBy(team, current.prospect) }, team);
      const noteIds = brief.notes.map(({ id }) => id);
      return { title: heading(brief), message: briefPost(brief, sharer.id), noteIds };
    },
  };
}

async function findNote(
  { memory, commandName, now }: Deps,
  id: string,
  sharer: Member,
): Promise<FoundShareable> {
  const note = await readableNote(memory, id, sharer.id);
  if (note.visibility === 'private') return { kind: 'private' };
  const known = await readableNote(memory, id, anybody);
  const today = dayIn(sharer.zone, now());
  return {
    kind: 'team',
    draw: async () => ({
      title: noteSubject(known),
      message: notePost(known, { by: sharer.id, today, timeline: commandName('timeline') }),
      noteIds: [id],
    }),
  };
}

/** The person asked for, or whom the newest of these notes is on when they know nobody by that key. */
function knownBy(team: readonly Note[], prospect: string | null): string | null {
  const keys = team.flatMap(({ prospects }) => prospects.map(({ key }) => key));
  return prospect === null || keys.includes(prospect) ? prospect : (keys[0] ?? null);
}

const quoteLength = 140;

/** A brief on the team's notes for a channel: the card, and under it the quotes that its numbers lead to. */
export function briefPost(given: Brief, sharer: string): Message {
  const brief = { ...given, asker: '' };
  const { blocks, restsOn } = cardBody(brief);
  const cited = brief.notes.flatMap(({ id }) => restsOn.find(({ noteId }) => noteId === id) ?? []);
  const quotes = cited.map((one) => quoteLine(brief, one));
  return message(notification(brief), [
    ...blocks,
    ...(quotes.length > 0 ? [section(lines(quotes))] : []),
    context(factsLine(brief)),
    context(md`Shared by ${mention(sharer)}`),
    briefRow(brief),
  ]);
}

/** Gives whoever presses it a brief of their own. */
function briefRow(brief: Brief) {
  return actions(button(briefIds.brief, 'My own brief', { value: briefValue(brief) }));
}

/** "[3] 17 Nov “nervous about the migration timeline”". */
function quoteLine(brief: Brief, cited: Cited): Markup {
  const number = cite(brief, cited).markup.trim();
  return md`${{ markup: number }} ${dayName(cited.day, brief.asOf)} ${quoted(cited.quote, quoteLength)}`;
}

/** "Last call 17 Nov, 6 days ago · from 4 notes shared with the team, as of 24 Nov". */
function factsLine(brief: Brief): Markup {
  const { notes, reading } = brief;
  const from = counted(notes.length, 'note');
  const unread = reading.unread.size > 0 ? `, ${reading.unread.size} not read yet` : '';
  return md`${lastContact(brief)} · from ${from} shared with the team${unread}, as of ${dayName(brief.asOf, brief.asOf)} · ${confidenceText(brief)}`;
}

/** Who shares it, and on which day of theirs. */
interface Sharing {
  /** Slack user id. */
  readonly by: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

interface NoteSharing extends Sharing {
  /** The name of the command. */
  readonly timeline: string;
}

/** Fits one message whatever its characters are: Slack counts one as five at worst. */
const surelyFits = 2_000;

/** A note for a channel, to the letter; one too long for a message ends in an ellipsis and says so. */
export function notePost(note: Note, { by, today, timeline }: NoteSharing): Message {
  const subject = noteSubject(note);
  const sentence = `A note on ${subject}, ${dayName(note.day, today)}`;
  const draw = (text: string, more: string): KnownBlock[] => [
    header(subject),
    context(
      md`${dayName(note.day, today)} · ${outcomeNames[note.outcome]} · a note by ${mention(note.author)}`,
    ),
    ...verbatim(text),
    context(md`Shared by ${mention(by)}${more}`),
    actions(button(briefIds.brief, 'My own brief', { value: noteBriefValue(note) })),
  ];
  const whole = draw(note.text, '');
  if (fits(whole)) return message(sentence, whole);
  return message(
    sentence,
    draw(clip(note.text, surelyFits), ` · cut here: the whole note is in ${timeline}`),
  );
}

function noteBriefValue({ deal, prospects }: Note): string {
  return dealButtonValue(deal.key, prospects[0]?.key ?? null);
}
