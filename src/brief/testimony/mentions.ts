import type { Mention, Signal } from './testimony.ts';

/** Every note that says it, as far as is known, oldest first: the one that raised it leads. */
export function mentionsOf({ raisedBy, dueOn, moved = [], again = [] }: Signal): readonly Mention[] {
  const [first] = moved;
  return [{ ...raisedBy, dueOn: first ? first.from : dueOn }, ...again];
}

/** With one more mention, of the same day or later. The date said last holds; until the day of its note it was the one before. */
export function saidAgain(signal: Signal, mention: Mention): Signal {
  const { dueOn: said, noteId, day: on } = mention;
  const dueOn = said ?? signal.dueOn;
  const isKnown = mentionsOf(signal).some((one) => one.noteId === noteId);
  const isMoved = dueOn !== signal.dueOn && on !== signal.raisedBy.day;
  return {
    ...signal,
    dueOn,
    ...(isMoved ? { moved: [...(signal.moved ?? []), { on, from: signal.dueOn }] } : {}),
    ...(isKnown ? {} : { again: [...(signal.again ?? []), mention] }),
  };
}

/** The signal as some of its mentions alone tell it; null without any. */
export function ofMentions(signal: Signal, kept: readonly Mention[]): Signal | null {
  if (kept.length === mentionsOf(signal).length) return signal;
  const [first, ...later] = kept;
  if (first === undefined) return null;
  const { moved: _, again: __, ...same } = signal;
  const { dueOn, ...raisedBy } = first;
  return later.reduce(saidAgain, { ...same, raisedBy, dueOn });
}
