import type { OpenItem } from '../brief/brief.ts';
import { isCorrected } from '../brief/corrections/corrections.ts';
import { doNextFromFacts } from '../brief/do-next.ts';
import { openItemsOf, promisesOf } from '../brief/open-items.ts';
import type { Cited, Claim } from '../brief/score/signal.ts';
import { lastContactDay } from '../brief/score/silence.ts';
import type { Note } from '../memory/note.ts';
import { dayName, daysBetween } from '../util/calendar.ts';
import { bucketOf, bucketRuleOf, rankOf } from './bucket.ts';
import { sleepsUntil } from './deal-flags.ts';
import { type DealCase, knownOf, scoresOf, type WeekScale } from './deals.ts';
import type { BucketRule, CitedSentence, WeekLine } from './week.ts';

/** The model's words on one deal, checked. */
export interface LineWords {
  readonly reason: Claim | null;
  readonly next: Claim | null;
}

type DealKnowledge = ReturnType<typeof knownOf>;

/** One deal's line of the week; `words` are null where the model said nothing that holds. */
export function lineOf(one: DealCase, scale: WeekScale, words: LineWords | null): WeekLine {
  const knowledge = knownOf(one, scale);
  const { known, asOf } = knowledge;
  const snoozedUntil = sleepsUntil(one.deal, scale.flags);
  const { rubric, holidays } = scale;
  const rule = bucketRuleOf(known, { rubric, asOf, holidays, snoozedUntil });
  const scores = scoresOf(one, scale);
  const facts = fromFacts(one, knowledge, { rule, scale });
  return {
    deal: one.deal,
    prospect: one.prospect,
    bucket: bucketOf(rule),
    rule,
    why: whyOf(rule, asOf),
    score: scores.now,
    change: scores.change,
    rank: rankOf({ rule, asOf }, scores.now, rubric.base),
    reason: modelSentence(words?.reason, knowledge) ?? facts.reason,
    next: modelSentence(words?.next, knowledge) ?? facts.next,
    lastContact: contactOf(knowledge),
    owed: facts.owed,
    noteCount: one.notes.length,
    privateCount: one.notes.filter(({ visibility }) => visibility === 'private').length,
    source: one.source,
  };
}

/** Null where the model said nothing, or rests on words that somebody has put right. */
function modelSentence(claim: Claim | null | undefined, { known }: DealKnowledge): CitedSentence | null {
  if (!claim || isCorrected(claim, known.signals)) return null;
  const { text, noteId, day, quote } = claim;
  return { text, cited: { noteId, day, quote }, by: 'model' };
}

function contactOf({ known, asOf }: DealKnowledge): WeekLine['lastContact'] {
  const day = lastContactDay(known.notes) ?? known.notes.at(-1)?.day ?? asOf;
  return { day, daysAgo: Math.max(0, daysBetween(day, asOf)) };
}

/** Reason and next move when no model said them. */
function fromFacts(
  { notes }: DealCase,
  { known, asOf }: DealKnowledge,
  by: { rule: BucketRule; scale: WeekScale },
) {
  const { rule, scale } = by;
  const openItems = openItemsOf(known, { rubric: scale.rubric, asOf });
  const promises = promisesOf(known, asOf);
  const [newest] = notes;
  if (newest === undefined) throw new RangeError('a line needs at least one note');
  const reason = reasonFromFacts({ rule, asOf }, newest, openItems);
  const advice = doNextFromFacts({ asOf, openItems, promises, signals: known.signals, notes });
  // Where nothing was logged, what the last note asked for may be done long ago.
  const next =
    rule.kind === 'not_logged' ? { text: 'Call, or log what happened since.', cited: reason.cited } : advice;
  return {
    reason,
    next: { ...next, by: 'facts' as const },
    owed: promises.filter(({ who }) => who === 'us'),
  };
}

/** Why a deal stands where it does, without a model: its rule, else the weightiest open matter, else the newest note. */
function reasonFromFacts(
  { rule, asOf }: { readonly rule: BucketRule; readonly asOf: string },
  newest: Note,
  openItems: readonly OpenItem[],
): CitedSentence {
  const more = detail(rule);
  const [item] = openItems;
  if (rule.kind === 'open' && item !== undefined) {
    return { text: sentence(`still open: ${item.text}`), cited: item.cited, by: 'facts' };
  }
  if (rule.kind === 'open') {
    const text = `Last note on ${dayName(newest.day, asOf)}, and no step agreed.`;
    return { text, cited: citeNote(newest), by: 'facts' };
  }
  const text = sentence(`${whyOf(rule, asOf)}${more?.text ?? ''}`);
  return { text, cited: more?.cited ?? citeNote(newest), by: 'facts' };
}

/** What more a rule's own words say of it: the promise, the step. */
function detail(rule: BucketRule): { readonly text: string; readonly cited: Cited } | null {
  if (rule.kind === 'overdue') return { text: `: ${rule.promise.text}`, cited: rule.promise.cited };
  if (rule.kind === 'quiet') return { text: `: ${rule.signal.text}`, cited: rule.signal.raisedBy };
  return rule.kind === 'unanswered' ? { text: '', cited: rule.cited } : null;
}

/** A rule in a few words, without a capital or a full stop, so that it fits into a sentence. */
function whyOf(rule: BucketRule, asOf: string): string {
  switch (rule.kind) {
    case 'snoozed':
      return `snoozed until ${dayName(rule.until, asOf)}`;
    case 'quiet': {
      const what = rule.signal.kind === 'next_step' ? 'next step on' : 'silence agreed until';
      return `${what} ${dayName(rule.until, asOf)}`;
    }
    case 'overdue':
      return `a promise of yours is overdue by ${inDays(rule.days)}`;
    case 'unanswered':
      return `no answer for ${inDays(rule.days)}`;
    case 'not_logged': {
      const ended =
        rule.pauseEnd === null ? '' : `, and what was agreed ended on ${dayName(rule.pauseEnd, asOf)}`;
      return `nothing logged for ${inDays(rule.days)}${ended}`;
    }
    case 'open':
      return 'no step agreed';
  }
}

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

const quoteLength = 120;

/** The beginning of a note, for what rests on the note as a whole. */
function citeNote(note: Note): Cited {
  return { noteId: note.id, day: note.day, quote: note.text.trim().slice(0, quoteLength) };
}
