import type { Person } from './identity/people.ts';
import type { DealKeys, Note, NoteHeader, Visibility } from './note.ts';

/** What became of notes that were to go together. */
export interface TakenAway {
  readonly removed: number;
  /** Ids of those that were changed since they came: they stay. */
  readonly changed: readonly string[];
}

/**
 * Many notes at once, for imports; each is one document, written and deleted in its own serial chain. Nobody is told of
 * them by `onChange`. All methods reject with UpstreamError when memory does not answer, and can be repeated.
 */
export interface Arrivals {
  /** Stores new notes in one request, each as `Memory.save` does; results in their order. */
  bring(notes: readonly Note[]): Promise<readonly WriteResult[]>;
  /** Leaves tombstones and deletes what is still as it came, with every kept state that quotes it. */
  takeAway(notes: readonly NoteHeader[]): Promise<TakenAway>;
  /** Ids of notes that were deleted by themselves, not with what they came with. */
  deletedAlone(): Promise<ReadonlySet<string>>;
}

/** Which notes to list; whatever the scope, only those that the asker may read come back. */
export type Scope = { readonly deal: string } | { readonly rep: string } | 'everyone';

/** `already`: a version as new or newer is stored. `deleted`: a tombstone forbids it. Neither writes anything. */
export type WriteResult = 'saved' | 'already' | 'deleted';

export interface RecallRequest {
  /** Key of the deal to look in; null for all that the asker may read. */
  readonly deal: string | null;
  readonly asker: string;
  readonly text: string;
  /** How many note ids at most. */
  readonly limit: number;
}

/** Who changes a note. */
export interface AskedChange {
  /** Slack user id. */
  readonly by: string;
  /** The version that is meant, by when it was submitted; any when left out. */
  readonly loggedAt?: string;
}

/**
 * What one team knows: call notes and nothing else. An asker is a Slack user id. Every read is filtered by
 * tags in the query and again in code. All methods reject with UpstreamError when memory does not answer, and what
 * changes a note with UserError when somebody else has written it, whatever was checked before.
 */
export interface Memory {
  /** Stores a new note once per id, however often it is called; a stored or deleted id is left as it is. */
  save(note: Note): Promise<WriteResult>;
  /** Replaces a stored note by a later version, and deletes the kept state that quotes words which are gone; never revives a deleted one. */
  edit(note: Note): Promise<WriteResult>;
  /** Leaves a tombstone, then deletes the note and every kept state that quotes it. Safe to repeat. */
  remove(id: string, by: string): Promise<void>;
  /** Changes who may read a note, nothing else. False, and nothing changed, when it is not the version that was meant. */
  setVisibility(id: string, visibility: Visibility, asked: AskedChange): Promise<boolean>;
  /** Undefined when there is no such note or the asker may not read it: the two look the same. */
  read(id: string, asker: string): Promise<Note | undefined>;
  /** Read afresh, newest call first. */
  list(scope: Scope, asker: string): Promise<readonly NoteHeader[]>;
  /** The notes with their words, read in bulk; a note that is gone by now is left out. Order kept. */
  texts(headers: readonly NoteHeader[]): Promise<readonly Note[]>;
  /** Ids of the notes nearest in meaning, best first. */
  recall(question: RecallRequest): Promise<readonly string[]>;
}

/** Who and what the team has notes on, from a bounded cache that sees this process's writes at once. */
export interface NoteRoster {
  /** All headers the asker may see, newest call first, after reading what changed since the last time. */
  headers(asker: string): Promise<readonly NoteHeader[]>;
  /** The same without a request, as of the last refresh: for answers that may not wait. */
  peek(asker: string): readonly NoteHeader[];
  /** Who has logged a note, private ones too, and when their oldest was logged, ISO 8601; read as `headers` is. */
  authors(): Promise<ReadonlyMap<string, string>>;
}

/** Somebody who was elsewhere before. */
export interface Past {
  /** As they are known now. */
  readonly now: Person;
  /** Where notes know them from, last contact first; at least one. */
  readonly places: readonly Person[];
}

/** The same with people as they were mended: renamed, merged with themselves, moved to another company. */
export interface Roster extends NoteRoster {
  /** Reads all names and takes them apart, an author at a time: nobody's first question waits for that. Rejects as `headers`. */
  ready(): Promise<void>;
  /** The people in these headers and those known by a move alone, last contact first, with their former names. No request. */
  people(headers: readonly NoteHeader[], asker: string): readonly Person[];
  /** Whether the asker knows this person to be elsewhere now. No request. */
  hasLeft(prospect: string, asker: string): boolean;
  /** Undefined for somebody who was nowhere else, as far as the asker's notes know. */
  past(prospect: string, asker: string): Promise<Past | undefined>;
  /** A deal by any of its keys: what is kept on it may carry each of them. */
  deal(key: string, asker: string): Promise<DealKeys>;
  /** A person and a deal by the keys that they have now: a button may be older than what was mended. */
  current<T extends Keys>(keys: T, asker: string): Promise<T>;
}

interface Keys {
  readonly deal: string;
  readonly prospect: string | null;
}

/**
 * What erasing needs beyond what somebody may read: where notes are, never what they say. For a workspace admin's
 * erasure of a person, for what has had its time, and for the proof after any. All methods reject with UpstreamError when memory does not answer.
 */
export interface Erasure {
  /** As `Memory.remove`, whoever wrote the note: the caller has asked whether this is an admin. */
  remove(note: Pick<NoteHeader, 'id' | 'author'>): Promise<void>;
  /** Headers of every note on this person, whoever may read it, as the server has them now. */
  notesOn(prospectKey: string): Promise<readonly NoteHeader[]>;
  /** Headers of every note on somebody of exactly this name, or name and company. */
  notesNaming(name: string): Promise<readonly NoteHeader[]>;
  /** Headers of all notes, whoever may read them, as they are stored: for what is erased by its age. Goes through the whole bank. */
  everyNote(): Promise<readonly NoteHeader[]>;
  /** Ids of all kept records that rest on any of these notes. */
  recordsOn(noteIds: readonly string[]): Promise<readonly string[]>;
}

/** A piece of a record that rests on words of notes: it goes with them, and the rest of the record stays. */
export interface StatePart {
  readonly data: unknown;
  /** By note id: what must stand in its text, to the letter. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** One thing remembered beside the notes: a setting, a kept testimony, a tombstone, a claim. */
export interface StateRecord {
  /** `^[a-z0-9][a-z0-9_-]{0,62}$`, generated by code. */
  readonly id: string;
  /** What it is, in one word: also a tag, `kind:<kind>`. */
  readonly kind: string;
  /** Anything JSON can hold; parse it on the way out. */
  readonly data: unknown;
  /** Notes it quotes or rests on, in no order: it is deleted with any of them. */
  readonly noteIds: readonly string[];
  /** Words of its one note: it outlives a new version of the note in which they still stand. Others die with the old one. */
  readonly words?: string;
  /** With them a new version of a note cuts out what rests on words that are gone, and no more. Not beside `words`. */
  readonly parts?: readonly StatePart[];
  /** Further tags to list by, such as `rep:<user id>`, in no order. */
  readonly tags: readonly string[];
}

/** Everything of a team that is not a note. Rejects with UpstreamError when memory does not answer. */
export interface StateBank {
  put(record: StateRecord): Promise<void>;
  get(id: string): Promise<StateRecord | undefined>;
  /** All records that carry the tag, or any of several: one request for up to forty. */
  list(tags: string | readonly string[]): Promise<readonly StateRecord[]>;
  /** Ids of all records that carry any of the tags, without reading them: cheap for many. */
  ids(tags: readonly string[]): Promise<ReadonlySet<string>>;
  /** Safe to repeat. */
  remove(id: string): Promise<void>;
  /** True for exactly one caller among all processes that claim the same key, for ever. */
  claim(key: string): Promise<boolean>;
}
