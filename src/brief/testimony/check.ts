import { z } from 'zod';
import type { Note } from '../../memory/note.ts';
import { addDays } from '../calendar.ts';
import type { Rubric } from '../score/rubric.ts';
import { createChecker } from './checker.ts';
import { knownFrom } from './known.ts';
import { merged } from './merge.ts';
import type { Claim, Testimony } from './testimony.ts';

const most = { signals: 80, recommendation: 3, changed: 4 } as const;

/** Loose on purpose: one bad item costs that item, not the answer. */
const loose = z.looseObject({
  signals: z.array(z.unknown()).catch([]),
  recommendation: z.array(z.unknown()).catch([]),
  changed: z.array(z.unknown()).catch([]),
});

function isPresent<T>(value: T | null): value is T {
  return value !== null;
}

/** What of a model's answer holds against the notes it was shown, oldest first; null when it is no answer at all. */
export function checkAnswer(raw: unknown, notes: readonly Note[], rubric: Rubric): Testimony | null {
  const answer = loose.safeParse(raw);
  if (!answer.success) return null;
  const checker = createChecker(notes, rubric);
  const quoted = answer.data.signals.slice(0, most.signals).map(checker.signal).filter(isPresent);
  const dates = quoted.flatMap((one) => (one.dueOn === null ? [] : [one.dueOn, addDays(one.dueOn, -1)]));
  const known = knownFrom(notes, dates);
  const claim = (one: unknown): Claim | null => checker.claim(one, known);
  const claims = (list: readonly unknown[], limit: number): readonly Claim[] =>
    list.slice(0, limit).map(claim).filter(isPresent);
  const testimony = {
    signals: merged(
      quoted.map((one) => checker.named(one, known)),
      rubric,
    ),
    doNext: claim(answer.data['do_next']),
    openWith: claim(answer.data['open_with']),
    recommendation: claims(answer.data.recommendation, most.recommendation),
    changed: claims(answer.data.changed, most.changed),
    tone: claim(answer.data['tone']),
    readIds: notes.map((note) => note.id).toReversed(),
  };
  return { ...testimony, dropped: checker.dropped() };
}
