import type { Deal, Prospect } from '../../memory/note.ts';

/** What can be counted. */
export type Unit = 'deals' | 'people' | 'companies' | 'notes' | 'calls';

/** A deal behind a number. */
export interface Behind {
  readonly deal: Deal;
  /** Those who count, or who were on the newest call. */
  readonly prospects: readonly Prospect[];
  /** Day of the newest note that counts, `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** How many notes of the deal count. */
  readonly noteCount: number;
  /** Why it is at risk, or how long without contact, where that was asked; else null. */
  readonly why: string | null;
}

/** A number with what it is made of. */
export interface Count {
  readonly total: number;
  readonly unit: Unit;
  /** What was counted, in words that follow the unit, such as `open`, `on Rentfield`, `16 Nov to 22 Nov`. */
  readonly conditions: readonly string[];
  /** What the total is made of, each on its own; they may overlap where `conditions` say so. */
  readonly parts: readonly { readonly label: string; readonly count: number }[];
  /** Newest first. */
  readonly behind: readonly Behind[];
  /** How many deals are left out because no model has read them yet; 0 where that does not matter. */
  readonly unread: number;
}
