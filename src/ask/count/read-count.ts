import { daysBetween } from '../../brief/calendar.ts';
import { canonical } from '../../memory/names.ts';
import type { Period } from '../span.ts';
import { withoutNames } from '../without-names.ts';
import type { Unit } from './count.ts';
import type { CountQuestion } from './count-question.ts';
import { unitIn } from './count-unit.ts';
import { takeConditions } from './count-words.ts';
import { freeWords, wordsOfMatter } from './free-words.ts';
import { periodIn } from './period.ts';

interface Known {
  /** The rubric's bands. */
  readonly bands: readonly string[];
  /** The asker's day. */
  readonly asOf: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
}

const trigger =
  /\bhow many\b|\bhow often\b|\bhow much of\b|^\W*(?:please )?count\b|^\W*(?:(?:what is|what's|whats|give me|tell me|show me) )?(?:the )?(?:number|count) of\b/i;
/** "Which deals are at risk?" wants the deals, which stand behind their number. */
const listing = /^\W*(?:(?:who|whom)\b|(?:which|what) (?=(?:\w+ ){0,4}?(?:deals|accounts)\b))/i;
/** Of people much more may be asked than code knows: "who was quiet on the call?" is for the notes. */
const plainlyOfDeals = /\b(?:deals|accounts|gone|went|heard from|contact|at risk|in danger)\b/i;

/** Undefined when nothing is to be counted; `uncountable` when code does not understand what, or on what condition. */
export function readCount(question: string, known: Known): CountQuestion | 'uncountable' | undefined {
  const [started] = trigger.exec(question) ?? [];
  if (started === undefined) return readList(question, known);
  const dated = periodIn(question, known.asOf);
  const said = question.slice(question.indexOf(started) + started.length);
  const rest = canonical(dated ? said.replace(dated.text, ' ') : said);
  const unit = /often/i.test(started) ? 'calls' : unitIn(rest);
  if (unit === 'uncountable' || unit === undefined) return unit;
  return conditioned(withoutNames(rest, known.names), { unit, period: dated?.period, known });
}

/** Only what a deal's state tells, and all of it: anything else is for the notes to answer. */
function readList(question: string, known: Known): CountQuestion | undefined {
  if (!listing.test(question) || !plainlyOfDeals.test(question)) return undefined;
  const dated = periodIn(question, known.asOf);
  const rest = canonical((dated ? question.replace(dated.text, ' ') : question).replace(/^\W*\w+/, ''));
  const read = { unit: 'deals', period: dated?.period, known } as const;
  const found = conditioned(withoutNames(rest, known.names), read);
  if (found === 'uncountable' || found.words.length > 0) return undefined;
  const { state, band, isAtRisk, silentOver, hasObjection, hasCompetitor, outcome } = found;
  const isOfState = [state, band, isAtRisk, silentOver].some((one) => one !== undefined);
  return isOfState && !hasObjection && !hasCompetitor && !outcome ? found : undefined;
}

interface Read {
  readonly unit: Unit;
  readonly period: Period | undefined;
  readonly known: Known;
}

function conditioned(rest: string, { unit, period, known }: Read): CountQuestion | 'uncountable' {
  const { found, rest: left, isClear } = takeConditions(rest, unit, known.bands);
  const isOfKind = found.hasObjection === true || found.hasCompetitor === true;
  const words = isOfKind ? wordsOfMatter(left) : freeWords(left);
  const isUndated = found.state === 'new' && period === undefined;
  if (words === undefined || !isClear || isUndated) return 'uncountable';
  const isOwn = ['people', 'notes', 'calls'].includes(unit) && /\b(?:i|ive|my|mine)\b/.test(rest);
  const counted = { unit, words, ...found, ...(isOwn ? { author: 'asker' as const } : {}) };
  return period ? withPeriod(counted, period, known.asOf) : counted;
}

/** "Silent this week" means no contact since Monday. */
function withPeriod(counted: CountQuestion, period: Period, asOf: string): CountQuestion {
  if (counted.silentOver === undefined) return { ...counted, period };
  return { ...counted, silentOver: Math.max(0, daysBetween(period.from, asOf)) };
}
