import type { Gain, GainPart, MovedDay } from './brief.ts';
import { isPromisedToo } from './open-items.ts';
import type { ChartPoint } from './score/chart.ts';
import type { Scale } from './score/rubric.ts';
import { type Factor, fewestNotes, type Score, type ScoreOfDay, score, scoreOn } from './score/score.ts';
import { closingNote, type History } from './signals/history.ts';
import { forATrial } from './signals/replay.ts';
import { isSameCited, lastSaid, mentionsOf, type Signal, troubleKinds } from './signals/signal.ts';

const inTheWay: ReadonlySet<string> = new Set([...troubleKinds, 'ask_unanswered']);
const newsKinds: ReadonlySet<string> = new Set([
  ...inTheWay,
  ...['promise', 'buyer_request', 'next_step', 'close_date'],
]);
/** What no score tells, and what is told of a note everywhere from then on. */
const untoldKinds: ReadonlySet<string> = new Set(['agreed_silence', 'reason']);
/** What has a day that its note can move. */
const datedKinds: ReadonlySet<string> = new Set([
  ...['promise', 'buyer_request', 'next_step', 'close_date', 'pilot_agreed', 'agreed_silence'],
]);
/** What was agreed is told when it is off; of worries and the like the score tells. */
const agreedKinds: ReadonlySet<string> = new Set([
  ...datedKinds,
  ...['proposal_out', 'terms_agreed', 'verbal_yes', 'budget_confirmed'],
]);
/** What is done is told; of all else that ends the score tells. */
const doneKinds: ReadonlySet<string> = new Set(['promise', 'buyer_request']);

function enough(history: History, { rubric, asOf }: Scale): Score | null {
  return history.on(asOf).notes.length < fewestNotes ? null : score(history, rubric, asOf);
}

/** What one note did, by scoring the same readings with and without it; fewer than two notes have no score. */
export function gainOf(noteId: string, history: History, scale: Scale): Gain {
  const without = history.without(noteId);
  const before = enough(without, scale);
  const after = enough(history, scale);
  const { signals, notes, outcomeSaid = null } = history.on(scale.asOf);
  const isOver = closingNote(notes) !== null;
  const open = signals.filter(({ closedBy }) => closedBy === null);
  const own = open.filter(({ raisedBy }) => raisedBy.noteId === noteId);
  const isHeld = ({ kind }: Signal): boolean =>
    (untoldKinds.has(kind) && (kind !== 'reason' || isOver)) ||
    (before === null && agreedKinds.has(kind) && !newsKinds.has(kind));
  const earlier = without.on(scale.asOf).signals;
  const ended = signals.filter(
    ({ raisedBy, closedBy }) => closedBy?.noteId === noteId && raisedBy.noteId !== noteId,
  );
  return {
    before,
    after,
    parts: before === null || after === null ? [] : partsOf(before, after, 'note'),
    news: own.filter((signal) => newsKinds.has(signal.kind) && !isPromisedToo(signal, signals)),
    holds: own.filter(isHeld),
    again: open.filter(
      (signal) =>
        inTheWay.has(signal.kind) && signal.raisedBy.noteId !== noteId && lastSaid(signal).noteId === noteId,
    ),
    done: ended.filter((signal) => isKept(signal, signals)),
    off: ended.filter((signal) => isOff(noteId, signal, signals)),
    moved: signals.flatMap((signal) => movedBy(noteId, signal, earlier)),
    leavesAll: !signals.some((signal) => signal.raisedBy.noteId !== noteId && isSpokenOfBy(noteId, signal)),
    outcomeSaid: outcomeSaid?.cited.noteId === noteId ? outcomeSaid : null,
  };
}

/** Of what a note ended: whether a promise or a request is done. A trial that was asked for and is agreed now is not over. */
function isKept({ kind, text, closedBy }: Signal, all: readonly Signal[]): boolean {
  if (!doneKinds.has(kind) || closedBy?.how !== 'done') return false;
  const isOfTrial = kind === 'buyer_request' && forATrial.test(text);
  return !(
    isOfTrial && all.some((one) => one.kind === 'pilot_agreed' && one.raisedBy.noteId === closedBy.noteId)
  );
}

/** Of what a note ended: whether it was agreed and is withdrawn, or put off with nothing in its place. */
function isOff(noteId: string, { kind, closedBy }: Signal, all: readonly Signal[]): boolean {
  if (closedBy?.how === 'withdrawn') return agreedKinds.has(kind);
  // What has no day is never put off: another offer or figure took its place.
  if (closedBy?.how !== 'moved' || !datedKinds.has(kind)) return false;
  return !all.some((one) => one.kind === kind && one.raisedBy.noteId === noteId);
}

function isSpokenOfBy(noteId: string, signal: Signal): boolean {
  return signal.closedBy?.noteId === noteId || mentionsOf(signal).some((one) => one.noteId === noteId);
}

/** The day that the note gave to what stood before it, where that is another one. */
function movedBy(noteId: string, signal: Signal, earlier: readonly Signal[]): readonly MovedDay[] {
  const { kind, raisedBy, closedBy, dueOn } = signal;
  const isSaid = mentionsOf(signal).some((one) => one.noteId === noteId && one.dueOn === dueOn);
  const before = earlier.find((one) => one.kind === kind && isSameCited(one.raisedBy, raisedBy));
  if (!datedKinds.has(kind) || closedBy !== null || !isSaid || !before) return [];
  return dueOn === null || before.dueOn === dueOn ? [] : [{ signal, from: before.dueOn }];
}

/** One key per thing that can change: stage, support and a ceiling stand once, whichever note says them; each trouble is its own. */
function rowKey({ kind, label, points, cited, signal }: Factor): string {
  if (kind === 'ceiling') return `${kind} ${label}`;
  if (kind === 'stage' || points > 0) return kind === 'eased' || kind === 'cap' ? `${kind} ${label}` : kind;
  if (signal) return `${kind} ${signal.raisedBy.noteId} ${signal.raisedBy.quote}`;
  return `${kind} ${cited === null ? label : cited.noteId}`;
}

function byKey(factors: readonly Factor[]): ReadonlyMap<string, Factor> {
  const rows = new Map<string, Factor>();
  for (const row of factors) {
    const other = rows.get(rowKey(row));
    rows.set(rowKey(row), other ? { ...row, points: row.points + other.points } : row);
  }
  return rows;
}

/** How a row that is gone is named, by what took it away: "Worry: Migration timeline, settled". */
const goneBy = {
  note: { bad: ', settled', good: ', no longer' },
  correction: { bad: ' no longer counts', good: ' no longer counts' },
  days: { bad: ' no longer counts', good: ', no longer' },
} as const;

type GoneBy = keyof typeof goneBy | ((row: Factor) => keyof typeof goneBy);

function goneLabel(row: Factor, by: GoneBy): string {
  if (row.kind === 'ceiling') return row.label.replace(/^Never above (\d+).*$/s, 'Limit of $1 lifted');
  if (row.kind === 'unproven') return `${row.label}, no longer counted`;
  if (row.cited === null) return row.label;
  const words = goneBy[typeof by === 'function' ? by(row) : by];
  return `${row.label}${row.points < 0 ? words.bad : words.good}`;
}

/** What turned one score into another; the parts add up. */
export function partsOf(before: ScoreOfDay, after: ScoreOfDay, by: GoneBy): readonly GainPart[] {
  const isClosed = ({ factors }: ScoreOfDay) => factors.some((row) => row.kind === 'closed');
  if (isClosed(before) !== isClosed(after) || (before.band !== after.band && isClosed(after))) {
    const points = after.value - before.value;
    return points === 0 ? [] : [{ label: isClosed(after) ? after.band : 'Open again', points }];
  }
  const [old, now] = [byKey(before.factors), byKey(after.factors)];
  const changed = [...now].map(([key, row]): Change => {
    const { label, points } = row;
    const was = old.get(key);
    if (was === undefined) return { row, part: { label, points } };
    const moved = { from: was.points, to: points };
    return { row, part: { label, points: points - was.points, moved } };
  });
  const gone = [...old].flatMap(([key, row]): readonly Change[] =>
    now.has(key) ? [] : [{ row, part: { label: goneLabel(row, by), points: -row.points } }],
  );
  return folded([...changed, ...gone].filter(({ part }) => part.points !== 0));
}

interface Change {
  readonly row: Factor;
  readonly part: GainPart;
}

/** What all of a kind may cost together is told with the one of them that is new or gone: "rival: SAP, settled 0". */
function folded(changes: readonly Change[]): readonly GainPart[] {
  const heaviest = (kind: string): Change | undefined =>
    changes
      .filter(({ row, part }) => row.kind === kind && row.points < 0 && part.moved === undefined)
      .toSorted((a, b) => Math.abs(b.part.points) - Math.abs(a.part.points))[0];
  const intoOf = ({ row }: Change) => (row.of === undefined ? undefined : heaviest(row.of));
  return changes.flatMap((one) => {
    if (intoOf(one) !== undefined) return [];
    const more = changes.filter((bound) => intoOf(bound) === one);
    return { ...one.part, points: more.reduce((sum, { part }) => sum + part.points, one.part.points) };
  });
}

/** The score on one day, and what made it another than on the day before it on the chart. */
export interface ScoreChange extends ChartPoint {
  readonly band: string;
  /** Since the point before; null for the first. */
  readonly change: number | null;
  /** Add up to the change; for the first point to its value. */
  readonly parts: readonly GainPart[];
}

/** What happened between the points of a chart, the oldest first. */
export function scoreChanges(
  points: readonly ChartPoint[],
  history: History,
  rubric: Scale['rubric'],
): readonly ScoreChange[] {
  const scores = points.map(({ day }) => scoreOn(history.on(day), { rubric, asOf: day }));
  return points.map((point, at): ScoreChange => {
    const { band, factors } = scores[at] ?? { band: '', factors: [] };
    const [before, now] = [scores[at - 1], scores[at]];
    if (!before || !now) return { ...point, band, change: null, parts: startOf(factors) };
    const { signals } = history.on(point.day);
    const by = (row: Factor) => (isClosedIn(signals, row) ? 'note' : 'days');
    return { ...point, band, change: now.value - before.value, parts: partsOf(before, now, by) };
  });
}

/** Whether what the row counted was said to be over; what only faded was not. */
function isClosedIn(signals: readonly Signal[], { signal }: Factor): boolean {
  return signals.some((one) => one.closedBy !== null && isSameCited(one.raisedBy, signal?.raisedBy));
}

function startOf(factors: readonly Factor[]): readonly GainPart[] {
  return factors.map(({ label, points }) => ({ label, points })).filter(({ points }) => points !== 0);
}
