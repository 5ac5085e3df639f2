import { canonical } from '../../memory/identity/names.ts';
import type { Outcome, Visibility } from '../../memory/note.ts';
import { daysBetween, type Period } from '../../util/calendar.ts';
import { countWords, daysIn, periodIn } from '../../util/named-days.ts';
import { withoutNames } from '../about.ts';
import type { CountUnit } from './count.ts';

/** What a counting question wants counted: all that is set must hold. */
export interface CountQuestion {
  readonly unit: CountUnit;
  readonly state?: 'open' | 'won' | 'lost' | 'closed' | 'new';
  /** Name of a band. */
  readonly band?: string;
  /** Bounds of the score, neither of them counted in. */
  readonly scoreOver?: number;
  readonly scoreUnder?: number;
  /** As the score flags it. */
  readonly isAtRisk?: true;
  /** Of the note; of the last call, where deals are counted. */
  readonly outcome?: Outcome;
  /** More days than this without contact. */
  readonly silentOver?: number;
  readonly hasCompetitor?: true;
  readonly hasObjection?: true;
  /** Open, and no step or pause is agreed for a day ahead. */
  readonly isWithoutStep?: true;
  /** That a note must hold, all of them; empty for none. */
  readonly words: readonly string[];
  readonly visibility?: Visibility;
  readonly author?: 'asker';
  readonly period?: Period;
}

interface CountContext {
  /** The rubric's bands. */
  readonly bands: readonly string[];
  /** The asker's day. */
  readonly asOf: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
}

const trigger =
  /\bhow many times\b|\bhow many\b|\bhow often\b|\bhow much of\b|^\W*(?:please )?count\b|^\W*(?:(?:what is|what's|whats|give me|tell me|show me) )?(?:the )?(?:number|count) of\b/i;

/** "Which deals are at risk?" wants the deals, which stand behind their number. */
const listing =
  /^\W*(?:(?:who|whom)\b|(?:which|what) (?=(?:\w+ ){0,4}?(?:deals|accounts)\b)|(?=(?:(?:my|our|the|all|any|open) ){0,2}(?:deals|accounts) (?:over|above|under|below|at|with|without|in)\b))/i;

/** "List all deals" wants them whatever their state. */
const listsAll =
  /^\W*(?:please )?(?:list|show|give|name)(?: me)? (?=(?:(?:all|the|our|of|open|won|lost|closed|active|live) )*(?:deals|accounts)\b)/i;

/** Of people much more may be asked than code knows: "who was quiet on the call?" is for the notes. */
const plainlyOfDeals =
  /\b(?:deals|accounts|gone|went|heard from|contact|at risk|in danger|next steps?|not (?:spoken|talked|called|met)|havent (?:spoken|talked|called)|haven['’]t (?:spoken|talked|called))\b/i;

/** A comparison of many, which code does not make and no note tells. */
const ranking =
  /^\W*(?:who|which|what)\b.*\b(?:most|fewest|biggest|largest|smallest|best|worst)\b.*\b(?:deals?|calls?|notes?|accounts?)\b|^\W*(?:which|what) (?:\w+ ){0,2}(?:deals?|accounts?)\b.*\b(?:biggest|largest|smallest|best|worst)\b/i;

/** Undefined when nothing is to be counted; `uncountable` when code does not understand what, or on what condition. */
export function readCount(question: string, known: CountContext): CountQuestion | 'uncountable' | undefined {
  const [started] = trigger.exec(question) ?? [];
  if (started === undefined && ranking.test(question)) return 'uncountable';
  if (started === undefined) return readList(question, known);
  const dated = periodIn(question, known.asOf);
  const said = question.slice(question.indexOf(started) + started.length);
  const rest = canonical(dated ? said.replace(dated.text, ' ') : said);
  const unit = /often|times/i.test(started) ? 'calls' : unitIn(rest);
  if (unit === 'uncountable' || unit === undefined) return unit;
  if ((unit === 'people' || unit === 'companies') && isTheirs(rest)) return 'uncountable';
  return conditioned(withoutNames(rest, known.names), { unit, period: dated?.period, known });
}

/** "How many people does Priya have" asks for hers, and none of the asker's contacts. */
function isTheirs(rest: string): boolean {
  return /^\S+ (?:does|has|did)\b/.test(rest) && !/\b(?:i|we|us|our|my)\b/.test(rest);
}

/** Only what a deal's state tells, and all of it: anything else is for the notes to answer. */
function readList(question: string, known: CountContext): CountQuestion | undefined {
  const isAll = listsAll.test(question);
  if (!(isAll || listing.test(question)) || !plainlyOfDeals.test(question)) return undefined;
  const dated = periodIn(question, known.asOf);
  const rest = canonical(
    (dated ? question.replace(dated.text, ' ') : question)
      .replace(listsAll, '')
      .replace(/^\W*(?:whom?|which|what)\b/i, ''),
  );
  const read = { unit: 'deals', period: dated?.period, known } as const;
  const found = conditioned(withoutNames(rest, known.names), read);
  if (found === 'uncountable' || found.words.length > 0) return undefined;
  const { state, band, isAtRisk, silentOver, hasObjection, hasCompetitor, outcome } = found;
  const { scoreOver, scoreUnder, isWithoutStep } = found;
  const isOfState = [state, band, isAtRisk, silentOver, scoreOver, scoreUnder, isWithoutStep].some(
    (one) => one !== undefined,
  );
  return (isOfState || isAll) && !hasObjection && !hasCompetitor && !outcome ? found : undefined;
}

interface ReadQuestion {
  readonly unit: CountUnit;
  readonly period: Period | undefined;
  readonly known: CountContext;
}

function conditioned(rest: string, { unit, period, known }: ReadQuestion): CountQuestion | 'uncountable' {
  const said = rest.replace(/ +/g, ' ').trim();
  const { found, rest: left, isClear } = takeConditions(said, unit, known.bands);
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

/** What a counting question may set, beside its unit and words. */
type Conditions = Omit<CountQuestion, 'unit' | 'words' | 'period' | 'author'>;

interface Condition {
  readonly pattern: RegExp;
  readonly says: Conditions | ((match: RegExpExecArray) => Conditions);
}

/** Days without contact that count as silence when a question names none. */
const usualSilence = 14;

const silent = new RegExp(
  [
    '\\b(?:gone |been |went )*(?:silent|quiet|untouched|stale|gone cold|without (?:\\w+ )?contact|no contact',
    '|(?:not|havent|nobody|noone|no one|we (?:have )?not)(?: has)? (?:been )?(?:heard from|touched|called|contacted|spoken to|talked to|spoken with|talked with|met))(?: in| for)?',
    `(?: (more than|over|longer than|at least)?(?: )?(${countWords}) (day|week|month)s?)?\\b`,
  ].join(''),
);

function silence([, more, count, span]: RegExpExecArray): Conditions {
  if (count === undefined || span === undefined) return { silentOver: usualSilence };
  const days = daysIn(count, span);
  return { silentOver: more === undefined || more === 'at least' ? Math.max(0, days - 1) : days };
}

const shared: readonly Condition[] = [
  { pattern: silent, says: silence },
  { pattern: /\b(?:currently )?(?:at risk|in danger|in trouble)\b/, says: { isAtRisk: true } },
  {
    pattern:
      /\b(?:with |had |ended in )?(?:no answer|unanswered|not answered|(?:did )?(?:not|didnt|never) (?:answer|pick up|reply|respond|call back)|nobody answered|without (?:an )?answer)\b/,
    says: { outcome: 'no_answer' },
  },
  {
    pattern:
      /\b(?:with |have |has |having |there is )?(?:no|without|lacking)(?: (?:an?|any|agreed|dated|further))* next steps?(?: agreed)?\b/,
    says: { isWithoutStep: true },
  },
  {
    pattern: /\b(?:with |have |has )?(?:a |an )?(?:dated )?next steps?(?: agreed)?\b/,
    says: { outcome: 'next_step' },
  },
  {
    pattern:
      /\b(?:with |against |facing |have |has |name |named )*(?:a |an |any )?(?:competitors?|rivals?|competition)\b/,
    says: { hasCompetitor: true },
  },
  { pattern: /\b(?:won|lost) (?:or|and) (?:won|lost)\b/, says: { state: 'closed' } },
  { pattern: /\bclosed won\b|\b(?:won|win|signed)\b/, says: { state: 'won' } },
  { pattern: /\bclosed lost\b|\b(?:lost|lose)\b/, says: { state: 'lost' } },
  { pattern: /\bclosed?\b/, says: { state: 'closed' } },
  { pattern: /\b(?:still )?(?:open|active|live)\b/, says: { state: 'open' } },
  { pattern: /\bnew\b/, says: { state: 'new' } },
  { pattern: /\bprivate\b/, says: { visibility: 'private' } },
  { pattern: /\bshared(?: with (?:my |the |our )?team)?\b/, says: { visibility: 'team' } },
];

const bounds: Readonly<Record<string, 'scoreOver' | 'scoreUnder'>> = {
  ...{ over: 'scoreOver', above: 'scoreOver', 'more than': 'scoreOver', 'higher than': 'scoreOver' },
  ...{ under: 'scoreUnder', below: 'scoreUnder', 'less than': 'scoreUnder', 'lower than': 'scoreUnder' },
};

/** "Over 60": a number of nothing else is a score. */
const scored: Condition = {
  pattern: new RegExp(
    `\\b(?:(?:with|have|has|having) )?(?:(?:a|the) )?(?:score|scores|scored|scoring|health)?(?: of| is| at)? ?(${Object.keys(bounds).join('|')}) (?:a score of )?(\\d{1,3})(?: points?)?$`,
  ),
  says: ([, bound = '', value = '']) => ({ [bounds[bound] ?? 'scoreOver']: Number(value) }),
};

const objection =
  /\b(?:with |have |has |had |met |raised )*(?:an? |any )?(?:open |unresolved )?objections?\b/;

/** What may stand in a question that counts so; the longer before the shorter. */
function conditionsOf(unit: CountUnit, bands: readonly string[]): readonly Condition[] {
  const isNotes = unit === 'notes' || unit === 'calls';
  const objections: Condition = {
    pattern: objection,
    says: isNotes ? { outcome: 'objection' } : { hasObjection: true },
  };
  const named = bands.map((band): Condition => {
    const words = band.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
    return { pattern: new RegExp(`\\b${words}\\b`), says: { band } };
  });
  return [objections, ...shared, ...named, scored];
}

/** The conditions in a text, and the text without them; `isClear` is false when two contradict each other. */
function takeConditions(text: string, unit: CountUnit, bands: readonly string[]) {
  let [found, rest, isClear]: [Conditions, string, boolean] = [{}, text, true];
  for (const { pattern, says } of conditionsOf(unit, bands)) {
    const match = pattern.exec(rest);
    if (!match) continue;
    const said: Conditions = typeof says === 'function' ? says(match) : says;
    if (Object.keys(said).some((key) => key in found)) isClear = false;
    found = { ...found, ...said };
    rest = rest.replace(pattern, ' ');
  }
  return { found, rest: rest.replace(/ {2,}/g, ' ').trim(), isClear };
}

const units: readonly (readonly [RegExp, CountUnit])[] = [
  [/^(?:deals?|opportunit(?:y|ies)|accounts?|pipeline)$/, 'deals'],
  [/^(?:people|persons?|contacts?|prospects?|buyers?)$/, 'people'],
  [/^(?:compan(?:y|ies)|customers?|clients?|organi[sz]ations?)$/, 'companies'],
  [/^notes?$/, 'notes'],
  [/^(?:calls?|conversations?|meetings?)$/, 'calls'],
];

/** Behind "how many", a verb leaves nothing to count: "how many are silent", "how many trucks does he have". */
const verbs = /^(?:of|is|are|was|were|do|does|did|has|have|had|will|would|can|could)$/;

/** Told in notes, not counted by code. */
const others = /^(?:times?|objections?|promises?|competitors?|questions?|reps?|colleagues?)$/;
const mostBefore = 4;

/** What is to be counted by the words behind "how many"; undefined for a number that only notes can tell. */
function unitIn(rest: string): CountUnit | 'uncountable' | undefined {
  const words = rest.split(' ').filter((word) => word !== '');
  const telling = words.slice(0, mostBefore).find((word) => unitOf(word) || verbs.test(word));
  const unit = telling === undefined ? undefined : unitOf(telling);
  if (unit) return unit;
  return words.length === 0 || telling === words[0] ? 'uncountable' : undefined;
}

function unitOf(word: string): CountUnit | 'uncountable' | undefined {
  return others.test(word) ? 'uncountable' : units.find(([pattern]) => pattern.test(word))?.[1];
}

/** Words that carry no condition. */
const filler = new Set(
  `i ive we weve our us my me mine the a an of in on at to for with from by about and that which who whose there do does
  did have has had is are was were be been being all any total altogether overall currently now right so far these they
  them their your you it its please each know see got get team ours deal deals pipeline company companies people note
  notes call calls spoken spoke talk talked speak make made log logged written wrote exist stand where when say says said
  mention mentions mentioned raise raised raises`.split(/\s+/),
);

/** What brings in words that notes must hold. */
const saying =
  /\b(?:say|says|said|mentions?|mentioned|mentioning|raised?|raises|raising|about|asked for|worry|worries|worried|concerned|wants?|wanted|needs?|needed)\s+(.+)$/;

/** Would turn the words around it into something else. */
const twists = /^(?:or|not|no|without|never|except|but|than|dont|havent|hasnt|didnt|isnt|arent)$/;
const mostWords = 5;

/** What a counting question leaves when all that is understood is taken out: words of notes that a verb brought in. */
function freeWords(rest: string): readonly string[] | undefined {
  const match = saying.exec(rest);
  const before = match === null ? rest : rest.slice(0, match.index);
  return telling(before).length === 0 ? wordsOfMatter(match?.[1] ?? '') : undefined;
}

/** The same where the words themselves are of an objection or a competitor. Undefined when they are not to be understood. */
function wordsOfMatter(text: string): readonly string[] | undefined {
  const words = telling(text);
  return words.length > mostWords || words.some((word) => twists.test(word)) ? undefined : words;
}

function telling(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '' && !filler.has(word));
}
