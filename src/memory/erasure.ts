import type { NoteHeader } from './note.ts';

/**
 * What erasing a person needs beyond what somebody may read: where notes are, never what they say. For a workspace
 * admin's erasure and for the proof after any. All methods reject with UpstreamError when memory does not answer.
 */
export interface Erasure {
  /** Headers of every note on this person, whoever may read it, as the server has them now. */
  notesOn(prospectKey: string): Promise<readonly NoteHeader[]>;
  /** Headers of every note on somebody of exactly this name, or name and company. */
  notesNaming(name: string): Promise<readonly NoteHeader[]>;
  /** Ids of all kept records that rest on any of these notes. */
  recordsOn(noteIds: readonly string[]): Promise<readonly string[]>;
}
