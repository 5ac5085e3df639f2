import { languagesOf } from '../quotes/day-vocabulary.ts';
import { countsIn, figuresIn } from '../quotes/figures.ts';
import { stemOf, type Term, termsOf } from './english.ts';
import { isPlain } from './sentence.ts';
import { type Ground, type Grounds, groundOf } from './sentence-ground.ts';
import { hasOtherTense, isConditionedOtherwise, isDeniedOtherwise, kindPasts } from './sentence-meaning.ts';
import { timeFault } from './sentence-time.ts';
import { advice, isFunctional, kindWords, months, reports, timeWords } from './sentence-vocabulary.ts';
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

function hasOtherFigure(sentence: string, { near, far }: Ground, { signals }: Grounds): boolean {
  const dates = signals.flatMap(({ dueOn, dueBefore }) => [...(dueOn ? [dueOn] : []), ...dueBefore]);
  const days = dates.map((day) => day.replaceAll('-', ' ; ')).join(' ; ');
  const known = new Set([...figuresIn(`${near} ; ${days}`), ...countsIn(near)]);
  // Dates are held against days elsewhere.
  const plain = sentence.replace(datedNumber, ' ');
  const isOther = [...figuresIn(plain), ...countsIn(plain)].some((figure) => !known.has(figure));
  return (
    isOther || isSaidTwice(plain, near) || (languagesOf(far).size === 1 && isOfAnotherThing(plain, near))
  );
}

/** `40 of the 40` where the notes have that number once. */
function isSaidTwice(sentence: string, near: string): boolean {
  const said = numbersWithWords(sentence).map(({ figure }) => figure);
  const told = numbersWithWords(near).map(({ figure }) => figure);
  const twice = said.filter((figure, index) => said.indexOf(figure) !== index);
  return twice.some((figure) => told.filter((one) => one === figure).length < 2);
}

/** A number before a word that the notes have before none of its places. */
function isOfAnotherThing(sentence: string, near: string): boolean {
  const told = numbersWithWords(near.replace(datedNumber, ' '));
  const words = new Set(termsOf(near).map(({ stem }) => stem));
  return numbersWithWords(sentence).some(({ figure, behind }) => {
    const same = told.filter((one) => one.figure === figure && one.behind.length > 0);
    const known = behind.slice(0, 1).filter((stem) => words.has(stem));
    if (same.length === 0 || known.length === 0) return false;
    return !same.some((one) => one.behind.some((stem) => known.includes(stem)));
  });
}

/** Each number that stands alone in a text, with the content words right behind it. */
function numbersWithWords(
  text: string,
): readonly { readonly figure: number; readonly behind: readonly string[] }[] {
  const found: { figure: number; behind: readonly string[] }[] = [];
  for (const clause of text.split(/[.;:!?\n] |[()]/).slice(0, mostClauses)) {
    for (const { 0: written, index } of clause.matchAll(aNumber)) {
      const [figure] = [...figuresIn(written), ...countsIn(written)];
      const rest = clause.slice(index + written.length, index + written.length + 40).replace(/\d.*$/su, '');
      const behind = termsOf(rest)
        .filter((term) => !isFunctional(term))
        .slice(0, 2)
        .map(({ stem }) => stem);
      if (figure !== undefined) found.push({ figure, behind });
    }
  }
  return found;
}

const aNumber =
  /(?<![\d:])\d[\d.,]*\p{L}?(?!:\d)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/giu;

const mostClauses = 200;

const month = `(?:${months}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)`;

const datedNumber = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)? ?(?:to|and|until|-|–) ?)?\\d{1,2}(?:st|nd|rd|th)? (?:of )?${month}\\b|\\b${month} \\d{1,2}\\b`,
  'giu',
);
