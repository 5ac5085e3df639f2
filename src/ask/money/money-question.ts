import type { Milestone } from '../../brief/pipeline/deal-money.ts';
import { type Price, priceIn, valueAYear } from '../../brief/quotes/money.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Period } from '../../util/calendar.ts';
import { comingPeriodIn } from '../../util/coming-period.ts';
import { withDayNames } from '../../util/first-letter.ts';
import { periodIn } from '../../util/named-days.ts';
import { withoutNames } from '../about.ts';

/** Days that a question names, with the words that said it; null where it names none: all of the time. */
interface AskedDays {
  readonly period: Period;
  readonly said: string;
}

/** A question about money, or the days on which deals close, that code counts. */
export type MoneyQuestion =
  | {
      readonly kind: 'value';
      readonly by: 'stage' | 'band' | 'owner' | null;
      /** Bounds of the score, neither of them counted in. */
      readonly scoreOver: number | null;
      readonly scoreUnder: number | null;
      /** Name of a band. */
      readonly band: string | null;
    }
  | { readonly kind: 'closing'; readonly days: AskedDays }
  /** What the deals that are named are worth. `isOfCompany`: of a person it would be another number. */
  | { readonly kind: 'worth'; readonly isOfCompany: boolean }
  /** Which of two that are named is worth more. */
  | { readonly kind: 'compare' }
  /** Largest first, each currency by itself. */
  | { readonly kind: 'largest' }
  /** Worth more, or less, than so much, of a price a month for twelve; in any currency where none is named. */
  | { readonly kind: 'priced'; readonly isOver: boolean; readonly bound: Price }
  /** How many open deals each of the team has, or the asker and one colleague, by the given name that was typed. */
  | { readonly kind: 'owners'; readonly colleague: string | null; readonly withOwn: boolean }
  /** Deals that somebody counts on; `isOwn`: the asker. */
  | { readonly kind: 'commit'; readonly isOwn: boolean }
  | { readonly kind: 'slipped' }
  | { readonly kind: 'unpriced' }
  | { readonly kind: 'rate'; readonly days: AskedDays | null }
  | { readonly kind: 'ended'; readonly as: 'won' | 'lost'; readonly days: AskedDays | null }
  | { readonly kind: 'why'; readonly as: 'won' | 'lost'; readonly days: AskedDays | null }
  | { readonly kind: 'pace'; readonly to: Milestone | null };

interface MoneyContext {
  /** The rubric's bands. */
  readonly bands: readonly string[];
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
}

/** Undefined unless the question is plainly about that, and nothing else is asked. */
export function readMoneyQuestion(question: string, context: MoneyContext): MoneyQuestion | undefined {
  const bare = (text: string) => squeezed(withoutNames(canonical(text), context.names));
  return (
    closingIn(question, bare, context.asOf) ??
    endedIn(question, bare, context.asOf) ??
    undatedIn(bare(question)) ??
    dealsIn(bare(question)) ??
    pricedIn(question, bare) ??
    (context.names.length > 0 ? namedIn(bare(question)) : undefined) ??
    valueIn(bare(question), context.bands)
  );
}

function squeezed(text: string): string {
  return text.replace(/ +/g, ' ').trim();
}

type Bare = (text: string) => string;

const those =
  '(?:of|our|my|the|open|deals?|accounts?|opportunit(?:y|ies)|money|value|worth|is|are|do|does|will|should|we|meant|supposed|due|going|to|be)';
const closing = new RegExp(
  `^(?:which|what|who|how much|how many|value|worth)(?: ${those})* (?:clos(?:e|es|ing)|sign(?:s|ing)?|decid(?:e|es|ing))(?: (?:deals?|us|with|it))*$`,
);

function closingIn(question: string, bare: Bare, asOf: string): MoneyQuestion | undefined {
  const coming = comingPeriodIn(question, asOf);
  if (coming === undefined || !closing.test(bare(question.replace(coming.text, ' ')))) return undefined;
  return { kind: 'closing', days: { period: coming.period, said: withDayNames(coming.text) } };
}

const lead =
  '(?:(?:please )?(?:what|whats|show me|tell me|give me)(?: (?:is|are|was|were|has been))?(?: (?:the|my|our|their))* )?';
const rate = new RegExp(
  `^${lead}(?:the |my |our )?(?:win|winning|success|closing|close) rates?(?: (?:is|was|like|now|so far|deals?))*$`,
);
const ended = new RegExp(
  `^(?:how much|what)(?: (?:value|money|revenue|worth|business|did|do|have|has|was|is|been|the|of|total|we|i|deals?))* (?<as>win|won|wins|lose|lost)(?: (?:so far|in all|deals?|value|worth))*$|^${lead}(?:the |our |my )?(?:value (?:of )?(?:deals )?|total )?(?<noun>won|lost)(?: (?:value|deals? value|deals? worth))$|^${lead}value (?<value>won|lost)$`,
);
const whose =
  '(?:the|our|my|these|those|that|deals?|it|them|accounts?|at|against|with|to|on|most|mostly|usually|so many|so often)';
const leftUs =
  '(?:(?:drop(?:ped)?|dump(?:ed)?|ditch(?:ed)?|leave|left|reject(?:ed)?) us|turn(?:ed)? us down|walk(?:ed)? away|(?:say|said) no|declined?(?: us| our offer)?|pass(?:ed)? on us|(?:didnt|did not|not) (?:(?:choose|pick|go with) us|(?:buy|sign)(?: (?:from|with) us)?))';
const tookUs =
  '(?:(?:choose|chose|pick(?:ed)?|go with|went with|decided? for) us|(?:buy|bought) from us|sign(?:ed)? with us|(?:say|said) yes)';
const theirs = '(?:they|he|she|it|them|people|customers|buyers|deals?|finally|then|in the end|really)';
const why = new RegExp(
  `^(?:and )?(?:(?:why|how come)(?: (?:did|do|have|has))?|what made|(?:what (?:is|was|were) )?(?:the |main )*reasons?(?: why| that)?)(?: ${theirs})* (?:(?<left>${leftUs})|(?<took>${tookUs}))(?: (?:in the end|then|again|after all))*$|^(?:and )?why (?:did|do|have|are|were|was)(?: (?:we|i|keep|it|been|${whose}))* (?<as>lose|lost|losing|win|won|winning)(?: ${whose})*$|^${lead}(?:the |our |main |top )*reasons? (?:for|why|of)(?: (?:our|we|the|deals?))* (?<noun>lost|lose|losing|losses|won|win|winning|wins)(?: deals?)?$`,
);

/** "In" which days it was won or lost: those that have begun. */
function endedIn(question: string, bare: Bare, asOf: string): MoneyQuestion | undefined {
  const found = periodIn(question, asOf);
  const asked = bare(found ? question.replace(found.text, ' ') : question);
  const days = found ? { period: found.period, said: withDayNames(found.text) } : null;
  if (rate.test(asked)) return { kind: 'rate', days };
  const asOfWord = (match: RegExpExecArray | null): 'won' | 'lost' | undefined => {
    const { as, noun, value, left, took } = match?.groups ?? {};
    if (left !== undefined || took !== undefined) return left === undefined ? 'won' : 'lost';
    const word = as ?? noun ?? value;
    return word === undefined ? undefined : word.startsWith('w') ? 'won' : 'lost';
  };
  const reason = asOfWord(why.exec(asked));
  if (reason) return { kind: 'why', as: reason, days };
  const as = asOfWord(ended.exec(asked));
  return as && { kind: 'ended', as, days };
}

const slipped =
  /^(?:which|what|how many|how often)(?: (?:of|our|my|the|open|deals?|closing|close|signing|dates?|days?|have|has|had|were|was|are|is|did|been|got))* (?:slip(?:ped|ping)?|put off|postponed|pushed(?: out| back)?)(?: (?:so far|most|dates?|deals?))*$/;
const unpriced =
  /^(?:which|what|how many|show me)(?: (?:of|our|my|the|open|deals?|accounts?|have|has|are|is|still))* (?:no|without|without an|without any|missing|missing an)(?: (?:amounts?|values?|prices?|deal size))$/;
const inCommit =
  /^(?:(?:which|what|who|whose|how much|how many|show me|list|give me|is|are|was)(?: (?:of|our|my|the|all|open|deals?|accounts?|money|value|is|are|was|do|does|did|have|has|we|i|still|now|worth|currently|it|that|this|you|got|put|counted|in|for))* )?(?:in |on )?(?:the |our |my |your )?(?:commit|committed)(?: (?:deals?|list|forecast|now|still|this (?:week|month|quarter)))*$/;
const pace =
  /^(?:how (?:long|many days)|(?:(?:what is|whats) )?(?:the |our |my )*(?:median|average|mean|usual)?(?: ?(?:time|days|duration)))(?: (?:does|do|did|is|it|take|takes|took|from|until|till|to|we|the|a|an|our|first|contact|call|on|average|usually|deals?|get|gets|come|comes|reach|be|in|median|days|time|and|between|for|us))*(?: (?<to>pilots?|trials?|proposals?|offers?|won|win|wins|a win|closed won))?$/;
const largest =
  /^(?:(?:(?:what|which|whats|who|the|is|are|has|have|our|my|of|open|live|current|deals?|accounts?|one|customers?) )*(?:biggest|largest|most valuable|most expensive)(?: (?:open|live|current|still|ongoing))*(?: (?:deals?|accounts?|opportunit(?:y|ies)|one|contracts?|customers?))?|(?:which|what) (?:open )?(?:deals?|accounts?) (?:is|are) worth (?:the )?most)(?: (?:is|are|we have|do we have|i have|open|still|now|right now|currently|in|by|the|our|my|pipeline|terms of|yearly|annual|a year|per year))*(?: (?:price|value|amount|money|worth|size|revenue|deal size|deal value))?(?: (?:a year|per year|now|open|right now))*$/;
const deals = '(?:deals?|accounts?|opportunit(?:y|ies))';
const many =
  '(?:(?:how many|total|number of|count of|count|whats|what is|the|all|of|our|open|still|live|active|are|is|currently|now|there|right now|do|does|have|has)\\s)*';
const openNow =
  '(?:\\s(?:open|still|live|active|are|is|there|currently|right now|now|have|has|own|owns|do|does|got))*';
const perOwner = new RegExp(
  `^${many}${deals}${openNow}\\s(?:by|per|for each|of each|each|does each|has each)\\s(?:owner|rep|seller|colleague|person|member)(?: has| have)?$|^(?:who|(?:which|what)(?: of (?:my|our|the))? (?:reps?|sellers?|colleagues?|people))(?: of us| in my team)? (?:has|have|owns?|holds?)(?: the)? (?:most|fewest)(?: (?:open|live|active))* ${deals}(?: (?:open|now))*$`,
);
const sides =
  '(?:(?<colleague>\\p{L}+) (?:vs|versus|or|and|against|compared (?:to|with)) (?:me|i|mine|us)|(?:me|i|mine|us) (?:vs|versus|or|and|against|compared (?:to|with)) (?<other>\\p{L}+))';
const twoOwners = new RegExp(
  `^${many}${deals}${openNow}\\s(?:do |does |have |has )?${sides}${openNow}$`,
  'u',
);
const oneOwner = new RegExp(
  `^(?:how many|total|number of|count of) (?:(?:open|live|active|still|of) )*${deals}(?: (?:open|still))* (?:does|has|is|are) (?<colleague>\\p{L}+)(?: (?:have|has|own|owns|got|open|still|now|on|working))*$`,
  'u',
);

const yearly =
  '(?:(?:a|per|each|every|in a) (?:year|yr|annum)|yearly|annual(?:ly)?|arr|acv|over (?:a|the|twelve) (?:year|months))';
const sum =
  '(?:amount|figure|sum|price|value|total|worth|revenue|fee|deal size|deal value|contract value|contract|arr|acv)';
const idle =
  '(?:is|are|was|does|do|will|would|the|our|their|latest|current|total|with|for|at|of|on|from|now|currently|today|right now|so far|in all|all together|deal|they|us|to|in)';
const worth = new RegExp(
  [
    `^(?:what is |how much is )?(?:${idle} )*${yearly} ${sum}(?: ${idle})*$`,
    `^(?:what is |how much is )?(?:${idle} )*${sum}(?: ${idle})* ${yearly}(?: ${idle})*$`,
    `^(?:(?:what|how much)(?: ${idle})*)(?: (?:come|comes|pay|pays|paying|worth|amount|amounts|add up|adds up|work out|works out|bring|brings))?(?: ${idle})* ${yearly}(?: ${idle})*$`,
    `^(?:${idle} )*(?:comes?|pays?|worth|amounts?|adds? up|works? out|brings?)(?: (?:to|us|at|in|about))* (?:how much|what)(?: (?:${yearly}|${idle}))*$`,
    `^(?:${idle} )*${yearly}$`,
    `^how (?:big|large) (?:${idle} )*(?:deal|contract|order)(?: ${idle})*$`,
    `^how much (?:${idle} )*paying(?: ${idle})*$`,
    `^(?:what|which) ${sum} (?:${idle}|we|agreed|talking about|settled)(?: (?:${idle}|we|agreed|talking about|settled))*$`,
  ].join('|'),
);
const figureOf = new RegExp(`^what is(?: (?:the|our|latest|current))* (?:number|figure)(?: ${idle})*$`);
const side = '(?:or|vs|versus|and|of|between|than|the|two|in|by)';
const more = '(?:bigger|larger|smaller|higher|lower|more|less|fewer|biggest|largest|smallest|highest|most)';
const things =
  '(?:deals?|contracts?|accounts?|amounts?|values?|prices?|money|offers?|sum|one|customer|us|for us|to us|a year|per year|yearly|worth|valuable|pays?|paying|brings? in)';
const compare = new RegExp(
  `^(?:${side} )*(?:(?:who|what|which|where)(?: (?:is|are|of|has|have|${things}))*|(?:is|are|does|do|has)(?: ${things})*)(?: (?:${side}|${things}|a|our))* ${more}(?: (?:${side}|${things}))*$|^compare(?: (?:${side}|${things}|with|to|our|their))+$`,
);
const ofMoney =
  /\b(?:deals?|contracts?|amounts?|values?|prices?|offers?|sum|worth|valuable|pays?|paying|brings? in)\b/;

/** Of deals that are named: what they are worth, or which of two is worth more. */
function namedIn(asked: string): MoneyQuestion | undefined {
  if (compare.test(asked) && ofMoney.test(asked)) return { kind: 'compare' };
  if (worth.test(asked)) return { kind: 'worth', isOfCompany: false };
  return figureOf.test(asked) ? { kind: 'worth', isOfCompany: true } : undefined;
}

/** The largest, or whose deals are counted: of each, of one colleague, or of one beside the asker. */
function dealsIn(asked: string): MoneyQuestion | undefined {
  if (largest.test(asked) && /\b(?:deals?|accounts?|opportunit|contracts?|customers?)/.test(asked))
    return { kind: 'largest' };
  if (perOwner.test(asked)) return { kind: 'owners', colleague: null, withOwn: true };
  const both = twoOwners.exec(asked)?.groups;
  if (both) return { kind: 'owners', colleague: both['colleague'] ?? both['other'] ?? null, withOwn: true };
  const one = oneOwner.exec(asked)?.groups?.['colleague'];
  return one === undefined || notSomebody.test(one)
    ? undefined
    : { kind: 'owners', colleague: one, withOwn: false };
}

const sided =
  /^(?<lead>.*\S)\s+(?<side>over|above|more than|bigger than|larger than|under|below|less than|smaller than)\s+(?<amount>\S.*)$/i;
const ofDeals =
  /^(?=.*\b(?:deals?|accounts?|opportunit|worth))(?:(?:which|what|how many|show me|list|all|any|the|our|my|of|open|are|is|there|do|we|i|have|with|worth|valued|priced|at|an?|amounts?|values?|prices?|deals?|accounts?|opportunity|opportunities)(?: |$))+$/;

/** "Over 60k": with a currency, or as a score never is. */
function pricedIn(question: string, bare: Bare): MoneyQuestion | undefined {
  const { lead: said = '', side = '', amount = '' } = sided.exec(question)?.groups ?? {};
  const price = priceIn(amount);
  if (typeof price === 'string' || !ofDeals.test(bare(said))) return undefined;
  const isOver = /^(?:over|above|more|bigger|larger)/i.test(side);
  return { kind: 'priced', isOver, bound: { ...price, value: valueAYear(price) } };
}

const notSomebody = /^(?:there|it|we|i|they|he|she|in|at|with|of|on|a|an|the|open|won|lost|private|new)$/;

const milestones: readonly (readonly [RegExp, Milestone])[] = [
  [/^(?:pilot|trial)/, 'pilot'],
  [/^(?:proposal|offer)/, 'proposal'],
  [/wo?n|win/, 'won'],
];

function undatedIn(asked: string): MoneyQuestion | undefined {
  if (slipped.test(asked)) return { kind: 'slipped' };
  if (unpriced.test(asked)) return { kind: 'unpriced' };
  if (inCommit.test(asked)) return { kind: 'commit', isOwn: /\b(?:my|i)\b/.test(asked) };
  const match = pace.exec(asked);
  if (!match) return undefined;
  const word = match.groups?.['to'];
  const to = milestones.find(([pattern]) => pattern.test(word ?? ''))?.[1] ?? null;
  // "How long does it take?" alone may be about anything.
  return to === null && !asked.includes('first contact') ? undefined : { kind: 'pace', to };
}

const groupings: readonly (readonly [RegExp, 'stage' | 'band' | 'owner'])[] = [
  [/\b(?:by|per|for each|of each|in each) (?:stages?|rungs?|steps?)\b/, 'stage'],
  [/\b(?:by|per|for each|of each|in each) (?:scores?|bands?|health)\b/, 'band'],
  [/\b(?:by|per|for each|of each) (?:owners?|reps?|sellers?|colleagues?|person|people|members?)\b/, 'owner'],
];
const bound =
  /\b(?:(?:with|at|of) )?(?:a )?(?:score|scores|health)?(?: (?:is|of))? ?(over|above|more than|under|below|less than) (?:a score of )?(\d{1,3})(?: points?)?\b/;
const isMoney = /\b(?:values?|worth|amounts?|how much|weighted|money)\b/;
const isOpen = /\b(?:pipeline|open|weighted)\b/;
const filler = new Set(
  `what whats is are was the my our all total of a an how much big show me give tell please do does we have i in there
  with for at by deal deals value values worth amount amounts money open pipeline weighted health score scores currently
  now still right and that scoring today currently`.split(/\s+/),
);

function valueIn(asked: string, bands: readonly string[]): MoneyQuestion | undefined {
  if (!isMoney.test(asked)) return undefined;
  const weighted = asked.replace(/\bweighted by (?:health|score)\b/, 'weighted');
  const grouping = groupings.find(([pattern]) => pattern.test(weighted));
  const [scored = '', side, points] = bound.exec(weighted) ?? [];
  const named = bands.find((band) => ` ${weighted} `.includes(` ${canonical(band)} `));
  if (!isOpen.test(weighted) && !grouping && side === undefined && named === undefined) return undefined;
  const left = [scored, named === undefined ? '' : canonical(named)]
    .filter((one) => one !== '')
    .reduce((text, one) => text.replace(one, ' '), grouping ? weighted.replace(grouping[0], ' ') : weighted);
  if (left.split(' ').some((word) => word !== '' && !filler.has(word))) return undefined;
  const isOver = side !== undefined && /over|above|more/.test(side);
  return {
    kind: 'value',
    by: grouping?.[1] ?? null,
    scoreOver: isOver ? Number(points) : null,
    scoreUnder: side !== undefined && !isOver ? Number(points) : null,
    band: named ?? null,
  };
}
