import type { AnsweredSignal } from './answer.ts';
import { countTokens } from './wire.ts';

const mostSignals = 80;
/** What a brief can do without first, when there is no room for everything. */
const spare = ['pain', 'metrics', 'paper_process', 'decision_process', 'decision_criteria', 'person'];

/** Whatever tells signals: a brief's answer, or a deal's part of a digest's. */
interface Signalled {
  readonly signals: readonly AnsweredSignal[];
}

/** An answer of at most so many tokens: news that repeats itself goes first, the oldest of it before the newest. */
export function fitAnswer<T extends Signalled>(answer: T, mostTokens: number): T {
  let signals = withoutMiddle(answer.signals);
  const fits = () => countTokens(JSON.stringify({ ...answer, signals })) <= mostTokens;
  while (signals.length > 0 && (signals.length > mostSignals || !fits())) {
    const [least] = signals.toSorted((a, b) => rank(a) - rank(b));
    signals = signals.filter((signal) => signal !== least);
  }
  return { ...answer, signals };
}

/** Of what is told in many notes, the first and the newest mention say all. */
function withoutMiddle(signals: readonly AnsweredSignal[]): readonly AnsweredSignal[] {
  return signals.filter((signal, index) => {
    if (!spare.includes(signal.kind) || signal.kind === 'person') return true;
    const same = (other: AnsweredSignal) => other.kind === signal.kind;
    return signals.findIndex(same) === index || signals.findLastIndex(same) === index;
  });
}

function rank(signal: AnsweredSignal): number {
  const place = spare.indexOf(signal.kind);
  if (place !== -1) return place;
  return spare.length + (signal.closed === null ? 1 : 0);
}
