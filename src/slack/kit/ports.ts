import type { KnownBlock, ModalView } from '@slack/types';
import type { AskRequest } from '../../ask/answer.ts';
import type { Brief, BriefRequest } from '../../brief/brief.ts';
import type { Correction } from '../../brief/signals/signal.ts';
import type { Week } from '../../digest/week.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { WriteResult } from '../../memory/memory.ts';
import type { DealKeys, NoteHeader, Outcome } from '../../memory/note.ts';
import type { AuditView } from './audit.ts';
import type { Message } from './blocks.ts';
import type { Draft } from './call-draft.ts';
import type { DealButton } from './deal-button.ts';
import type { Posted } from './delivery.ts';
import type { Member } from './members.ts';
import type { PendingNote } from './pending-note.ts';
import type { Place } from './place.ts';
import type { Request, Response, SentFile } from './request.ts';
import type { Markup } from './text.ts';
import type { DealRef } from './week-lines.ts';

// What one verb offers the others. No verb imports another: `bot.ts` makes each of these once and hands it on.

/** Asks for a brief and shows it where the person asked. */
export interface ShowBrief {
  /** The card at once; where it stays in the DM it is drawn again by itself when more of it is read. */
  inPlace(wanted: BriefRequest, place: Place): Promise<void>;
  /** The card anew where it was pressed, in a message or in a modal. */
  again(button: DealButton, request: Request): Promise<void>;
  /** The brief behind a pressed button, to be shown as `view` or in part; rejects with UserError when its notes are gone. */
  behind(button: DealButton, asker: string, view?: AuditView): Promise<Brief>;
  /** The same for code to count with, shown to nobody. */
  unseen(button: DealButton, asker: string): Promise<Brief>;
  card(brief: Brief, place: Place): Promise<void>;
}

/** Shows the brief on a name as it may be typed after the command; nothing at all offers the recent ones. */
export type BriefByName = (typed: string, request: Request) => Promise<void>;

/** A brief in a modal, for a press where no message could hold it. */
export type BriefInModal = (refFor: (request: Request) => Promise<DealRef>) => Response;

/** A question as it was typed. */
export interface WrittenQuestion {
  readonly text: string;
  /** Earlier questions of the conversation, oldest first. */
  readonly earlier: readonly string[];
  /** Whom the card or the week above it is of. */
  readonly spokenOf?: AskRequest['spokenOf'];
}

/**
 * Answers where it was asked: "Looking through your notes…", then the answer in its place. The text must hold a word.
 * Rejects with UpstreamError when memory does not answer.
 */
export type ShowAnswer = (
  question: WrittenQuestion,
  request: Pick<Request, 'member' | 'place'>,
) => Promise<void>;

/** One note whole in a modal, with the way to its deal's timeline. */
export type OpenNote = (id: string) => Response;

/** What every way of logging a call begins with: an empty form, and whom it may be about. */
export interface NewCall {
  /** A form for today with an id of its own; `link` is the message it comes from. */
  draft(request: Request, source: string, link?: string | null): Draft;
  /** How many people are of the team; undefined where it is everybody. No request. */
  teamSize(): number | undefined;
  /** The notes' headers, or what is known of them when memory is slow: the form opens anyway. */
  headers(request: Request): Promise<readonly NoteHeader[]>;
  /** The people in them, and those who are known to have moved. */
  people(request: Request): Promise<readonly Person[]>;
  /** Whom a button stands for, else the first in its deal. */
  person(request: Request, button: Pick<DealButton, 'deal' | 'prospect'>): Promise<Person | undefined>;
}

/** Draws the form again, its fields filled, under a sentence on what went wrong. */
export type FormAgain = (notice: Markup) => ModalView;

/** Brings a note into memory and keeps its author informed. */
export type SaveNote = (pending: PendingNote, request: Request) => Promise<void>;

/** A note that memory was asked to keep before anybody was told anything. */
export interface BegunSave {
  /** What the first try came to. Rejects when memory does not take it. */
  readonly result: Promise<WriteResult>;
  /** Tells its author, and goes on trying when memory did not take it. Where the words are neither stored nor shown it rejects. */
  tell(request: Request, formAgain?: FormAgain): Promise<void>;
}

/** Begins to save at once; for who is known to be allowed to. */
export type BeginSave = (pending: PendingNote) => BegunSave;

/** One message in the author's DM for each note, changed in place as things happen to the note. */
export interface Receipts {
  show(user: string, noteId: string, message: Message): Promise<void>;
  /** Whether it is known where the note's receipt stands. */
  isKnown(noteId: string): boolean;
  /** One of an earlier process, or whose answer was lost, may stand there: it is looked for before another is posted. */
  mayStand(noteId: string): void;
  /** What is shown for another note from now on stands where the receipt of this one does. */
  makesWay(noteId: string, other: string): void;
  /** Says where a receipt of an earlier process stands. */
  found(noteId: string, at: Posted): void;
}

/** A note of one sentence, for which nobody fills in a form. */
export interface ShortNote {
  readonly text: string;
  readonly outcome: Outcome;
}

/** Notes that begin at a deal's line. */
export interface LogLine {
  /** The form with the person and the outcome in it; empty without a deal. */
  form(ref: DealRef | null, outcome: Outcome): Response;
  /** Its receipt has Undo and Edit. */
  save(ref: DealRef, note: ShortNote, request: Request): Promise<void>;
}

/** A person's week from what is known already: no model is asked. Rejects when memory does not answer. */
export type ReadWeek = (member: Pick<Member, 'id' | 'zone'>) => Promise<Week>;

/** What somebody says of a signal now. */
export type NewCorrection = Omit<Correction, 'id' | 'at' | 'deal'> & { readonly deal: DealKeys };

interface TakenBack {
  /** Of corrections. */
  readonly ids: readonly string[];
  /** Ids of the notes that the person may read; undefined where that is known already. */
  readonly readable?: ReadonlySet<string>;
}

/** Writes down what people say of signals and takes it back; each act stands in the audit, without a word of it. */
export interface Corrections {
  say(said: NewCorrection): Promise<Correction>;
  /** At one instant. */
  sayAll(all: readonly NewCorrection[]): Promise<readonly Correction[]>;
  /** What was said before counts again; what rests on another deal or on a note that may not be read stays. False when nothing was there. */
  takeBack(deal: DealKeys, what: TakenBack, by: string): Promise<boolean>;
}

/** Takes tables of notes that somebody sent. */
export interface TakeFiles {
  /** Those that it would take, workbooks too: what they lack is told. */
  among(files: readonly SentFile[]): readonly SentFile[];
  /** Reads them and shows what would be stored; nothing is before a yes. */
  take(files: readonly SentFile[], request: Pick<Request, 'member' | 'place'>): Promise<void>;
}

/** What a verb adds to the end of somebody's Home. Rejects when Slack or memory does not answer. */
export type HomePart = (member: Member) => Promise<readonly KnownBlock[]>;

/** Hears that somebody's week is not as it was. Returns at once. */
export type WeekChanged = (user: string) => void;
