import { isCorrected } from '../brief/corrections/corrections.ts';
import { doNextOf } from '../brief/do-next.ts';
import { openItemsOf, promisesOf } from '../brief/open-items.ts';
import { closingText } from '../brief/score/risk.ts';
import { contactDay, daysSinceContact } from '../brief/score/silence.ts';
import type { Known } from '../brief/signals/history.ts';
import { type Cited, type Claim, calledOf, citedOf, isSaidBy, openingOf } from '../brief/signals/signal.ts';
import { dayName } from '../util/calendar.ts';
import { ended } from '../util/ended.ts';
import { upperFirst } from '../util/first-letter.ts';
import { bucketOf, bucketRuleOf, rankOf, sayRule } from './bucket.ts';
import { sleepsUntil } from './deal-flags.ts';
import { type DealCase, knownOf, type WeekScale } from './deals.ts';
import type { BucketRule, CitedSentence, WeekLine } from './week.ts';

/** The model's words on one deal, checked. */
export interface LineWords {
  readonly reason: Claim | null;
  readonly next: Claim | null;
}

type DealKnowledge = ReturnType<typeof knownOf>;

/** One deal's line of the week, by code; null for one that is closed with nothing owed. */
export function lineOf(one: DealCase, scale: WeekScale): WeekLine | null {
  const { rubric, rep, holidays } = scale;
  const { known, asOf } = knownOf(one, scale);
  const loggedAt = one.read.notes.map((note) => note.loggedAt).toSorted();
  const snoozedUntil = sleepsUntil(one.deal, scale.flags, loggedAt.at(-1) ?? '');
  const rule = bucketRuleOf(known, { rubric, rep, asOf, holidays, snoozedUntil });
  const bucket = bucketOf(rule);
  if (bucket === null) return null;
  const { notes, score } = one.read;
  const reason = reasonOf(rule, { known, asOf }, one, scale);
  const next = doNextOf(known, { rubric, asOf });
  // Where nothing was logged, what the last note asked for may be done long ago.
  const advice =
    rule.kind === 'not_logged' ? { text: 'Call, or log what happened since.', cited: reason.cited } : next;
  return {
    deal: one.deal,
    prospect: one.prospect,
    bucket,
    rule,
    why: sayRule(rule, asOf),
    score,
    rank: rankOf(known, rule, { rubric, asOf }),
    reason,
    next: { ...advice, by: 'facts' },
    lastContact: contactOf({ known, asOf }),
    owed: promisesOf(known, asOf).filter(({ who }) => who === 'us'),
    noteCount: notes.length,
    unreadCount: one.read.reading.unread.size,
    privateCount: notes.filter(({ visibility }) => visibility === 'private').length,
  };
}

/** The line with the model's own words, where they rest on nothing that somebody has put right. */
export function withWords(line: WeekLine, words: LineWords, one: DealCase, scale: WeekScale): WeekLine {
  const { known, asOf } = knownOf(one, scale);
  const holds = (claim: Claim | null): claim is Claim => claim !== null && !isCorrected(claim, known.signals);
  const { reason, next } = words;
  return {
    ...line,
    reason: holds(reason) ? wordedReason(line, inASentence(reason, known, asOf), known) : line.reason,
    next: holds(next) ? { text: next.text, cited: citedOf(next), by: 'model' } : line.next,
  };
}

/** What the model only calls by the name of the day they sign or decide is said by code. */
function inASentence(claim: Claim, { signals }: Known, asOf: string): Claim {
  const said = claim.text.toLowerCase().replace(/\.$/, '');
  const date = signals.find((one) => one.kind === 'close_date' && one.text.toLowerCase() === said);
  if (date?.dueOn == null || !isSaidBy(date, claim)) return claim;
  return { ...claim, text: sentence(closingText(date, date.dueOn, asOf)) };
}

/** Code's own reason leads, for it counts the days; where both are about one thing the model's words stand for that thing. */
function wordedReason({ reason, rule, why }: WeekLine, claim: Claim, { signals }: Known): CitedSentence {
  const isSame = signals.some((signal) => isSaidBy(signal, claim) && isSaidBy(signal, reason.cited));
  const lead = isSame ? (rule.kind === 'open' ? '' : sentence(why)) : reason.text;
  return { text: [lead, claim.text].filter(Boolean).join(' '), cited: citedOf(claim), by: 'model' };
}

function contactOf({ known, asOf }: DealKnowledge): WeekLine['lastContact'] {
  return { day: contactDay(known, asOf), daysAgo: daysSinceContact(known, asOf) };
}

/** Why a deal stands where it does: its rule, else the weightiest open matter, else the newest note. */
function reasonOf(
  rule: BucketRule,
  { known, asOf }: DealKnowledge,
  { read }: DealCase,
  { rubric }: WeekScale,
): CitedSentence {
  const [newest] = read.notes;
  if (newest === undefined) throw new RangeError('a line needs at least one note');
  const [item] = openItemsOf(known, { rubric, asOf });
  if (rule.kind === 'open' && item !== undefined) {
    return {
      text: sentence(`still open: ${calledOf(item.text, item.cited)}`),
      cited: item.cited,
      by: 'facts',
    };
  }
  if (rule.kind === 'open') {
    const text = `Last note on ${dayName(newest.day, asOf)}, and ${sayRule(rule, asOf)}.`;
    return { text, cited: openingOf(newest), by: 'facts' };
  }
  const more = detail(rule);
  const text = sentence(`${sayRule(rule, asOf)}${more?.text ?? ''}`);
  return { text, cited: more?.cited ?? openingOf(newest), by: 'facts' };
}

/** What more a rule's own words say of it: the promise, the step. */
function detail(rule: BucketRule): { readonly text: string; readonly cited: Cited } | null {
  if ('promise' in rule) return { text: `: ${rule.promise.text}`, cited: rule.promise.cited };
  if ('said' in rule) return { text: ` “${rule.said.cited.quote}”`, cited: rule.said.cited };
  if (rule.kind === 'quiet') return { text: '', cited: rule.signal.raisedBy };
  if ('signal' in rule) return { text: `: ${rule.signal.text}`, cited: rule.signal.raisedBy };
  return rule.kind === 'unanswered' ? { text: '', cited: rule.cited } : null;
}

function sentence(words: string): string {
  return ended(upperFirst(words));
}
