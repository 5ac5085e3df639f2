import type { Snapshot } from '../slack/snapshot.ts';
import type { Switches } from './switches.ts';

/** What a step of a tour can look at to see whether it is done. */
export interface TourSight {
  readonly look: Snapshot;
  readonly switches: Switches;
  /** How far the sandbox's clock is ahead, milliseconds. */
  readonly clockOffsetMs: number;
}

/** One step that a newcomer follows beside the page. */
export interface TourStep {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** A line to put into the composer of the bot's DM. */
  readonly line?: string;
  /** A place in the drawer to open. */
  readonly opens?: 'controls' | 'model';
  readonly isDone: (sight: TourSight) => boolean;
}

/** A step as one person sees it now. */
export type ShownStep = Omit<TourStep, 'isDone'> & { readonly isDone: boolean };

/** Judges every step by what its person sees at this moment; what was done once is for the page to remember. */
export function shownSteps(steps: readonly TourStep[], sight: TourSight): readonly ShownStep[] {
  return steps.map(({ isDone, ...step }) => ({ ...step, isDone: isDone(sight) }));
}
