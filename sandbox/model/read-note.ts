/** One note as the request's prompt shows it. */
export interface ReadNote {
  /** The number the prompt gave it. */
  readonly n: number;
  /** The day of the call, `YYYY-MM-DD`. */
  readonly day: string;
  readonly outcome: string;
  readonly people: readonly string[];
  readonly text: string;
}

/** A piece of a note between `start` and `end`, cut so that `text` is a substring of the note's text. */
export interface Clause {
  readonly note: ReadNote;
  readonly start: number;
  readonly text: string;
  /** The whole sentence that the clause stands in. */
  readonly sentence: string;
  /** Where the sentence starts in the note. */
  readonly sentenceStart: number;
  /** Place in reading order, oldest note first: an answer stands after its worry. */
  readonly order: number;
}

/** A match of a rule in a clause. */
export interface Hit {
  readonly kind: string;
  /** A few words for a card. */
  readonly text: string;
  readonly who: 'us' | 'them';
  /** What it is about, in a form two hits can be compared by. */
  readonly topics: readonly string[];
  readonly clause: Clause;
  /** Where in the clause the match starts. */
  readonly at: number;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}
