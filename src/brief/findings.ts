import type { Note } from '../memory/note.ts';
import type { BriefRequest, Source } from './brief.ts';
import type { Ruling } from './rulings/ruling.ts';
import type { Testimony } from './testimony/testimony.ts';

/** What a brief is put together from; `testimony` is null when nothing checked is known. */
export interface Findings {
  readonly request: BriefRequest;
  /** Newest call first, at least one. */
  readonly notes: readonly Note[];
  readonly testimony: Testimony | null;
  readonly source: Source;
  /** What people said of signals on this deal. */
  readonly rulings: readonly Ruling[];
}
