import { lowerFirst } from '../../util/first-letter.ts';
import type { Known } from '../signals/history.ts';
import { isProven, lastSaid, mentionsOf, type Signal } from '../signals/signal.ts';
import type { Kind, Scale } from './rubric.ts';
import type { Factor } from './score.ts';
import { lastContactDay, peopleHeard } from './silence.ts';

/** How far a deal has come: a stage that its notes prove. */
export interface Stage {
  /** A kind of the rubric, or `start` while none is proven. */
  readonly kind: string;
  readonly label: string;
  /** Points of the stage, 0 to 100. */
  readonly at: number;
  /** How many more it would be had not one person alone been heard, who does not sign. */
  readonly heldBack: number;
  /** What proves it; null at the start. */
  readonly signal: Signal | null;
  /** The first day on which the notes proved it, `YYYY-MM-DD`; null at the start. */
  readonly since: string | null;
}

/** A stage that somebody claims and that does not count, and why not, in a few words. */
interface Gated extends Stage {
  readonly why: string;
}

/** The highest stage that counts, and the higher ones that were said and do not. */
export interface Ladder {
  readonly stage: Stage;
  readonly gated: readonly Gated[];
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
  const since = first ? provenOn(name, first) : null;
  return { kind: name, label, at, heldBack: 0, signal: newest, since };
}

/** Whether a pilot was still to run when its pass was told, and nobody has told it since its end. */
function isTooEarly({ kind, signal }: Stage, proven: ReadonlyMap<string, readonly Signal[]>): boolean {
  if (kind !== 'evaluation_passed' || signal === null) return false;
  const ends = (proven.get('pilot_agreed') ?? []).flatMap(({ dueOn }) => dueOn ?? []);
  const last = ends.toSorted().at(-1);
  if (last === undefined) return false;
  const told = [
    provenOn(kind, signal),
    ...(signal.kind === kind ? mentionsOf(signal).map(({ day }) => day) : []),
  ];
  return told.every((day) => day < last);
}

/** Why a stage that was said does not count; null when it does. */
function gateOn(stage: Stage, proven: ReadonlyMap<string, readonly Signal[]>, { rubric }: Scale) {
  const { kinds } = rubric;
  const backing = kinds[stage.kind]?.with;
  if (backing !== undefined && !backing.some((kind) => proven.has(kind))) {
    const labels = backing.map((kind) => kinds[kind]?.label.toLowerCase() ?? kind);
    return `it needs ${labels.length > 1 ? 'one of these: ' : ''}${labels.join(', ')}`;
  }
  return isTooEarly(stage, proven) ? 'said before its end' : null;
}

/** Every stage that the notes speak of on the day, the highest first: those that count, and what is said above them. */
export function ladderOf(known: Known, scale: Scale): Ladder {
  const { start, kinds, alone_at_most } = scale.rubric;
  const proven = provenKinds(known, scale);
  const isAlone = peopleHeard(known).size < 2 && !proven.has('decision_maker');
  const most = isAlone ? alone_at_most : 100;
  const claimed = Object.entries(kinds).flatMap(([name, kind]) => {
    const signals = proven.get(name);
    if (kind.stage === undefined || signals === undefined) return [];
    const heldBack = Math.max(0, kind.stage - most);
    return [{ ...stageFrom(name, kind, signals), at: kind.stage - heldBack, heldBack }];
  });
  const gates = claimed.map((stage) => ({ ...stage, why: gateOn(stage, proven, scale) }));
  const isReached = lastContactDay(known) !== undefined;
  const [label, at] = isReached
    ? (['In touch', start.contact] as const)
    : (['Nobody reached yet', start.cold] as const);
  let stage: Stage = { kind: 'start', label, at, heldBack: 0, signal: null, since: null };
  for (const { why, ...one } of gates) if (why === null && fullOf(one) > fullOf(stage)) stage = one;
  const gated = gates.flatMap((one) =>
    one.why !== null && fullOf(one) > fullOf(stage) ? [{ ...one, why: one.why }] : [],
  );
  return { stage, gated };
}

function fullOf({ at, heldBack }: Stage): number {
  return at + heldBack;
}

/** The highest stage that counts on the day. */
export function stageOf(known: Known, scale: Scale): Stage {
  return ladderOf(known, scale).stage;
}

function proofOf({ kind, signal }: Stage) {
  if (signal === null) return null;
  return signal.kind !== kind && signal.closedBy !== null ? signal.closedBy : lastSaid(signal);
}

/** Its rows on a card: "Stage: pilot agreed" with the note that proves it, and what was said and does not count. */
export function stageRows({ stage, gated }: Ladder): readonly Factor[] {
  const { signal, at, heldBack } = stage;
  const cited = proofOf(stage);
  const row = { kind: 'stage', label: `Stage: ${lowerFirst(stage.label)}`, points: fullOf(stage), cited };
  const held = {
    kind: 'gate',
    label: `No higher than ${at} while one person alone was heard, who does not sign`,
    points: -heldBack,
    cited,
  };
  const gates = gated.map((one) => ({
    kind: 'gate',
    label: `${one.label} does not count yet: ${one.why}`,
    points: 0,
    cited: proofOf(one),
    ...(one.signal ? { signal: one.signal } : {}),
  }));
  return [{ ...row, ...(signal ? { signal } : {}) }, ...(heldBack > 0 ? [held] : []), ...gates];
}
