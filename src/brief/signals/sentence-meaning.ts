import { deniesItself, hangsOnCondition } from './clause.ts';
import { languagesOf } from './day-words.ts';
import { isDenier, stemOf, type Term, termsOf } from './english.ts';
import type { Ground, Grounds } from './sentence-ground.ts';
import { aheadKinds } from './sentence-time.ts';
import { isAdvice, isFunctional, reports, stemsWhere } from './sentence-vocabulary.ts';

/** What a sentence denies the notes do not say, or the other way round. */
export function isDeniedOtherwise(
  terms: readonly Term[],
  ground: Ground,
  { signals, people }: Grounds,
): boolean {
  const names = new Set(termsOf(people.join(' ')).map(({ stem }) => stem));
  const whole = [...ground.nearTerms, ...ground.farTerms];
  const said = stemsWhere(ground.nearTerms, ({ isDenied }) => !isDenied);
  const denied = stemsWhere(whole, ({ isDenied }) => isDenied);
  const saidAnywhere = stemsWhere(whole, ({ isDenied }) => !isDenied);
  const content = terms.filter((term) => !isFunctional(term) && !names.has(term.stem));
  const deniers = new Set(content.flatMap(({ denier }) => (denier < 0 ? [] : [denier])));
  const happened = stemsWhere(ground.nearTerms, ({ isPast, isDenied }) => isPast && !isDenied);
  // What is still ahead has not been done yet.
  const isAhead = signals.some(({ kind, closedBy }) => aheadKinds.has(kind) && closedBy === null);
  const lacks = new Set(signals.flatMap(({ kind }) => (kindLacks[kind] ?? '').split(' ').map(stemOf)));
  for (const denier of deniers) {
    const group = content.filter((term) => term.denier === denier);
    if (isAhead && group[0]?.isPast && !happened.has(group[0].stem)) continue;
    const stems = group.map(({ stem }) => stem);
    const first = stems.find((stem) => said.has(stem) || denied.has(stem) || lacks.has(stem));
    if (first !== undefined && !denied.has(first) && !lacks.has(first) && !hasBareDenial(ground)) return true;
  }
  const isClosed = signals.some(({ closedBy }) => closedBy !== null);
  const overs = terms.filter(({ word }) => ends.has(word));
  if (isClosed && terms.some(({ word, isDenied }) => isDenied && (ends.has(word) || word === 'out')))
    return true;
  if (
    !isClosed &&
    signals.length > 0 &&
    overs.some((term) => !term.isDenied && !said.has(term.stem) && !hasWord(ground, term.word))
  )
    return true;
  if (terms.some(({ word }) => over.has(word))) return false;
  const asserted = isAdvice(terms) ? content.slice(0, 1) : content;
  return asserted.some(({ isDenied, stem }) => !isDenied && denied.has(stem) && !saidAnywhere.has(stem));
}

function hasWord({ nearTerms }: Ground, word: string): boolean {
  return nearTerms.some((term) => term.word === word);
}

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
  'without missing gone out silent unanswered late refuses declines lacks only until fails stopped over settled'.split(
    ' ',
  ),
);

const conditional =
  /\b(?:if|unless|once|provided|only when|as long as|subject to|depends|would(?! (?:like|love))|could|might)\b|\buntil (?!\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d|end)/i;

/** Without these a refusal is a harder one. */
const limits =
  /\b(?:without|unless|ohne)\b|\buntil (?!\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d|end)/i;

/** A condition that the notes do not make, or one of theirs that is gone. */
export function isConditionedOtherwise(
  sentence: string,
  terms: readonly Term[],
  { near, nearTerms, quotes }: Ground,
): boolean {
  if (conditional.test(sentence)) {
    if (!hangsOnCondition(near) && !conditional.test(near) && !/['’]d(?!\p{L})/u.test(near)) return true;
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
      `${kindPasts[kind] ?? ''} ${closedBy?.how === 'done' ? donePasts : ''}`.split(' '),
    ),
  );
  const pasts = terms.filter(
    (term, index) =>
      term.isPast &&
      !term.isDenied &&
      !isDenier(terms[index + 1]?.word ?? '') &&
      !isFunctional(term) &&
      !reports.has(term.word) &&
      !told.has(term.word),
  );
  if (pasts.some(({ stem }) => !past.has(stem) && (isOpen || known.has(stem) || !pastFar.has(stem))))
    return true;
  if (isOpen && isThere(terms, nearTerms)) return true;
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

/** Past forms in which anything is told that is done. */
const donePasts = 'got received gave given sent done kept answered delivered met';

/** Past forms in which a kind is told, whatever the notes' own. */
const kindPasts: Readonly<Record<string, string>> = {
  promise: 'promised agreed',
  pilot_agreed: 'agreed',
  terms_agreed: 'agreed',
  agreed_silence: 'agreed',
  ask_unanswered: 'tried called asked mailed reached',
  close_date: 'moved slipped',
  next_step: 'moved agreed',
  decision_process: 'moved',
};

/** `has the contract`, `is there`: it has come, in words that the notes do not have. */
function isThere(terms: readonly Term[], nearTerms: readonly Term[]): boolean {
  return terms.some(({ word }, index) => {
    const next = terms[index + 1];
    if (next === undefined || next.isDenied || isDenier(next.word)) return false;
    if (word === 'is' || word === 'are')
      return /^(?:there|here|back|done|over|ready|live)$/.test(next.word) && index > 0;
    return (
      /^(?:has|have|had)$/.test(word) && next.word !== 'to' && !nearTerms.some((one) => one.word === word)
    );
  });
}
