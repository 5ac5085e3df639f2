import { type Clause, clausesOf, quoteOf, takesBack } from './clauses.ts';
import { type Asked, isDone, saying, spokenIn, thingsAsked, withoutNames } from './question-words.ts';
import { type AskedNote, type AskedPrompt, readAsked } from './read-note.ts';
import { mattersOf } from './reading-answer.ts';
import { plainWords, root } from './topics.ts';

/** Words of a note, by its number in the prompt. */
interface Citation {
  readonly note: number;
  readonly quote: string;
}

/** What the rules answer to a question. */
export interface AskedAnswer {
  readonly found: boolean;
  readonly sentences: readonly { readonly text: string; readonly citations: readonly Citation[] }[];
}

/** A clause that may answer, with the note it is of. */
interface Found {
  readonly note: AskedNote;
  readonly clause: Clause;
  /** Where in the clause what was asked for stands, so that a long one is not cut off from it. */
  readonly at?: number;
}

const declined: AskedAnswer = { found: false, sentences: [] };
const mostSentences = 3;
const longestText = 160;

/** A witness that copies: the clauses with most of the question's words, or none when the notes speak of something else. */
export function askByRules(message: string): AskedAnswer {
  const asked = readAsked(message);
  if (namesAStranger(asked)) return declined;
  const notes = notesOfDay(asked.question, notesOnNamed(asked));
  const found = byIntent(asked.question, notes) ?? byWords(asked, notes);
  if (found.length === 0) return declined;
  return { found: true, sentences: onePerPerson(found).map(told) };
}

/** Whatever a question writes like a name and no note speaks of. */
function namesAStranger({ question, notes }: AskedPrompt): boolean {
  const [, ...later] = question.split(/\s+/u);
  const names = later.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).flatMap(plainWords);
  const known = new Set(notes.flatMap((note) => [...plainWords(note.text), ...nameWords(note)]));
  return names.some(
    (name) => name !== 'i' && !known.has(name) && ![...known].some((word) => root(word) === root(name)),
  );
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dated = new RegExp(`\\bon (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${months.join('|')})`, 'iu');

/** The notes of the day that a question names, where it names one on which something was said. */
function notesOfDay(question: string, notes: readonly AskedNote[]): readonly AskedNote[] {
  const [, day = '', month = ''] = dated.exec(question) ?? [];
  if (day === '' || !/\b(?:did|was|were|said|had)\b/iu.test(question)) return notes;
  const end = `-${String(months.indexOf(month.toLowerCase()) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return notes.filter((note) => note.day.endsWith(end));
}

function nameWords({ people, company }: AskedNote): readonly string[] {
  return [...people, company].flatMap(plainWords);
}

/** The notes of whoever the question names best; all when it names nobody. */
function notesOnNamed({ question, notes }: AskedPrompt): readonly AskedNote[] {
  const words = new Set(plainWords(question).flatMap((word) => [word, word.replace(/s$/u, '')]));
  const matches = (note: AskedNote) => new Set(nameWords(note).filter((word) => words.has(word))).size;
  const most = Math.max(0, ...notes.map(matches));
  return most === 0 ? notes : notes.filter((note) => matches(note) === most);
}

/** The clauses of each company on its own, since one note may take back the note before. */
function clausesIn(notes: readonly AskedNote[]): readonly Found[] {
  return ofEachCompany(notes, (own) =>
    own.flatMap((note, index) => {
      const next = own[index + 1];
      if (next !== undefined && takesBack(next.text)) return [];
      return clausesOf(note).map((clause) => ({ note, clause }));
    }),
  );
}

function ofEachCompany(
  notes: readonly AskedNote[],
  find: (own: readonly AskedNote[]) => readonly Found[],
): readonly Found[] {
  const companies = [...new Set(notes.map(({ company }) => company))];
  return companies.flatMap((company) => find(notes.filter((note) => note.company === company)));
}

/** Questions that ask for a kind of thing rather than for words. */
function byIntent(question: string, notes: readonly AskedNote[]): readonly Found[] | undefined {
  if (/\bstill open\b|\bopen with\b/iu.test(question))
    return hitsOf(notes, ['objection', 'price_pressure', 'budget_doubt', 'promise'], 'any');
  const isOpen = !/^\W*(?:how|when|why)\b/iu.test(question);
  if (isOpen && /\b(?:we|i) (?:promise|owe)/iu.test(question)) return hitsOf(notes, ['promise'], 'us');
  if (isOpen && /\b(?:they|she|he) (?:promise|owe)/iu.test(question))
    return hitsOf(notes, ['promise'], 'them');
  if (
    /\bwhy\b.*\b(?:lose|lost|say no|said no|turn(?:ed)? us down|not buy)\b|\bwhy .*\bgo (?:elsewhere|away)\b/iu.test(
      question,
    )
  )
    return lostBecause(notes);
  if (/\b(?:did|have|do) (?:we|i)\b.*\blos[et]/iu.test(question))
    return clausesIn(notes.filter(({ outcome }) => outcome === 'lost')).slice(0, 1);
  if (/^\W*which deals have an objection/iu.test(question))
    return hitsOf(notes, ['objection', 'price_pressure'], 'any');
  const whoDoes = /^\W*what (?:does|do|did) (.+?) do(?: there| again)?(?: (?:at|for|with) .*)?\W*$/iu.exec(
    question,
  )?.[1];
  if (whoDoes !== undefined) return introduction(whoDoes.replace(/ at .*$/iu, ''), notes);
  const whose = /^\W*what(?: is|['’]?s) (.+?)(?:['’]s|s)? (?:title|role|job|position|function)\W*$/iu.exec(
    question,
  )?.[1];
  if (whose !== undefined) return introduction(whose, notes);
  const who = /^\W*(?:and |so )?who(?: is|['’]?s| are) (.+?)\W*$/iu.exec(question)?.[1];
  return who === undefined
    ? undefined
    : introduction(who.replace(/ (?:again|exactly|at .*|from .*)$/iu, ''), notes);
}

/** A deal that was lost says why in the first words of its note. */
function lostBecause(notes: readonly AskedNote[]): readonly Found[] {
  return clausesIn(notes.filter(({ outcome }) => outcome === 'lost')).slice(0, 1);
}

/** Matters of these kinds that nothing later has settled. */
function hitsOf(
  notes: readonly AskedNote[],
  kinds: readonly string[],
  who: 'us' | 'any' | 'them',
): readonly Found[] {
  return ofEachCompany(notes, (own) => {
    const open = mattersOf(own).filter(
      (one) => one.isOpen && kinds.includes(one.kind) && (who === 'any' || one.who === who),
    );
    return open.flatMap(({ raised }) => {
      const note = own.find(({ n }) => n === raised.note);
      const clause = note && clausesOf(note).find(({ text }) => text.includes(raised.quote));
      return note && clause ? [{ note, clause }] : [];
    });
  });
}

const whose = /^\p{L}+['’]?s\s/iu;
const article = /^(?:the|our|their|his|her|a|an|my)\s+/iu;
const aName = "\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)*";

/** The clause that says who somebody is, or who has some part: a name beside what its bearer does. */
function introduction(who: string, notes: readonly AskedNote[]): readonly Found[] | undefined {
  const people = notes.flatMap((note) => note.people);
  const words = plainWords(who.replace(article, '').replace(whose, ''));
  const meant = people.find((name) => words.every((word) => isCalled(word, name)));
  if (/ing\b|\b(?:for|against|on|behind|up)\b/iu.test(who)) return undefined;
  if (meant === undefined && !article.test(who) && !whose.test(who)) return undefined;
  const names = meant ? [meant, ...meant.split(' ')] : [];
  const roles = words.map((word) => word.replace(/[^\p{L}\p{N}-]/gu, '')).filter((word) => word !== '');
  const said = clausesIn(notes).filter(({ note, clause }) =>
    meant === undefined
      ? hasPart(roles, clause.sentence, note.people)
      : names.some((name) => isIntroduced(name, clause.text)),
  );
  if (said.length > 0) return said.slice(0, 1);
  return meant === undefined && words.length > 2 ? undefined : [];
}

function isCalled(word: string, name: string): boolean {
  const parts = plainWords(name);
  return parts.includes(word) || parts.some((part) => shortOf[word] === part);
}

/** A few short forms of first names. */
const shortOf: Readonly<Record<string, string>> = {
  bob: 'robert',
  mike: 'michael',
  liz: 'elizabeth',
  jim: 'james',
};

/** "Priya Sharma, VP Sales", "their CTO Luis Ortega", "Tom Keller from IT". */
function isIntroduced(name: string, text: string): boolean {
  const said = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return (
    new RegExp(
      `${said}, (?:\\p{Lu}|their|the|a|an|our|his|her|from|[a-z]+ (?:ops|lead|head|banking))`,
      'u',
    ).test(text) ||
    new RegExp(
      `${said}(?: \\p{Lu}\\p{L}+)? (?:from|of|runs|leads|heads|owns|manages|is (?:the|our|their|a|an))\\b`,
      'u',
    ).test(text) ||
    new RegExp(`\\b(?:[Tt]heir|[Tt]he|[Oo]ur) (?:\\p{L}+ ){1,3}${said}`, 'u').test(text)
  );
}

/** Whether a sentence says a role beside the name of whoever has it. */
function hasPart(roles: readonly string[], sentence: string, people: readonly string[]): boolean {
  const role = roles
    .join(' ')
    .replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  const as = '(?:is )?(?:their |the |our |his |her |a )?(?:\\w+ )?';
  const behind = new RegExp(`(${aName}),? ${as}${role}\\b`, 'u').exec(sentence)?.[1];
  const before = new RegExp(`\\b${role},? (${aName})`, 'u').exec(sentence)?.[1];
  return [behind, before].some((name) => name !== undefined && isSomebody(name, people));
}

function isSomebody(name: string, people: readonly string[]): boolean {
  return people.some((one) => one.includes(name) || name.includes(one)) || / /u.test(name);
}

const bonus = 0.5;
const alone = 0.96;
/** A day of what the sentence before speaks of. */
const near = 0.7;
const asksDay = /^\W*(?:(?:until|by|since|from) )?when\b/iu;
/** Who it was stands where it is told. */
const asksWho = /^\W*(?:and |so )?who\b/iu;
const around = 0.9;

/** How much of what is asked a clause says: in itself, in its sentence, or in those beside it. */
function matchOf(
  things: readonly Asked[],
  { note, clause }: Found,
  question: string,
): { score: number; own: number } {
  const [own, sentence, whole] = [clause.text, clause.sentence, nearby(note.text, clause.sentence)].map(
    spokenIn,
  );
  const [isDated, isOfOne] = [asksDay.test(question), asksWho.test(question)];
  const scores = things.map((thing) => {
    if (thing.isSoft) return own && saying(thing, own) > 0 ? bonus : 0;
    const [here = 0, there = 0, beside = 0] = [own, isOfOne ? own : sentence, whole].map((said) =>
      said ? saying(thing, said) : 0,
    );
    return Math.max(here, around * there, beside === 1 && isDated ? near : 0);
  });
  return {
    score: scores.reduce((sum: number, one) => sum + one, 0),
    own: scores.filter((one) => one > near).length,
  };
}

/** The sentence with those before and behind it. */
function nearby(text: string, sentence: string): string {
  const at = Math.max(0, text.indexOf(sentence));
  const before =
    text
      .slice(0, at)
      .split(/(?<=[.!?])\s+/u)
      .at(-2) ?? '';
  const behind =
    text
      .slice(at + sentence.length)
      .trim()
      .split(/(?<=[.!?])\s+/u)[0] ?? '';
  return `${before} ${sentence} ${behind}`;
}

const asksWhether = /^\W*(?:is|are|was|were|has|have|had|does|do|did|can|will)\b/iu;

const many = 4;

/** All that is asked for, of many things all but one; of one alone its own word, but for who and whether. */
function enoughOf(things: readonly Asked[], question: string): number {
  const count = things.filter(({ isSoft }) => !isSoft).length;
  if (asksWhether.test(question)) return count * around * around;
  if (count <= 1) return /^\W*who\b/iu.test(question) ? around * around : alone;
  return (count < many ? count : count - 1) * around * around;
}

const asksNumber = /\bhow (?:many|much|often|long|far|old|quick|quickly|fast|soon)\b/iu;
const number =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|hundred|thousand|third|second|twice|once|again|about)\b/iu;
const asksSome = /^\W*(?:and |so )?(?:who|which)\b/iu;
const asksNeed = /\b(?:ha(?:ve|s|d) to|must|needs? to|required?)\b/iu;
const need = /\b(?:must|have to|needs?|under|within|at most|less than|before|by|if|unless|only)\b/iu;
const saysWho = /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|\b(?:he|she|chief|team|brother|head|board|CFO|CTO|CEO|COO)\b/u;

/** The clauses that say what the question asks for, names apart; of one buyer the newest where one answer is asked for. */
function byWords({ question }: AskedPrompt, notes: readonly AskedNote[]): readonly Found[] {
  const all = thingsAsked(question);
  const candidates = clausesIn(notes).flatMap((found) => {
    // Whoever is no part of the note must be spoken of in it.
    const things = withoutNames(question, all, namesOf(found.note));
    const { score, own } = matchOf(things, found, question);
    const isEnough = things.length > 0 && own > 0 && score >= enoughOf(things, question);
    return isEnough && isToThePoint(question, things, found.clause)
      ? [{ found: wholeOf(found, things), score, things }]
      : [];
  });
  const fit = preferred(question, candidates);
  const best = Math.max(0, ...fit.map(({ score }) => score));
  const top = fit.filter(({ score }) => score === best);
  const [first] = top;
  // What many places of one note say alike answers nothing in particular.
  if (
    first?.things.length === 1 &&
    top.filter(({ found }) => found.note === first.found.note).length > mostAlike
  )
    return [];
  const found = top
    .map((one) => one.found)
    .filter((one, index, all) => isLastOfSentence(one, all.slice(index + 1)));
  return asksSome.test(question) ? found : newestOfEach(found);
}

/** Of one sentence the last clause tells what the others lead to. */
function isLastOfSentence({ note, clause }: Found, later: readonly Found[]): boolean {
  return !later.some((one) => one.note === note && one.clause.sentence === clause.sentence);
}

const readableWords = 25;

/** A clause that has but a part of what was asked for is told with its sentence, where that can be read at once. */
function wholeOf({ note, clause }: Found, things: readonly Asked[]): Found {
  const said = spokenIn(clause.text);
  const hasAll = things.every((one) => one.isSoft || saying(one, said) > 0);
  const isReadable = clause.sentence.split(/\s+/u).length <= readableWords;
  const text = hasAll || !isReadable ? clause.text : clause.sentence;
  return { note, clause: { ...clause, text }, at: placeOf(things, text) };
}

/** Where the last of the things stands. */
function placeOf(things: readonly Asked[], text: string): number {
  const words = [...text.matchAll(/\S+/gu)];
  const last = words.findLast(([word]) => things.some((one) => saying(one, spokenIn(word)) > 0));
  return last?.index ?? 0;
}

function namesOf(note: AskedNote): ReadonlySet<string> {
  return new Set(nameWords(note).flatMap((word) => [word, root(word), `${word}s`, root(`${word}s`)]));
}

/** Those with a number, or somebody, where that is asked for, if there are any. */
function preferred<T extends { readonly found: Found }>(question: string, all: readonly T[]): readonly T[] {
  const wanted = asksNumber.test(question) ? number : /^\W*who\b/iu.test(question) ? saysWho : undefined;
  const own = wanted ? all.filter(({ found }) => wanted.test(found.clause.text)) : all;
  const around = wanted ? all.filter(({ found }) => wanted.test(found.clause.sentence)) : all;
  const fit = [own, around, all].find((some) => some.length > 0) ?? [];
  const needed = fit.filter(({ found }) => asksNeed.test(question) && need.test(found.clause.text));
  return needed.length > 0 ? needed : fit;
}

const asksDone = /^\W*(?:did|has|have)\b/iu;
const asksMatter = /\bwhat\b.*\babout\W*$/iu;
const asksWish = /^\W*what\b.*\b(?:do|does|did)\b.*\b(?:want|need|expect|ask|require)s?\b/iu;
const asksMood =
  /\bhow (?!long|many|much|often).*\b(?:feel|feels|feeling|felt|react|take)\b|\bthink(?:s)? (?:of|about)\b/iu;
const mood =
  /\b(?:like[ds]?|lov\w+|enjoy\w*|happy|pleased|delighted|positive|calm|fine|worr\w+|concern\w*|nervous|anxious|afraid|upset|angry|hostile|s[kc]eptical|neutral|reassured|tired|curious|polite|kind|tension|expensive|dear|cheap|mehenga|good|great|bad|too|over)\b/iu;
const wish = /\b(?:want|need|ask|expect|requir|would|if|must|look|prefer)/iu;

/** Words that have all that was asked for say nothing where what it was asked about is missing. */
function isToThePoint(question: string, things: readonly Asked[], { text, sentence }: Clause): boolean {
  if (
    asksDone.test(question) &&
    !things.every((one) => isDone(one, text) || saying(one, spokenIn(text)) === 0)
  )
    return false;
  if (asksMatter.test(question) && !/\b(?:about|over|of|with|that|because)\b/iu.test(text)) return false;
  if (/^\W*who (?:else )?asked\b/iu.test(question) && !/\bask/iu.test(text)) return false;
  if (asksMood.test(question) && !mood.test(text)) return false;
  if (asksWish.test(question) && !wish.test(sentence)) return false;
  return countsThem(question, things, text);
}

const mostAlike = 2;
const nearNumber = 5;
const aNumber =
  /^\W*(?:[$€£]?\p{N}[\p{N}.,]*\w*%?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\W*$/iu;
const ofTime = /^(?:a|an|per|each|every|times|in|of)?$/iu;

/** "How many trucks" is answered where a number stands before the trucks, or behind them and before nothing else. */
function countsThem(question: string, things: readonly Asked[], text: string): boolean {
  const what = /\bhow many (.*)$/iu.exec(question)?.[1];
  if (what === undefined) return true;
  const counted = things.filter(({ word }) => what.toLowerCase().includes(word)).slice(0, 2);
  const words = text.split(/\s+/u);
  const isThing = (word: string) => counted.some((one) => saying(one, spokenIn(word)) > 0);
  return words.some((word, at) => {
    if (!aNumber.test(word)) return false;
    const ahead = words.slice(at + 1, at + 3);
    const behind = words.slice(Math.max(0, at - nearNumber), at);
    return ahead.some(isThing) || (behind.some(isThing) && ofTime.test(words[at + 1] ?? ''));
  });
}

function newestOfEach(found: readonly Found[]): readonly Found[] {
  return ofEachCompany(
    found.map(({ note }) => note),
    (own) => {
      const day = own
        .map((note) => note.day)
        .toSorted()
        .at(-1);
      return found.filter(({ note }) => note.company === own[0]?.company && note.day === day);
    },
  );
}

/** The newest of each person first, then more of the same. */
function onePerPerson(found: readonly Found[]): readonly Found[] {
  const newest = found.toSorted((a, b) => b.note.day.localeCompare(a.note.day));
  const keyOf = ({ note }: Found) => `${note.people[0]} ${note.company}`;
  const first = newest.filter(
    (one, index) => newest.findIndex((other) => keyOf(other) === keyOf(one)) === index,
  );
  return [...first, ...newest.filter((one) => !first.includes(one))].slice(0, mostSentences);
}

/** "Priya Sharma at Rentfield: she is nervous about the migration timeline." */
function told({ note, clause, at }: Found): AskedAnswer['sentences'][number] {
  const words = clause.text.replace(/[<>@`*_~|]/gu, '').replace(/\s+/gu, ' ');
  const cut = words.length <= longestText ? words : words.slice(0, words.lastIndexOf(' ', longestText));
  const who = [note.people[0] ?? '', note.company].filter((one) => one !== '').join(' at ');
  const sentence = `${who}: ${cut.replace(/[.\s]+$/u, '')}.`;
  return { text: sentence, citations: [{ note: note.n, quote: longQuote(note, clause, at) }] };
}

const leastQuote = 12;

/** An answer's quote has 12 characters or is the whole note: a short clause is given with its sentence. */
function longQuote(note: AskedNote, clause: Clause, at = 0): string {
  const own = quoteOf(clause, at) ?? '';
  if (own.length >= leastQuote) return own;
  const around = quoteOf({ text: clause.sentence }) ?? '';
  return around.length >= leastQuote ? around : note.text.trim();
}
