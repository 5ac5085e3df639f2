import { languagesOf } from '../quotes/day-vocabulary.ts';
import { type Term, termsOf } from './english.ts';
import { isNamed } from './kind-checks.ts';
import type { Ground, Grounds } from './sentence-ground.ts';
import { advice, isAdvice, isFunctional, timeWords } from './sentence-vocabulary.ts';

export function namesAnother(sentence: string, ground: Ground, { people, dealText }: Grounds): boolean {
  if (
    people.some(
      (name) =>
        isNamed(name, sentence) && ![...ground.names].some((one) => isSamePerson(one, name, sentence)),
    )
  )
    return true;
  const near = new Set(ground.nearTerms.map(({ stem }) => stem));
  const named = new Set(termsOf([...ground.names].join(' ')).map(({ stem }) => stem));
  const proper = properNames(termsOf(dealText));
  return termsOf(sentence).some(({ stem, isCapital, word }, index) => {
    const isName = isCapital && proper.has(stem) && (index > 0 || !advice.has(stem));
    return (isName || roles.has(word)) && !near.has(stem) && !named.has(stem);
  });
}

/** A person may be known by several names: `Svenja Stolle` and `Fr. Stolle` are one where a sentence says `Stolle`. */
function isSamePerson(one: string, other: string, sentence: string): boolean {
  return one === other || other.split(/\s+/).some((word) => isNamed(word, one) && isNamed(word, sentence));
}

/** Words that a note writes with a capital alone. */
function properNames(terms: readonly Term[]): ReadonlySet<string> {
  const small = new Set(terms.filter(({ isCapital }) => !isCapital).map(({ stem }) => stem));
  return new Set(
    terms
      .filter(
        (term) => term.isCapital && !small.has(term.stem) && !isFunctional(term) && !timeWords.has(term.stem),
      )
      .map(({ stem }) => stem),
  );
}

/** Who somebody is, where no name says it. */
const roles = new Set(
  'boss chairman cfo ceo coo cto md director manager counsel purchasing legal board committee accountant accountants accounts advocate hr secretary assistant planners clerks cousin deputy council nephew son daughter wife husband brother sister friend colleague'.split(
    ' ',
  ),
);

const owing =
  'owes?|promised?|promises|sends?|will send|brings?|writes?|delivers?|comes? back|gets? back|calls? back|answers?|tells?|sets?';

/** A promise is told of its maker; what `we` do stands in the notes as ours. */
export function isOfTheOther(sentence: string, { near, names }: Ground, { signals }: Grounds): boolean {
  const isOurs = (who: string) =>
    signals.length > 0 && signals.every((one) => one.kind === 'promise' && one.who === who);
  const first = /^(?:we|i|you)\b/i.test(sentence);
  if (first && isOurs('them') && new RegExp(`^(?:we|i|you) (?:${owing})\\b`, 'i').test(sentence)) return true;
  if (isOurs('us') && [...names].some((name) => startsWith(sentence, name, owing))) return true;
  const isOffer = signals.some(
    ({ kind, who }) => who === 'us' && (kind === 'proposal_out' || kind === 'amount'),
  );
  if (
    isOffer &&
    [...names].some((name) => startsWith(sentence, name, 'offered|offers|quoted|quotes|sent|sends'))
  )
    return true;
  const ours =
    signals.some(({ who }) => who === 'us') ||
    /\b(?:we|i|us|our|me|my|ours|wir|uns|unser\w*|ich|nous|notre)\b/i.test(near);
  const verb = termsOf(sentence)
    .slice(1)
    .find((term) => !isFunctional(term));
  return first && !ours && termsOf(near).some(({ stem }) => stem === verb?.stem);
}

function startsWith(sentence: string, name: string, verbs: string): boolean {
  const [first = ''] = sentence.split(/[\s,]/);
  return (
    isNamed(name, first.replace(/['’]s$/, '')) &&
    new RegExp(`^\\S+(?: \\p{Lu}\\S+)? (?:${verbs})\\b`, 'u').test(sentence)
  );
}

/** `Darnell makes the call` where the note has somebody else before that verb. */
export function isDoneByAnother(
  sentence: string,
  { near, far }: Ground,
  { people, signals, dealText }: Grounds,
): boolean {
  if (isAdvice(termsOf(sentence))) return false;
  // German writes every noun with a capital.
  const proper = languagesOf(far).has('de') ? new Set<string>() : properNames(termsOf(dealText));
  const known = { people, proper };
  const told = [...doers(near, known), ...goals(near, people)];
  const isOurs = signals.some(({ who }) => who === 'us');
  const firsts = doers(sentence, known).filter(({ isFirst }) => isFirst);
  return [...firsts, ...goals(sentence, people)].some(({ name, stem }) => {
    if (name === them || (name === us && isOurs)) return false;
    const others = told.filter((one) => one.stem === stem);
    // In a pasted mail of theirs "I" is its writer.
    return others.length > 0 && !others.some((one) => isSame(one.name, name) || (one.name === us && !isOurs));
  });
}

const us = 'we';
const them = 'they';

/** `She` may be anybody of theirs. */
function isSame(told: string, said: string): boolean {
  return told === said || (said !== us && (told === them || (told !== us && isSamePerson(told, said, said))));
}

/** Who may do something: people by their names, and whatever the notes write with a capital alone. */
interface Doers {
  readonly people: readonly string[];
  readonly proper: ReadonlySet<string>;
}

interface Deed {
  readonly name: string;
  readonly stem: string;
  /** The first that is told of them, with their name before it as who does it. */
  readonly isFirst: boolean;
}

/** Who stands before a word that tells what somebody does: a name, us, or one of theirs. */
function doers(text: string, known: Doers): readonly Deed[] {
  const parts = text.split(/[.;!?\n]\s|,\s(?=(?:he|she|they|i|we|you)\b)/i).slice(0, mostParts);
  return parts.flatMap((part) => deedsIn(termsOf(part), known));
}

interface Doer {
  readonly name: string;
  readonly at: number;
  readonly isSubject: boolean;
}

const nobody: Doer = { name: '', at: -1, isSubject: false };

function deedsIn(terms: readonly Term[], known: Doers): readonly Deed[] {
  const deeds: Deed[] = [];
  let doer = nobody;
  for (const [index, term] of terms.entries()) {
    const name = doerNamed(term, known);
    if (roles.has(term.word)) {
      // `Marybeth Lonergan the COO` is one person; a role alone may be anybody.
      if (index - doer.at > roleGap) doer = nobody;
    } else if (name !== null) {
      const isSubject =
        name === doer.name ? doer.isSubject : subjectBefore.test(terms[index - 1]?.word ?? '');
      doer = { name, at: index, isSubject };
    } else if (doer.name !== '' && index - doer.at <= doerGap && tells(term)) {
      deeds.push({ name: doer.name, stem: term.stem, isFirst: doer.isSubject });
      doer = { ...doer, isSubject: false };
    }
  }
  return deeds;
}

function tells(term: Term): boolean {
  return !isFunctional(term) || lightVerbs.has(term.word);
}

function doerNamed({ word, stem, isCapital }: Term, { people, proper }: Doers): string | null {
  if (/^(?:we|i|you)$/.test(word)) return us;
  if (/^(?:he|she|they)$/.test(word)) return them;
  return people.find((one) => isNamed(one, word)) ?? (isCapital && proper.has(stem) ? stem : null);
}

const mostParts = 200;
const doerGap = 7;
const roleGap = 3;
/** After a verb or `to` a name is spoken to, not of. */
const subjectBefore = /^(?:|and|but|that|because|so|while|when|then|or|who|mr|ms|dr|fr|hr)$/;
const lightVerbs = new Set('go goes come comes make makes show shows'.split(' '));

/** Whom two words lead to: `goes to Bertrand`. */
function goals(
  text: string,
  people: readonly string[],
): readonly { readonly name: string; readonly stem: string }[] {
  const terms = termsOf(text);
  return terms.flatMap((term, index) => {
    const name = people.find((one) => isNamed(one, term.word));
    const [first, second] = [terms[index - 2]?.word, terms[index - 1]?.word];
    return name && first && second && isFunctional({ word: second })
      ? [{ name, stem: `${first} ${second}` }]
      : [];
  });
}
