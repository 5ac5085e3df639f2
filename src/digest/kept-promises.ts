import type { Signal } from '../brief/testimony.ts';
import type { Marks } from './marks.ts';

/** Signals with the promises closed that the rep ticked off, as of the day they did. */
export function withMarks(
  signals: readonly Signal[],
  deal: string,
  marks: Pick<Marks, 'kept'>,
): readonly Signal[] {
  const own = marks.kept.filter((one) => one.deal === deal);
  if (own.length === 0) return signals;
  return signals.map((signal) => {
    const { noteId, quote } = signal.raisedBy;
    const mark = signal.kind === 'promise' && own.find((one) => one.noteId === noteId && one.quote === quote);
    return mark && signal.closedBy === null
      ? { ...signal, closedBy: { ...signal.raisedBy, day: mark.day } }
      : signal;
  });
}
