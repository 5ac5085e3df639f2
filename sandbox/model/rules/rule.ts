/** One way a note says a thing; the examples are tested, and read as the rule's explanation. */
export interface Rule {
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly pattern: RegExp;
  /** Words in the clause that take the match back. */
  readonly unless?: RegExp;
  /** Good news counts only as a fact: not when it is denied, wished for or a condition. */
  readonly factOnly?: boolean;
  /** `needed`: no date, no signal. `taken`: a date in the clause is when it is due. */
  readonly date?: 'needed' | 'taken';
  /** For a card; a function gets the match and the clause. */
  readonly text: string | ((match: RegExpExecArray, clause: string) => string);
  readonly example: string;
  readonly counter?: string;
}

/** A later clause that settles what a kind of hit raised. */
export interface ClosingRule {
  readonly closes: string;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  /** True when the clause must also share a topic with what it settles. */
  readonly sameTopic: boolean;
  readonly example: string;
}
