import type { Cited } from './testimony/testimony.ts';

/** A promise with its state on the brief's date. */
export interface PromiseLine {
  readonly who: 'us' | 'them';
  readonly text: string;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly cited: Cited;
}

/** An objection, doubt or competitor not answered yet, the weightiest first. */
export interface OpenItem {
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly text: string;
  /** Points it costs now, zero or less. */
  readonly points: number;
  /** When a date it names has passed: "frozen until Q3" in Q4. */
  readonly datePassed: boolean;
  readonly cited: Cited;
}

/** One line of MEDDPICC: `stale` when its newest mention is older than the rubric's limit. */
export interface Knowledge {
  /** What MEDDPICC calls it, such as `Economic buyer`. */
  readonly name: string;
  /** The same in plain words, to follow "not known yet:", such as `who signs`. */
  readonly topic: string;
  readonly state: 'known' | 'stale' | 'unknown';
  readonly cited: Cited | null;
}

/** What a call of today in which this was heard gains in all: the end of the silence, caps and gates counted. */
export interface Raise {
  readonly text: string;
  readonly points: number;
}
