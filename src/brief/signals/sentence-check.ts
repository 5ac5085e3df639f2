import { mentionsOf, type Signal } from '../score/signal.ts';
import { deniesItself, hangsOnCondition } from './clause.ts';
import { languagesOf } from './day-words.ts';
import { isDenier, stemOf, type Term, termsOf } from './english.ts';
import { countsIn, figuresIn } from './figures.ts';
import { isNamed } from './kind-checks.ts';
import { createPlaceFinder } from './quote.ts';
import { isPlain } from './sentence.ts';
import { sentencesOf } from './sentence-bounds.ts';
import { aheadKinds, timeFault } from './sentence-time.ts';

/** A note that a sentence rests on. */
export interface CitedNote {
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly text: string;
  /** Names of the buyer's people on the call. */
  readonly people: readonly string[];
}

/** What a model's sentence rests on. */
export interface Grounds {
  /** As they stand today; for an answer from quotes alone, of no kind. */
  readonly signals: readonly Signal[];
  /** The notes of all their quotes. */
  readonly notes: readonly CitedNote[];
  /** All that the notes of the deal say: a thing may be called as it is there. */
  readonly dealText: string;
  /** Everybody known on the deal, by name. */
  readonly people: readonly string[];
  /** The day of the deal's newest note. */
  readonly newestDay: string;
  readonly today: string;
  /** What the buyer is called, which a sentence may always say; left out where no one buyer is meant. */
  readonly buyer?: string;
}

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

/** What the notes say around the quotes of a sentence. */
interface Ground {
  /** Sentences that the quotes stand in, and the signals' own words. */
  readonly near: string;
  readonly nearTerms: readonly Term[];
  /** The whole of the cited notes. */
  readonly far: string;
  readonly farTerms: readonly Term[];
  /** The quotes alone. */
  readonly quotes: string;
  /** Names that the quotes' sentences are about. */
  readonly names: ReadonlySet<string>;
}

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

function groundOf({ signals, notes, people, buyer }: Grounds): Ground {
  const near: string[] = [...(buyer ? [buyer] : []), ...signals.map(({ text }) => text)];
  const quotes: string[] = signals.map(({ text }) => text);
  const names = new Set<string>();
  for (const signal of signals) {
    const cited = [...mentionsOf(signal), ...(signal.closedBy ? [signal.closedBy] : [])];
    for (const { noteId, quote } of cited) {
      const note = notes.find(({ id }) => id === noteId);
      const place = note && createPlaceFinder(note.text)(quote);
      quotes.push(quote);
      if (!note || !place) continue;
      const sentences = sentencesOf(note.text);
      const at = sentences.findIndex(({ end }) => end > place.start);
      const last = sentences.findLastIndex(({ start }) => start < place.end);
      const told = note.text.slice(sentences[at]?.start ?? 0, sentences[last]?.end ?? note.text.length);
      near.push(told);
      for (const name of namesNear(
        note,
        sentences.slice(0, at + 1).map(({ start, end }) => note.text.slice(start, end)),
        people,
      ))
        names.add(name);
      for (const name of people) if (isNamed(name, told) || isNamed(name, signal.text)) names.add(name);
    }
  }
  const far = notes.map(({ text }) => text).join('\n');
  return {
    near: near.join('. '),
    nearTerms: termsOf(near.join('. ')),
    far,
    farTerms: termsOf(far),
    quotes: quotes.join('. '),
    names,
  };
}

/** Whom words of a note are about: those they name; where they say `he` or name nobody, the last named before, and who alone was on the call. */
function namesNear(
  note: CitedNote,
  sentences: readonly string[],
  people: readonly string[],
): readonly string[] {
  const own = sentences.at(-1) ?? '';
  const named = people.filter((name) => isNamed(name, own));
  if (named.length > 0 && !pronoun.test(own)) return named;
  const before = sentences
    .slice(0, -1)
    .toReversed()
    .map((one) => people.filter((name) => isNamed(name, one)));
  const last = before.find((names) => names.length > 0) ?? note.people;
  return [...named, ...last, ...(named.length === 0 && note.people.length === 1 ? note.people : [])];
}

const pronoun = /\b(?:he|she|they|him|her|his|their|er|sie|ihr|ihm)\b/i;

function hasOtherFigure(sentence: string, { near }: Ground, { signals }: Grounds): boolean {
  const dates = signals.flatMap(({ dueOn, dueBefore }) => [...(dueOn ? [dueOn] : []), ...dueBefore]);
  const days = dates.map((day) => day.replaceAll('-', ' ; ')).join(' ; ');
  const known = new Set([...figuresIn(`${near} ; ${days}`), ...countsIn(near)]);
  // Dates are held against days elsewhere.
  const plain = sentence.replace(datedNumber, ' ');
  const isOther = [...figuresIn(plain), ...countsIn(plain)].some((figure) => !known.has(figure));
  return isOther || isOfAnotherThing(plain, near);
}

/** A number before a word that the notes have before none of its places. */
function isOfAnotherThing(sentence: string, near: string): boolean {
  const told = numbersWithWords(near.replace(datedNumber, ' '));
  const words = new Set(termsOf(near).map(({ stem }) => stem));
  return numbersWithWords(sentence).some(({ figure, behind }) => {
    const same = told.filter((one) => one.figure === figure && one.behind.length > 0);
    const known = behind.filter((stem) => words.has(stem));
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

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const month = `(?:${months}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)`;
const datedNumber = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)? ?(?:to|and|until|-|–) ?)?\\d{1,2}(?:st|nd|rd|th)? (?:of )?${month}\\b|\\b${month} \\d{1,2}\\b`,
  'giu',
);

function namesAnother(sentence: string, ground: Ground, { people, dealText }: Grounds): boolean {
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
function isOfTheOther(sentence: string, { near, names }: Ground, { signals }: Grounds): boolean {
  const isOurs = (who: string) =>
    signals.length > 0 && signals.every((one) => one.kind === 'promise' && one.who === who);
  const first = /^(?:we|i|you)\b/i.test(sentence);
  if (first && isOurs('them') && new RegExp(`^(?:we|i|you) (?:${owing})\\b`, 'i').test(sentence)) return true;
  if (isOurs('us') && [...names].some((name) => startsWith(sentence, name, owing))) return true;
  const ours =
    signals.some(({ who }) => who === 'us') ||
    /\b(?:we|i|us|our|me|my|ours|wir|uns|unser\w*|ich|nous|notre)\b/i.test(near);
  const verb = termsOf(sentence)
    .slice(1)
    .find((term) => !isFunctional(term));
  return first && !ours && termsOf(near).some(({ stem }) => stem === verb?.stem);
}

/** `Darnell makes the call` where the note has somebody else before that verb. */
function isDoneByAnother(sentence: string, { near }: Ground, { people, signals }: Grounds): boolean {
  if (isAdvice(termsOf(sentence))) return false;
  const told = [...doers(near, people), ...goals(near, people)];
  const isOurs = signals.some(({ who }) => who === 'us');
  const firsts = doers(sentence, people).filter(({ isFirst }) => isFirst);
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
  return (
    told === said ||
    (said !== us && told === them) ||
    (said !== us && told !== us && isSamePerson(told, said, said))
  );
}

/** Who stands before a word that tells what somebody does: a name, us, or one of theirs. */
function doers(
  text: string,
  people: readonly string[],
): readonly { readonly name: string; readonly stem: string; readonly isFirst: boolean }[] {
  const found: { name: string; stem: string; isFirst: boolean }[] = [];
  for (const part of text.split(/[.;!?\n]\s|,\s(?=(?:he|she|they|i|we|you)\b)/i).slice(0, mostClauses)) {
    let name: string | null = null;
    let isFirst = true;
    let gap = 0;
    let before = '';
    for (const term of termsOf(part)) {
      const named = doerNamed(term, people);
      gap = named ? 0 : gap + 1;
      // After a verb or `to` a name is spoken to, not of.
      if (named && named !== name) isFirst = subjectBefore.test(before);
      name = named ?? (gap > doerGap ? null : name);
      before = term.word;
      if (name === null || named || (isFunctional(term) && !lightVerbs.has(term.word))) continue;
      found.push({ name, stem: term.stem, isFirst });
      isFirst = false;
    }
  }
  return found;
}

function doerNamed({ word }: Term, people: readonly string[]): string | null {
  if (/^(?:we|i|you)$/.test(word)) return us;
  if (/^(?:he|she|they)$/.test(word)) return them;
  return people.find((one) => isNamed(one, word)) ?? null;
}

const doerGap = 7;
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

function startsWith(sentence: string, name: string, verbs: string): boolean {
  const [first = ''] = sentence.split(/[\s,]/);
  return (
    isNamed(name, first.replace(/['’]s$/, '')) &&
    new RegExp(`^\\S+(?: \\p{Lu}\\S+)? (?:${verbs})\\b`, 'u').test(sentence)
  );
}

function stemsWhere(terms: readonly Term[], isSo: (term: Term) => boolean): ReadonlySet<string> {
  return new Set(terms.filter((term) => isSo(term) && !isFunctional(term)).map(({ stem }) => stem));
}

/** What a sentence denies the notes do not say, or the other way round. */
function isDeniedOtherwise(terms: readonly Term[], ground: Ground, { signals, people }: Grounds): boolean {
  const names = new Set(termsOf(people.join(' ')).map(({ stem }) => stem));
  const whole = [...ground.nearTerms, ...ground.farTerms];
  const said = stemsWhere(ground.nearTerms, ({ isDenied }) => !isDenied);
  const denied = stemsWhere(whole, ({ isDenied }) => isDenied);
  const saidAnywhere = stemsWhere(whole, ({ isDenied }) => !isDenied);
  const content = terms.filter((term) => !isFunctional(term) && !names.has(term.stem));
  const deniers = new Set(content.flatMap(({ denier }) => (denier < 0 ? [] : [denier])));
  const lacks = new Set(signals.flatMap(({ kind }) => (kindLacks[kind] ?? '').split(' ').map(stemOf)));
  for (const denier of deniers) {
    const stems = content.filter((term) => term.denier === denier).map(({ stem }) => stem);
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

function isAdvice(terms: readonly Term[]): boolean {
  const first = terms.find(({ word }) => !['please', 'then', 'do', 'not', 'never'].includes(word));
  return first !== undefined && first === terms.find(({ word }) => adviceVerbs.has(word)) && !first.isPast;
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
function isConditionedOtherwise(
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
  if (terms.some(({ word }) => isDenier(word)) && limits.test(quotes) && !limits.test(sentence)) return true;
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
const reports = new Set(
  'said told asked wanted planned booked fixed offered needed mentioned wants named expected owed'.split(' '),
);

function hasOtherTense(
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

const functional = new Set(
  `a an the this that these those it its they them their theirs she her hers he him his we us our ours you your yours i me my who whom which what when where why how
  is are was were be been being am do does did have has had having will would shall should can could may might must
  of to in on at by for from with about into over under up down out off after before between during through against as than then so and or but nor if whether because while until till since once only also too both all each every any some such same other another more most much many few first again still yet now already just very quite even directly per soon
  go goes come comes stand stands make makes show shows anything something
  not no never none nobody nothing neither without there here himself herself themselves myself itself own one ones somebody someone thing cent percent far back ahead away around nearly almost well like`.split(
    /\s+/,
  ),
);

function isFunctional({ word }: Pick<Term, 'word'>): boolean {
  return functional.has(word);
}

const adviceVerbs = new Set(
  'ask send confirm offer show call get speak say tell check propose book bring keep find make give thank start open remind name share set fix prepare explain answer mail write meet schedule follow suggest wait contact push do agree discuss invite arrange help let use try talk take see reach clarify chase press raise plan note mention look deliver hand settle close'.split(
    ' ',
  ),
);
const advice = new Set([...adviceVerbs].map(stemOf));

/** Words that a kind may be told in, whatever the notes' own. */
const kindWords: Readonly<Record<string, string>> = {
  objection: 'worry concern problem fear issue blocker refuse accept open solved gone settled',
  price_pressure: 'price discount cheaper less expensive push rival',
  budget_doubt: 'budget money missing frozen freeze funds spending',
  budget_confirmed: 'budget money approved reserved confirmed aside',
  competitor: 'rival competitor alternative competing race',
  promise: 'owe promise due late overdue open deliver deliverable still',
  next_step: 'next step due planned agreed meeting call plan fixed',
  buyer_request: 'want ask request need wish',
  pilot_agreed: 'pilot trial agreed run running end',
  evaluation_passed: 'pilot trial test passed pass evaluation result',
  proposal_out: 'offer proposal quote sent contract',
  terms_agreed: 'terms price agreed fine settled',
  paper_process: 'contract paper review legal purchasing security',
  verbal_yes: 'yes buy',
  decision_maker: 'decide sign joined took part',
  champion: 'support recommend champion argue case',
  setback: 'leave move leaving change successor',
  ask_unanswered:
    'answer reply response silent silence waiting reach nothing back unanswered heard rang tried',
  agreed_silence: 'pause contact quiet silence wait agreed',
  person: 'person role',
  amount: 'price amount deal worth offer year month',
  close_date: 'moved slipped sign decision date decide close planned plan signature due',
  reason: 'reason won lost because',
  metrics: 'figure number target now',
  decision_criteria: 'criterion condition judge must',
  decision_process: 'decide decision sign approve process committee',
  pain: 'problem pain',
};

/** A content word that neither the notes nor the signals have. */
function hasOtherWord(
  terms: readonly Term[],
  { nearTerms, farTerms }: Ground,
  { signals, people, dealText }: Grounds,
): boolean {
  const own = [...nearTerms, ...farTerms, ...termsOf(dealText).filter(({ isPast }) => !isPast)].map(
    ({ stem }) => stem,
  );
  const ofKinds = signals.flatMap(({ kind }) => (kindWords[kind] ?? '').split(' ').map(stemOf));
  const names = termsOf(people.join(' ')).map(({ stem }) => stem);
  const known = new Set([...own, ...ofKinds, ...names, ...advice, ...timeWords, ...reported]);
  return terms.some((term) => !isFunctional(term) && !known.has(term.stem));
}

const reported = new Set([...reports, 'promised', 'agreed', 'yes'].map(stemOf));
const timeWords = new Set(
  `${months} today tomorrow yesterday week month year day date last next due end start late overdue time`
    .split(/[\s|]/)
    .map(stemOf),
);
