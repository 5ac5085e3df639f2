import { addDays } from '../../util/calendar.ts';
import { closingNote, type HistoryNote, isLostOrSaid, type Known, reachesThem } from '../signals/history.ts';
import { type Cited, calledOf, type Signal } from '../signals/signal.ts';
import { stageOf } from './ladder.ts';
import { lateText, orderOf } from './promise-words.ts';
import type { Kind, Scale } from './rubric.ts';
import { scoreOn } from './score.ts';
import { pauseOn } from './silence.ts';
import { isLate, isSaidIn } from './trouble.ts';

/** What a call of today in which this was heard gains in all: the end of the silence, caps and gates counted. */
export interface Raise {
  readonly text: string;
  readonly points: number;
}

/** A step agreed today is taken to lie so many days ahead. */
const stepDays = 7;
/** A call that nobody made: it never leaves this file. */
const supposed = 'supposed';
/** How many stages ahead are in reach of one call. */
const stagesInReach = 2;

/** A call of today that reached whom the last one reached, as the form presets it. */
function callOf(known: Known, day: string): HistoryNote {
  const last = known.notes.findLast((note) => reachesThem(note, known)) ?? known.notes.at(-1);
  return {
    id: supposed,
    day,
    outcome: 'spoke',
    loggedAt: `${day}T23:59:59.999Z`,
    text: '',
    prospects: last?.prospects ?? [],
    author: last?.author ?? '',
    visibility: 'team',
  };
}

function heard(kind: string, { dated }: Kind, said: Cited): Signal {
  const dueOn = dated ? addDays(said.day, stepDays) : null;
  return {
    kind,
    text: '',
    who: 'them',
    raisedBy: { ...said, dueOn },
    closedBy: null,
    dueOn,
    dueBefore: [],
    again: [],
    isBeingChecked: false,
  };
}

/** The deal after a call of today in which this was heard, or in which this signal was closed. */
function afterCall(known: Known, scale: Scale, what: { heard?: string; closed?: Signal }): Known {
  const said: Cited = { noteId: supposed, day: scale.asOf, quote: '' };
  const kind = what.heard === undefined ? undefined : scale.rubric.kinds[what.heard];
  const added = what.heard !== undefined && kind !== undefined ? [heard(what.heard, kind, said)] : [];
  const close = (signal: Signal): Signal =>
    signal === what.closed
      ? { ...signal, closedBy: { ...said, how: signal.kind === 'promise' ? 'done' : 'settled' } }
      : signal;
  return {
    notes: [...known.notes, callOf(known, scale.asOf)],
    signals: [...known.signals.map(close), ...added],
    readIds: known.readIds,
  };
}

/** Kinds that make sense to go for where the deal stands. */
function kindsInReach(known: Known, scale: Scale, gain: Gain): readonly (readonly [string, string])[] {
  const { at } = stageOf(known, scale);
  const isOpen = (kind: string) => known.signals.some((one) => one.kind === kind && one.closedBy === null);
  const offered = Object.entries(scale.rubric.kinds).filter(
    ([, kind]) =>
      kind.raise !== undefined &&
      at >= kind.raise_from &&
      (kind.raise_after === undefined || kind.raise_after.some(isOpen)),
  );
  const isNext = ([, { stage }]: readonly [string, Kind]) => stage !== undefined && stage > at;
  const next = offered.filter(isNext).toSorted(([, a], [, b]) => (a.stage ?? 0) - (b.stage ?? 0));
  const support = offered.filter((one) => !isNext(one) && one[1].adds !== undefined);
  const ladder = next.filter(([name]) => gain({ heard: name }) > 0).slice(0, stagesInReach);
  return [...ladder, ...support].flatMap(([name, { raise }]) => (raise === undefined ? [] : [[name, raise]]));
}

/** Points that a call of today brings in which this was heard, or in which this signal was closed. */
type Gain = (what: { heard?: string; closed?: Signal }) => number;

function gainIn(known: Known, scale: Scale): Gain {
  const before = scoreOn(known, scale).value;
  return (what) => scoreOn(afterCall(known, scale, what), scale).value - before;
}

/** How one open matter is called when it is to be closed; null where a call alone does not close it. */
function orderFor(signal: Signal, { eases, label }: Kind, asOf: string): string | null {
  const { kind, who, text } = signal;
  if (kind === 'promise') return who === 'us' ? `${orderOf(signal)}, ${lateText(signal, asOf)}` : null;
  if (kind === 'ask_unanswered') return isSaidIn(label, text) ? 'Get an answer' : `Get an answer: ${text}`;
  const called = calledOf(text, signal.raisedBy);
  return eases ? `Settle ${called === text ? `“${text}”` : called}` : null;
}

function closings(known: Known, scale: Scale): readonly { text: string; closed: Signal }[] {
  return known.signals.flatMap((signal) => {
    const kind = scale.rubric.kinds[signal.kind];
    if (kind === undefined || signal.closedBy !== null) return [];
    if (signal.kind === 'promise' && !isLate(signal, scale.asOf)) return [];
    const text = orderFor(signal, kind, scale.asOf);
    return text === null ? [] : [{ text, closed: signal }];
  });
}

/**
 * What each further step would bring: just what its author is told when logging a call of today in which it was heard.
 * A call that reaches them ends the silence, so it raises on its own, and a step is named only when it brings more.
 * The most points first; nothing while a pause holds, or once it is lost or its newest note says so. Needs two notes, as a score does.
 */
export function raisesOf(known: Known, scale: Scale): readonly Raise[] {
  const closing = closingNote(known.notes);
  if (isLostOrSaid(known) || pauseOn(known, scale) !== null) return [];
  const gain = gainIn(known, scale);
  const reached = Math.max(0, gain({}));
  const added = closing === null ? kindsInReach(known, scale, gain) : [];
  const steps = [
    ...added.map(([heard, text]) => ({ text, points: gain({ heard }) })),
    ...closings(known, scale).map(({ text, closed }) => ({ text, points: gain({ closed }) })),
  ].filter(({ points }) => points > reached);
  const any = reached > 0 ? [{ text: 'Any call that reaches them', points: reached }] : [];
  return [...steps.toSorted((a, b) => b.points - a.points), ...any];
}
