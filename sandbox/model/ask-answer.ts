import { type Citation, linkHits, quoteOf } from './answer.ts';
import { findHits, readClauses } from './hits.ts';
import { type Clause, type ReadNote, readNotes } from './read-note.ts';

const empty = new Set(
  `a about after again all also an and any anybody anyone are as ask asked at be been before being but by can could did
  do does during else ever everybody everyone finds for from had has have he her his how i if in into is it its last like
  many me mean mention mentioned more most much my now of on or our out over raise raised said say says she should so
  some somebody someone still such talk talked tell than that the their them there they thing things think this to too
  up us use uses using want wants was we were what when where which while who whom whose why will with would you your`.split(
    /\s+/u,
  ),
);

/** The words of a text in lower case, apart from possessive endings. */
function plainWords(text: string): readonly string[] {
  const bare = text.toLowerCase().replace(/['’]s\b/gu, '');
  return bare.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*/gu) ?? [];
}

/** What of a word stays the same when it is bent: "worried" and "worry", "migrating" and "migration". */
function root(word: string): string {
  const bare = word.replace(/(?:ies|ied)$/u, 'y').replace(/(?:ing|ion|ed|es|s|e)$/u, '');
  return bare.length < 3 ? word : bare.replace(/at$/u, '').replace(/(.)\1$/u, '$1');
}

/** Roots of the words that say something. */
function roots(text: string): ReadonlySet<string> {
  const telling = plainWords(text).filter((word) => !empty.has(word));
  return new Set(telling.map(root));
}

/** A note of a question's prompt: several companies stand in one. */
interface AskedNote extends ReadNote {
  readonly company: string;
  /** Whether whoever asks wrote it. */
  readonly isAskers: boolean;
}

/** What a question's prompt holds. */
interface AskedPrompt {
  /** Oldest first. */
  readonly notes: readonly AskedNote[];
  readonly question: string;
}

const question = /^=== question ([0-9a-f]+) ===\n([\s\S]*?)\n=== end of question \1 ===$/mu;
const header = /^\[(\d+)\] \S+ \S+ · \w+ · (.*) · (.*) · by (the asker|a colleague)$/gmu;

/** Reads notes and question; earlier questions are passed over. */
function readAsked(message: string): AskedPrompt {
  const told = new Map(
    [...message.matchAll(header)].map(([, number, names = '', company = '', by]) => {
      return [Number(number), { people: names.split(', '), company, isAskers: by === 'the asker' }];
    }),
  );
  const notes = readNotes(message).flatMap((note): AskedNote[] => {
    const head = told.get(note.n);
    return head ? [{ ...note, ...head }] : [];
  });
  return { notes, question: question.exec(message)?.[2]?.split('\n').at(-1) ?? '' };
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
}

const declined: AskedAnswer = { found: false, sentences: [] };
const mostSentences = 3;
const longestText = 160;

/** A witness that copies: the clauses with most of the question's words, or none when the notes speak of something else. */
export function askByRules(message: string): AskedAnswer {
  const asked = readAsked(message);
  if (namesAStranger(asked)) return declined;
  const notes = notesOnNamed(asked);
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

function nameWords({ people, company }: AskedNote): readonly string[] {
  return [...people, company].flatMap(plainWords);
}

/** The notes of whoever the question names best; all when it names nobody. */
function notesOnNamed({ question, notes }: AskedPrompt): readonly AskedNote[] {
  const words = new Set(plainWords(question));
  const matches = (note: AskedNote) => new Set(nameWords(note).filter((word) => words.has(word))).size;
  const most = Math.max(0, ...notes.map(matches));
  return most === 0 ? notes : notes.filter((note) => matches(note) === most);
}

/** The clauses of each company on its own, since one note may take back the note before. */
function clausesOf(notes: readonly AskedNote[]): readonly Found[] {
  const companies = [...new Set(notes.map(({ company }) => company))];
  return companies.flatMap((company) => {
    const own = notes.filter((note) => note.company === company);
    return readClauses(own).flatMap((clause) => {
      const note = own.find(({ n }) => n === clause.note.n);
      return note ? [{ note, clause }] : [];
    });
  });
}

/** Questions that ask for a kind of thing rather than for words. */
function byIntent(question: string, notes: readonly AskedNote[]): readonly Found[] | undefined {
  if (/\bstill open\b|\bopen with\b/iu.test(question))
    return hitsOf(notes, ['objection', 'budget_doubt', 'promise'], 'any');
  if (/\b(?:we|i) (?:promise|owe)/iu.test(question) || /\bdid (?:we|i) promise/iu.test(question))
    return hitsOf(notes, ['promise'], 'us');
  if (/\b(?:they|she|he) (?:promise|owe)/iu.test(question)) return hitsOf(notes, ['promise'], 'them');
  if (/\b(?:lose|lost)\b/iu.test(question))
    return clausesOf(notes.filter(({ outcome }) => outcome === 'lost'));
  if (/^\W*which deals have an objection/iu.test(question)) return hitsOf(notes, ['objection'], 'any');
  if (/^\W*[Ww]ho(?: is|['’]s) \p{Lu}/u.test(question)) return introduction(notes);
  return undefined;
}

/** Signals of these kinds that nothing later has settled. */
function hitsOf(
  notes: readonly AskedNote[],
  kinds: readonly string[],
  who: 'us' | 'any' | 'them',
): readonly Found[] {
  const companies = [...new Set(notes.map(({ company }) => company))];
  return companies.flatMap((company) => {
    const own = notes.filter((note) => note.company === company);
    const clauses = readClauses(own);
    const open = linkHits(findHits(clauses), clauses).filter(
      ({ hit, closed }) => closed === null && kinds.includes(hit.kind) && (who === 'any' || hit.who === who),
    );
    return open.flatMap(({ hit }) => {
      const note = own.find(({ n }) => n === hit.clause.note.n);
      return note ? [{ note, clause: hit.clause }] : [];
    });
  });
}

/** The first clause that says somebody's name in full. */
function introduction(notes: readonly AskedNote[]): readonly Found[] | undefined {
  const named = clausesOf(notes).filter(({ note, clause }) =>
    note.people.some((name) => clause.text.includes(name)),
  );
  return named.length > 0 ? named.slice(0, 1) : undefined;
}

/** The clauses whose sentence has most of the question's words, at least half of them; names do not count. */
function byWords({ question }: AskedPrompt, notes: readonly AskedNote[]): readonly Found[] {
  const names = new Set(notes.flatMap(nameWords).map(root));
  const wanted = [...roots(question)].filter((one) => !names.has(one));
  const all = clausesOf(notes).map((found) => {
    const [own, around] = [roots(found.clause.text), roots(found.clause.sentence)];
    const inClause = wanted.filter((one) => own.has(one)).length;
    return { found, score: inClause + wanted.filter((one) => around.has(one)).length / 10, inClause };
  });
  const best = Math.max(0, ...all.map(({ score }) => score));
  if (wanted.length === 0 || best < wanted.length / 2) return [];
  return all.filter(({ score }) => score === best).map(({ found }) => found);
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
function told({ note, clause }: Found): AskedAnswer['sentences'][number] {
  const words = clause.text.replace(/[<>@`*_~|]/gu, '').replace(/\s+/gu, ' ');
  const cut = words.length <= longestText ? words : words.slice(0, words.lastIndexOf(' ', longestText));
  const who = [note.people[0] ?? '', note.company].filter((one) => one !== '').join(' at ');
  return {
    text: `${who}: ${cut.replace(/[.\s]+$/u, '')}.`,
    citations: [{ note: note.n, quote: quoteOf(clause) }],
  };
}
