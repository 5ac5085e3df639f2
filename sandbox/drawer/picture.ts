import type { CallLog } from '../slack/call-log.ts';
import type { Snapshot } from '../slack/snapshot.ts';
import type { Exchange, Recorder } from './recorder.ts';
import type { createSwitches, Switches } from './switches.ts';
import { type ShownStep, shownSteps, type TourStep } from './tour.ts';

/** The clock as far as the drawer uses it. */
interface DrawerClock {
  now(): Date;
  offsetMs(): number;
  jumpTo(time: Date): void;
  reset(): void;
}

/** What the drawer looks at. */
export interface DrawerParts {
  readonly clock: DrawerClock;
  readonly switches: ReturnType<typeof createSwitches>;
  readonly recorder: Recorder;
  readonly slack: {
    readonly log: CallLog;
    look(user: string): Snapshot;
    onChange(listener: () => void): () => void;
  };
  readonly tour: readonly TourStep[];
  /** What stands behind memory and model, in words. */
  readonly services: { readonly memory: string; readonly model: string };
}

/** A layout that Slack would refuse. */
interface Refused {
  readonly at: string;
  readonly name: string;
  readonly error: string;
  /** Slack's lines, each with its place and limit. */
  readonly messages: readonly string[];
  readonly layout: unknown;
}

/** All that the drawer draws without asking further. */
export interface DrawerPicture {
  readonly clock: { readonly now: string; readonly offsetMs: number };
  readonly switches: Switches;
  readonly canBeHostile: boolean;
  readonly services: { readonly memory: string; readonly model: string };
  /** Without bodies. */
  readonly lines: readonly Omit<Exchange, 'request' | 'reply'>[];
  readonly refused: readonly Refused[];
  readonly tour: readonly ShownStep[];
}

const shownLines = 200;
const shownRefusals = 30;

/** The drawer as one person sees it now. */
export function pictureFor(parts: DrawerParts, user: string): DrawerPicture {
  const { clock, switches, recorder, slack, tour, services } = parts;
  const sight = {
    look: slack.look(user),
    switches: switches.positions(),
    clockOffsetMs: clock.offsetMs(),
  };
  return {
    clock: { now: clock.now().toISOString(), offsetMs: clock.offsetMs() },
    switches: switches.positions(),
    canBeHostile: switches.canBeHostile,
    services,
    lines: recorder
      .all()
      .slice(-shownLines)
      .map(({ request: _request, reply: _reply, ...line }) => line),
    refused: slack.log.refusedLayouts().slice(-shownRefusals),
    tour: shownSteps(tour, sight),
  };
}
