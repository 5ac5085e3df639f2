import { stemOf, type Term, termsOf } from './english.ts';
import { isPlain } from './sentence.ts';
import { hasOtherFigure } from './sentence-figures.ts';
import { type Ground, type Grounds, groundOf } from './sentence-ground.ts';
import { hasOtherTense, isConditionedOtherwise, isDeniedOtherwise, kindPasts } from './sentence-meaning.ts';
import { timeFault } from './sentence-time.ts';
import { advice, isFunctional, kindWords, reports, timeWords } from './sentence-vocabulary.ts';
import { isDoneByAnother, isOfTheOther, namesAnother } from './sentence-who.ts';

/** Why a sentence is not shown. */
export type SentenceFault =
  | 'markup'
  | 'number'
  | 'day'
  | 'name'
  | 'who'
  | 'negation'
  | 'condition'
  | 'tense'
  | 'word';

/** The first thing in a sentence that what it cites does not say; null when it may be shown. */
export function sentenceFault(sentence: string, grounds: Grounds): SentenceFault | null {
  if (!isPlain(sentence)) return 'markup';
  const ground = groundOf(grounds);
  const terms = termsOf(sentence);
  const time = {
    ...grounds,
    noteDays: grounds.notes.map(({ day }) => day),
    near: ground.near,
    far: ground.far,
  };
  if (hasOtherFigure(sentence, ground, grounds)) return 'number';
  if (timeFault(sentence, time)) return 'day';
  if (namesAnother(sentence, ground, grounds)) return 'name';
  if (isOfTheOther(sentence, ground, grounds) || isDoneByAnother(sentence, ground, grounds)) return 'who';
  if (isDeniedOtherwise(terms, ground, grounds)) return 'negation';
  if (isConditionedOtherwise(sentence, terms, ground)) return 'condition';
  if (hasOtherTense(terms, ground, grounds)) return 'tense';
  return hasOtherWord(terms, ground, grounds) ? 'word' : null;
}

/** A content word that neither the notes nor the signals have. */
function hasOtherWord(
  terms: readonly Term[],
  { nearTerms, farTerms }: Ground,
  { signals, people, dealText }: Grounds,
): boolean {
  const own = [...nearTerms, ...farTerms, ...termsOf(dealText).filter(({ isPast }) => !isPast)].map(
    ({ stem }) => stem,
  );
  const ofKinds = signals.flatMap(({ kind }) =>
    `${kindWords[kind] ?? ''} ${kindPasts[kind] ?? ''}`.split(' ').map(stemOf),
  );
  const names = termsOf(people.join(' ')).map(({ stem }) => stem);
  const known = new Set([...own, ...ofKinds, ...names, ...advice, ...timeWords, ...reported]);
  return terms.some((term) => !isFunctional(term) && !known.has(term.stem));
}

const reported = new Set([...reports, 'promised', 'agreed', 'yes'].map(stemOf));
