import type { Known } from './history.ts';
import type { Kind, Scale } from './rubric.ts';
import type { Factor } from './score.ts';
import { lastSaid, type Signal } from './signal.ts';
import { lastContactDay } from './silence.ts';

/** How far a deal has come: the highest stage that its notes prove. */
export interface Stage {
  /** A kind of the rubric, or `start` while none is proven. */
  readonly kind: string;
  readonly label: string;
  /** Points of the stage, 0 to 100. */
  readonly at: number;
  /** What proves it; null at the start. */
  readonly signal: Signal | null;
  /** The first day on which the notes proved it, `YYYY-MM-DD`; null at the start. */
  readonly since: string | null;
}

/** A stage once reached stays reached, also when it has ended; only a note that takes it back undoes it. */
function isProven({ isBeingChecked, closedBy }: Signal): boolean {
  return !isBeingChecked && closedBy?.how !== 'withdrawn';
}

/** Signals by the kind whose stage each proves: a pilot that ended well is a test passed, too. */
function provenKinds(known: Known, { rubric }: Scale): ReadonlyMap<string, readonly Signal[]> {
  const proven = new Map<string, readonly Signal[]>();
  const add = (kind: string, signal: Signal) => proven.set(kind, [...(proven.get(kind) ?? []), signal]);
  for (const signal of known.signals.filter(isProven)) {
    add(signal.kind, signal);
    const passedAs = rubric.kinds[signal.kind]?.passed_as;
    if (passedAs !== undefined && signal.closedBy?.how === 'passed') add(passedAs, signal);
  }
  return proven;
}

/** The day from which a signal proves a kind: a pilot proves a test passed from the note in which it passed. */
function provenOn(kind: string, { kind: own, raisedBy, closedBy }: Signal): string {
  return kind !== own && closedBy !== null ? closedBy.day : raisedBy.day;
}

function stageFrom(name: string, { label, stage: at = 0 }: Kind, signals: readonly Signal[]): Stage {
  const inOrder = signals.toSorted((a, b) => provenOn(name, a).localeCompare(provenOn(name, b)));
  const [first] = inOrder;
  const newest = inOrder.at(-1) ?? null;
  return { kind: name, label, at, signal: newest, since: first ? provenOn(name, first) : null };
}

/** Every stage that the notes prove on the day, the highest first. */
export function stagesOf(known: Known, scale: Scale): readonly Stage[] {
  const { start, kinds } = scale.rubric;
  const proven = provenKinds(known, scale);
  const stages = Object.entries(kinds).flatMap(([name, kind]) => {
    const signals = proven.get(name);
    if (kind.stage === undefined || signals === undefined) return [];
    const isBacked = kind.with?.some((other) => proven.has(other)) ?? true;
    return isBacked ? [stageFrom(name, kind, signals)] : [];
  });
  const isReached = lastContactDay(known) !== undefined;
  const [label, at] = isReached ? ['In touch', start.contact] : ['Nobody reached yet', start.cold];
  const first: Stage = { kind: 'start', label, at, signal: null, since: null };
  return [...stages, first].toSorted((a, b) => b.at - a.at);
}

/** The highest stage that the notes prove on the day. */
export function stageOf(known: Known, scale: Scale): Stage {
  const [highest] = stagesOf(known, scale);
  if (highest === undefined) throw new RangeError('a deal has a stage');
  return highest;
}

/** Its row on a card: "Stage: pilot agreed", with the note that proves it. */
export function stageRow({ kind, label, at, signal }: Stage): Factor {
  const text = `Stage: ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  if (signal === null) return { kind: 'stage', label: text, points: at, cited: null };
  const isOther = signal.kind !== kind && signal.closedBy !== null;
  return {
    kind: 'stage',
    label: text,
    points: at,
    cited: isOther ? signal.closedBy : lastSaid(signal),
    signal,
  };
}
