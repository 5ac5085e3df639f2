import { type Clause, clausesOf, quoteOf, takesBack } from './clauses.ts';
import { type AskedNote, type AskedPrompt, readAsked } from './read-note.ts';
import { mattersOf } from './reading-answer.ts';
import { plainWords, root, roots } from './topics.ts';

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
  if (/\b(?:we|i) (?:promise|owe)/iu.test(question) || /\bdid (?:we|i) promise/iu.test(question))
    return hitsOf(notes, ['promise'], 'us');
  if (/\b(?:they|she|he) (?:promise|owe)/iu.test(question)) return hitsOf(notes, ['promise'], 'them');
  if (/\b(?:lose|lost)\b/iu.test(question))
    return clausesIn(notes.filter(({ outcome }) => outcome === 'lost'));
  if (/^\W*which deals have an objection/iu.test(question))
    return hitsOf(notes, ['objection', 'price_pressure'], 'any');
  if (/^\W*[Ww]ho(?: is|['’]s) \p{Lu}/u.test(question)) return introduction(notes);
  return undefined;
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

/** The first clause that says somebody's name in full. */
function introduction(notes: readonly AskedNote[]): readonly Found[] | undefined {
  const named = clausesIn(notes).filter(({ note, clause }) =>
    note.people.some((name) => clause.text.includes(name)),
  );
  return named.length > 0 ? named.slice(0, 1) : undefined;
}

/** The clauses whose sentence has most of the question's words, at least half of them; names do not count. */
function byWords({ question }: AskedPrompt, notes: readonly AskedNote[]): readonly Found[] {
  const names = new Set(notes.flatMap(nameWords).map(root));
  const wanted = [...roots(question)].filter((one) => !names.has(one));
  const all = clausesIn(notes).map((found) => {
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
  const sentence = `${who}: ${cut.replace(/[.\s]+$/u, '')}.`;
  return { text: sentence, citations: [{ note: note.n, quote: longQuote(note, clause) }] };
}

const leastQuote = 12;

/** An answer's quote has 12 characters or is the whole note: a short clause is given with its sentence. */
function longQuote(note: AskedNote, clause: Clause): string {
  const own = quoteOf(clause) ?? '';
  if (own.length >= leastQuote) return own;
  const around = quoteOf({ text: clause.sentence }) ?? '';
  return around.length >= leastQuote ? around : note.text.trim();
}
