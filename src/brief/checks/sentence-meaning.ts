import { deniesItself, hangsOnCondition } from '../quotes/clause.ts';
import { languagesOf } from '../quotes/day-vocabulary.ts';
import type { Ending, Signal } from '../signals/signal.ts';
import { isDenier, stemOf, type Term, termsOf } from './english.ts';
import type { Ground, Grounds } from './sentence-ground.ts';
import { aheadKinds } from './sentence-time.ts';
import { isAdvice, isFunctional, reports, stemsWhere, timeWords } from './sentence-vocabulary.ts';

/** What a sentence denies the notes do not say, or the other way round. */
export function isDeniedOtherwise(terms: readonly Term[], ground: Ground, grounds: Grounds): boolean {
  const names = new Set(termsOf(grounds.people.join(' ')).map(({ stem }) => stem));
  const content = terms.filter((term) => !isFunctional(term) && !names.has(term.stem));
  return (
    deniesWhatIsSaid(terms, content, { ground, signals: grounds.signals }) ||
    isEndedOtherwise(terms, ground, grounds) ||
    saysWhatIsDenied(terms, content, ground)
  );
}

/** What the notes deny, but for what a later word of theirs says after all. */
function deniedIn({ nearTerms, farTerms, endTerms }: Ground): ReadonlySet<string> {
  const after = stemsWhere(endTerms, ({ isDenied }) => !isDenied);
  const denied = stemsWhere([...nearTerms, ...farTerms], ({ isDenied }) => isDenied);
  return new Set([...denied].filter((stem) => !after.has(stem)));
}

function deniesWhatIsSaid(
  terms: readonly Term[],
  content: readonly Term[],
  { ground, signals }: { ground: Ground; signals: readonly Signal[] },
): boolean {
  const said = stemsWhere(ground.nearTerms, ({ isDenied }) => !isDenied);
  const happened = stemsWhere(ground.nearTerms, ({ isPast, isDenied }) => isPast && !isDenied);
  const denied = deniedIn(ground);
  const lacks = new Set(signals.flatMap(({ kind }) => (kindLacks[kind] ?? '').split(' ').map(stemOf)));
  // What is still ahead has not been done yet.
  const isAhead = signals.some(({ kind, closedBy }) => aheadKinds.has(kind) && closedBy === null);
  const hasYet = terms.some(({ word }) => word === 'yet');
  const deniers = new Set(content.flatMap(({ denier }) => (denier < 0 ? [] : [denier])));
  return [...deniers].some((denier) => {
    const group = content.filter((term) => term.denier === denier);
    if (isAhead && (hasYet || group[0]?.isPast) && !happened.has(group[0]?.stem ?? '')) return false;
    const first = group.find(({ stem }) => said.has(stem) || denied.has(stem) || lacks.has(stem))?.stem;
    return first !== undefined && !denied.has(first) && !lacks.has(first) && !hasBareDenial(ground);
  });
}

/** `is gone` of what is open, `is not out` of what is closed. */
function isEndedOtherwise(terms: readonly Term[], ground: Ground, { signals }: Grounds): boolean {
  if (signals.length === 0) return false;
  if (signals.some(({ closedBy }) => closedBy !== null)) {
    return terms.some(({ word, isDenied }) => isDenied && (ends.has(word) || word === 'out'));
  }
  const said = stemsWhere(ground.nearTerms, ({ isDenied }) => !isDenied);
  return terms.some(
    ({ word, stem, isDenied }) => ends.has(word) && !isDenied && !said.has(stem) && !hasWord(ground, word),
  );
}

function saysWhatIsDenied(terms: readonly Term[], content: readonly Term[], ground: Ground): boolean {
  const isDenying = terms.some(({ word }) => isDenier(word));
  if (!isDenying && noneOfThem.test(ground.near) && terms.some(({ word }) => word === 'our')) return true;
  if (terms.some(({ word }) => over.has(word))) return false;
  const denied = deniedIn(ground);
  const said = stemsWhere([...ground.nearTerms, ...ground.farTerms], ({ isDenied }) => !isDenied);
  const asserted = isAdvice(terms) ? content.slice(0, 1) : content;
  return asserted.some(({ isDenied, stem }) => !isDenied && denied.has(stem) && !said.has(stem));
}

function hasWord({ nearTerms }: Ground, word: string): boolean {
  return nearTerms.some((term) => term.word === word);
}

const noneOfThem = /\bnone of (?:ours|us)\b/i;

/** What is missing where a signal of the kind stands. */
const kindLacks: Readonly<Record<string, string>> = {
  ask_unanswered: 'answer reply hear heard reach pick react call',
  budget_doubt: 'budget money',
};

/** `none of ours`: what is denied was named before; or the quotes deny in another language. */
function hasBareDenial({ near, far, quotes }: Ground): boolean {
  const foreign = new Set([...languagesOf(far)].filter((language) => language !== 'en'));
  if (deniesItself(quotes, foreign)) return true;
  return /\b(?:none of (?:ours|theirs|them|us)|nope|not (?:yet|really)|no)[.,;!]?$/im.test(
    near.replace(/\. /g, '\n'),
  );
}

/** What is over when it is: said of what is open they are false. */
const ends = new Set('gone solved settled cleared lifted over finished'.split(' '));

/** Words that say by themselves that something is not there. */
const over = new Set(
  'missing gone out silent unanswered late refuses declines lacks only until fails stopped over settled'.split(
    ' ',
  ),
);

const conditional =
  /\b(?:if|unless|once|provided|only when|as long as|subject to|depends|would(?! (?:like|love))|could|might)\b|\buntil (?!\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d|end)/i;

/** Without these a refusal is a harder one. */
const limits =
  /\b(?:without|unless|ohne)\b|\buntil (?!\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d|end)/i;

const modals = new Set(['would', 'could', 'might']);

/** `He goes` where the note has `then he'd go`. */
function isCertain(terms: readonly Term[], nearTerms: readonly Term[]): boolean {
  const verbsOf = (all: readonly Term[]) =>
    new Set(
      all.flatMap(({ word }, index) =>
        modals.has(word) ? all.slice(index + 1, index + 3).map(({ stem }) => stem) : [],
      ),
    );
  const uncertain = verbsOf(nearTerms);
  const certain = nearTerms.filter(
    ({ stem }, index) =>
      uncertain.has(stem) &&
      !modals.has(nearTerms[index - 1]?.word ?? '') &&
      !modals.has(nearTerms[index - 2]?.word ?? ''),
  );
  const either = new Set(certain.map(({ stem }) => stem));
  return terms.some(
    ({ stem, word }) =>
      uncertain.has(stem) && !either.has(stem) && (!isFunctional({ word }) || word.startsWith('go')),
  );
}

/** A condition that the notes do not make, or one of theirs that is gone. */
export function isConditionedOtherwise(
  sentence: string,
  terms: readonly Term[],
  { near, nearTerms, quotes }: Ground,
): boolean {
  if (conditional.test(sentence)) {
    if (!hangsOnCondition(near) && !conditional.test(near) && !nearTerms.some(({ stem }) => modals.has(stem)))
      return true;
    const at = terms.findIndex(
      ({ word }) => word === 'if' || word === 'unless' || word === 'once' || word === 'provided',
    );
    const known = new Set(nearTerms.map(({ stem }) => stem));
    return (
      at >= 0 &&
      terms.slice(at).some((term) => !isFunctional(term) && !term.isCapital && !known.has(term.stem))
    );
  }
  if (isAdvice(terms)) return false;
  if (isCertain(terms, nearTerms)) return true;
  const isRefused = (quote: string): boolean =>
    limits.test(quote) && termsOf(quote).some(({ word }) => isDenier(word) && word !== 'without');
  const denies = terms.some(({ word }) => isDenier(word));
  if (denies && !limits.test(sentence) && quotes.split('. ').some(isRefused)) return true;
  return conditional.test(quotes) || hangsOnCondition(quotes);
}

/** Kinds that may be told in the future. */
const futureKinds = new Set([
  ...aheadKinds,
  'agreed_silence',
  'decision_process',
  'setback',
  'paper_process',
  'budget_doubt',
]);

export function hasOtherTense(
  terms: readonly Term[],
  { nearTerms, farTerms }: Ground,
  { signals }: Grounds,
): boolean {
  if (isAdvice(terms)) return false;
  const past = stemsWhere(nearTerms, ({ isPast, isDenied }) => isPast && !isDenied);
  const pastFar = stemsWhere(farTerms, ({ isPast, isDenied }) => isPast && !isDenied);
  const known = stemsWhere(nearTerms, () => true);
  const isOpen =
    signals.length > 0 && signals.every(({ kind, closedBy }) => aheadKinds.has(kind) && closedBy === null);
  const told = new Set(
    signals.flatMap(({ kind, closedBy }) =>
      `${kindPasts[kind] ?? ''} ${closedBy ? endPasts[closedBy.how] : ''}`.split(' '),
    ),
  );
  const planned = new Set(
    nearTerms.filter((_, index) => nearTerms[index - 1]?.word === 'will').map(({ stem }) => stem),
  );
  const pasts = terms.filter(
    (term, index) =>
      term.isPast &&
      !term.isDenied &&
      !isDenier(terms[index + 1]?.word ?? '') &&
      !beforeNoun.has(terms[index - 1]?.word ?? '') &&
      !isFunctional(term) &&
      (!reports.has(term.word) || planned.has(term.stem)) &&
      !told.has(term.word),
  );
  if (pasts.some(({ stem }) => !past.has(stem) && (isOpen || known.has(stem) || !pastFar.has(stem))))
    return true;
  if (
    isOpen &&
    isThere(
      terms,
      nearTerms,
      signals.every(({ kind }) => owed.has(kind)),
    )
  )
    return true;
  const mayBe =
    signals.some(({ kind }) => futureKinds.has(kind)) ||
    nearTerms.some(({ word }) => ['will', 'wird', 'shall', 'going', 'wants', 'not'].includes(word));
  if (terms.some(({ word }) => word === 'will') && !mayBe) return true;
  const ahead = stemsWhere(nearTerms, ({ isPast }) => !isPast);
  return terms.some(({ word }, index) => {
    const verb = terms.slice(index + 1, index + 3).find((term) => !isFunctional(term));
    return word === 'will' && verb !== undefined && past.has(verb.stem) && !ahead.has(verb.stem);
  });
}

/** Past forms in which a kind is told, whatever the notes' own. */
export const kindPasts: Readonly<Record<string, string>> = {
  promise: 'promised agreed',
  buyer_request: 'asked wanted requested',
  pilot_agreed: 'agreed',
  evaluation_passed: 'passed ended tested',
  terms_agreed: 'agreed settled accepted',
  agreed_silence: 'agreed asked',
  proposal_out: 'sent offered quoted mailed',
  amount: 'offered quoted',
  ask_unanswered: 'tried called asked mailed reached rang left',
  close_date: 'moved slipped',
  next_step: 'moved agreed booked',
  decision_process: 'moved',
  decision_maker: 'joined took attended',
  champion: 'showed shown presented argued',
  budget_confirmed: 'approved reserved confirmed',
  objection: 'raised refused',
  reason: 'won lost chose chosen gave given',
};
/** The same for how something ended. */
const endPasts: Readonly<Record<Ending, string>> = {
  done: 'got received gave given sent done kept answered delivered met',
  settled: 'settled solved resolved cleared dropped',
  passed: 'passed cleared ended',
  withdrawn: 'withdrew withdrawn cancelled canceled',
  moved: 'moved slipped',
};

/** A past form behind these tells of what kind a thing is: `the agreed price`. */
const beforeNoun = new Set(
  'the a an our their his her its your my no any this that these those with'.split(' '),
);

/** What one side waits for: to have it is to have got it. */
const owed = new Set(['promise', 'buyer_request']);

const has = /^(?:has|have|had)$/;

/** `has the contract`, `is there`: it has come, in words that the notes do not have. */
function isThere(terms: readonly Term[], nearTerms: readonly Term[], isOwed: boolean): boolean {
  return terms.some(({ word }, index) => {
    const next = terms[index + 1];
    if (next === undefined || next.isDenied || isDenier(next.word)) return false;
    if (word === 'is' || word === 'are')
      return /^(?:there|here|back|done|over|ready|live)$/.test(next.word) && index > 0;
    if (!isOwed || !has.test(word) || next.word === 'to') return false;
    const what = terms
      .slice(index + 1)
      .find((term) => !isFunctional(term) && !timeWords.has(term.stem))?.stem;
    return !nearTerms.some(
      (one, at) => has.test(one.word) && nearTerms.slice(at + 1, at + 5).some(({ stem }) => stem === what),
    );
  });
}
