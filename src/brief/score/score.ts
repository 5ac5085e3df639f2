import type { Cited, Signal } from '../testimony/testimony.ts';

/** One line of "Why this score". */
export interface Factor {
  /** `base`, `silence`, `cap`, `gate`, `floor`, `ceiling`, `closed` or a rubric kind. */
  readonly kind: string;
  readonly label: string;
  readonly points: number;
  readonly cited: Cited | null;
  /** The signal it counts; left out where days, outcomes or the rubric alone make the row. */
  readonly signal?: Signal;
}

/** Health from the notes on one day; the factors' points add up to the value, always. */
export interface Score {
  /** 0 to 100. */
  readonly value: number;
  /** From the rubric's bands: Cold, Warming up, Engaged, Hot, Closing; or Won, Lost. */
  readonly band: string;
  /** First and last score of the band. */
  readonly range: readonly [number, number];
  readonly factors: readonly Factor[];
  /** Change of value in 14 days; null when the deal is younger. */
  readonly momentum: number | null;
  /** Why the deal is at risk, in a few words; null when it is not. */
  readonly atRisk: string | null;
}
