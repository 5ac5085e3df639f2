import { daysBetween } from '../brief/calendar.ts';
import { doNextFromFacts } from '../brief/do-next.ts';
import { openItemsOf, promisesOf } from '../brief/open-items.ts';
import { isRuledOut } from '../brief/rulings/rulings.ts';
import { lastContactDay } from '../brief/score/silence.ts';
import type { Claim } from '../brief/testimony/testimony.ts';
import { bucketOf } from './bucket.ts';
import { type DealCase, knownOf, type WeekScale } from './deal-case.ts';
import { groundOf } from './ground.ts';
import { sleepsUntil } from './marks.ts';
import { rankOf } from './rank.ts';
import { reasonFromFacts } from './reason.ts';
import type { Ground, Told, WeekLine } from './week-line.ts';
import { scoresOf } from './week-scores.ts';
import { whyOf } from './why.ts';

/** The model's words on one deal, checked. */
export interface Words {
  readonly reason: Claim | null;
  readonly next: Claim | null;
}

type Known = ReturnType<typeof knownOf>;

/** Null where the model said nothing, or rests on words that somebody has put right. */
function told(claim: Claim | null | undefined, { known }: Known): Told | null {
  if (!claim || isRuledOut(claim, known.signals)) return null;
  const { text, noteId, day, quote } = claim;
  return { text, cited: { noteId, day, quote }, by: 'model' };
}

function contactOf({ known, asOf }: Known): WeekLine['lastContact'] {
  const day = lastContactDay(known.notes) ?? known.notes.at(-1)?.day ?? asOf;
  return { day, daysAgo: Math.max(0, daysBetween(day, asOf)) };
}

/** Reason and next move when no model said them. */
function fromFacts({ notes }: DealCase, { known, asOf }: Known, by: { ground: Ground; scale: WeekScale }) {
  const { ground, scale } = by;
  const openItems = openItemsOf(known, { rubric: scale.rubric, asOf });
  const promises = promisesOf(known, asOf);
  const [newest] = notes;
  if (newest === undefined) throw new RangeError('a line needs at least one note');
  const reason = reasonFromFacts({ ground, asOf }, newest, openItems);
  const advice = doNextFromFacts({ asOf, openItems, promises, signals: known.signals, notes });
  // Where nothing was logged, what the last note asked for may be done long ago.
  const next =
    ground.kind === 'not_logged'
      ? { text: 'Call, or log what happened since.', cited: reason.cited }
      : advice;
  return {
    reason,
    next: { ...next, by: 'facts' as const },
    owed: promises.filter(({ who }) => who === 'us'),
  };
}

/** One deal's line of the week; `words` are null where the model said nothing that holds. */
export function lineOf(one: DealCase, scale: WeekScale, words: Words | null): WeekLine {
  const knowledge = knownOf(one, scale);
  const { known, asOf } = knowledge;
  const snoozedUntil = sleepsUntil(one.deal, scale.marks);
  const { rubric, holidays } = scale;
  const ground = groundOf(known, { rubric, asOf, holidays, snoozedUntil });
  const scores = scoresOf(one, scale);
  const facts = fromFacts(one, knowledge, { ground, scale });
  return {
    deal: one.deal,
    prospect: one.prospect,
    bucket: bucketOf(ground),
    ground,
    why: whyOf(ground, asOf),
    score: scores.now,
    change: scores.change,
    rank: rankOf({ ground, asOf }, scores.now, rubric.base),
    reason: told(words?.reason, knowledge) ?? facts.reason,
    next: told(words?.next, knowledge) ?? facts.next,
    lastContact: contactOf(knowledge),
    owed: facts.owed,
    noteCount: one.notes.length,
    privateCount: one.notes.filter(({ visibility }) => visibility === 'private').length,
    source: one.source,
  };
}
