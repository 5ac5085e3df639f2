import { allClauses, type Clause, clausesOf, quoteOf, takesBack } from './clauses.ts';
import {
  debtOver,
  deedDone,
  deedMissing,
  type EndingRule,
  endingRules,
  outcomeRules,
} from './ending-rules.ts';
import { otherRules } from './other-rules.ts';
import { progressRules } from './progress-rules.ts';
import { type Ending, type Line, type ReadNote, readNotes, readStanding } from './read-note.ts';
import { dueWordsIn, type Hit, matchRule, type Rule } from './rule.ts';
import { contentWords, meet, topicsOf } from './topics.ts';
import { troubleRules } from './trouble-rules.ts';

export interface AnsweredSignal {
  readonly id: string;
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly text: string;
  readonly quote: string;
  readonly due_words: string | null;
  readonly over: { readonly how: Ending; readonly quote: string } | null;
}

export interface AnsweredChange {
  readonly signal: string;
  readonly how: Ending | 'again';
  readonly quote: string;
  readonly due_words: string | null;
}

export interface AnsweredNote {
  readonly note: number;
  readonly changes: readonly AnsweredChange[];
  readonly signals: readonly AnsweredSignal[];
  readonly outcome: { readonly words: 'won' | 'lost' | 'reopened'; readonly quote: string } | null;
}

/** What the rules answer about the notes of a prompt. */
export interface ReadingAnswer {
  readonly notes: readonly AnsweredNote[];
}

/** Every rule, in the order in which a card would tell what they find. */
export const rules: readonly Rule[] = [...progressRules, ...troubleRules, ...otherRules];
const allKinds = [...new Set(rules.map(({ kind }) => kind))];

/** Reads the prompt's notes by rules, one after the other; only kinds that the request's schema knows come back. */
export function readingByRules(message: string, kinds: readonly string[], mostTokens: number): ReadingAnswer {
  const answer = readInOrder(readNotes(message), readStanding(message), kinds);
  return fitted(answer, mostTokens);
}

/** The same on notes and lines, oldest first. */
function readInOrder(
  notes: readonly ReadNote[],
  standing: readonly Line[],
  kinds: readonly string[],
): ReadingAnswer {
  let lines = standing;
  let given = 0;
  const answered = notes.map((note) => {
    const read = readOne(note, lines, { kinds, given });
    given += read.signals.length;
    const ended = new Set(read.changes.flatMap(({ signal, how }) => (how === 'again' ? [] : [signal])));
    const back = new Set(read.changes.flatMap(({ signal, how }) => (how === 'again' ? [signal] : [])));
    lines = [
      ...lines.map((line) => ({
        ...line,
        isOpen: back.has(line.id) || (line.isOpen && !ended.has(line.id)),
      })),
      ...read.signals.map(({ id, kind, who, text, over }): Line => {
        return { id, kind, who, text, day: note.day, isOpen: over === null, dueOn: null };
      }),
    ];
    return read;
  });
  return { notes: answered };
}

interface Around {
  readonly kinds: readonly string[];
  /** How many signals of earlier notes of the call have a name already. */
  readonly given: number;
}

function readOne(note: ReadNote, lines: readonly Line[], { kinds, given }: Around): AnsweredNote {
  if (takesBack(note.text)) return takenBack(note, lines);
  const clauses = clausesOf(note);
  const hits = withUnanswered(note, clauses, findHits(clauses)).filter(({ kind }) => kinds.includes(kind));
  const told = lines.flatMap((line) => changeOf(line, { note, clauses, hits }) ?? []);
  const changes = told.length > 0 ? told : (dayMeant(lines, clauses) ?? []);
  const fresh = distinct(hits.filter((hit) => !lines.some((line) => isSame(line, hit, note))));
  const signals = fresh.flatMap((hit) => signalOf(hit, clauses) ?? []);
  const named = signals.map((signal, index) => ({ id: `n${given + index + 1}`, ...signal }));
  return { note: note.n, changes, signals: named, outcome: outcomeOf(clauses) };
}

const meant =
  /^(?:(?:sorry|no|correction|wait),? )*(?:I (?:meant|mean)|make (?:that|it)|it is(?= \S+(?: \S+)?,? not)|that should (?:be|have been)|correction:?)\b/iu;

/** "No, I meant 18 January": the day of the one dated thing that was said last. */
function dayMeant(lines: readonly Line[], clauses: readonly Clause[]): readonly AnsweredChange[] | null {
  const clause = clauses.find(
    ({ text, sentence }) => meant.test(sentence) && !/^not\b/iu.test(text) && dueWordsIn(text, 0) !== null,
  );
  const dated = lines.filter(({ isOpen, dueOn }) => isOpen && dueOn !== null);
  const newest = newestDay(dated);
  const [line, ...others] = dated.filter(({ day }) => day === newest);
  const quote = clause === undefined ? null : quoteOf(clause);
  if (quote === null || line === undefined || others.length > 0) return null;
  return [{ signal: line.id, how: 'again', quote, due_words: dueWordsIn(quote, 0) }];
}

function newestDay(lines: readonly Line[]): string | undefined {
  return lines
    .map(({ day }) => day)
    .toSorted()
    .at(-1);
}

/** "Ignore my last note": what was said on the newest day is withdrawn, and nothing is read. */
function takenBack(note: ReadNote, lines: readonly Line[]): AnsweredNote {
  const clause = allClauses(note).find(({ text }) => takesBack(text)) ?? allClauses(note)[0];
  const quote = clause === undefined ? null : quoteOf(clause);
  const newest = newestDay(lines);
  const taken = quote === null ? [] : lines.filter(({ day, isOpen }) => isOpen && day === newest);
  const changes = taken.map(({ id }): AnsweredChange => {
    return { signal: id, how: 'withdrawn', quote: quote ?? '', due_words: null };
  });
  return { note: note.n, changes, signals: [], outcome: null };
}

/** What the rules find in the clauses: at most one hit for a kind and side in each. */
export function findHits(clauses: readonly Clause[]): readonly Hit[] {
  return clauses.flatMap((clause) => {
    const seen = new Set<string>();
    return rules.flatMap((rule) => {
      const hit = seen.has(`${rule.kind} ${rule.who}`) ? null : matchRule(rule, clause);
      if (hit === null) return [];
      seen.add(`${rule.kind} ${rule.who}`);
      return [hit];
    });
  });
}

/** A call logged as "no answer" is an ask without an answer, whatever its words. */
function withUnanswered(note: ReadNote, clauses: readonly Clause[], hits: readonly Hit[]): readonly Hit[] {
  const [clause] = clauses;
  const isTold = note.outcome !== 'no_answer' || hits.some(({ kind }) => kind === 'ask_unanswered');
  if (clause === undefined || isTold) return hits;
  const added = { kind: 'ask_unanswered', text: 'No answer', who: 'us' as const, topics: [], clause, at: 0 };
  return [...hits, { ...added, dueWords: null }];
}

/** One matter told twice in a note is one signal. */
function distinct(hits: readonly Hit[]): readonly Hit[] {
  return hits.filter((hit, index) => {
    const same = (other: Hit) =>
      other.kind === hit.kind && other.who === hit.who && isOneMatter(other, hit.text, hit.topics);
    return hits.findIndex(same) === index;
  });
}

function signalOf(hit: Hit, clauses: readonly Clause[]): Omit<AnsweredSignal, 'id'> | null {
  const { kind, who, text, dueWords, clause } = hit;
  const quote = quoteOf(clause, hit.at);
  if (quote === null) return null;
  const later = clauses.filter(({ order }) => order > clause.order);
  const end = kind === 'ask_unanswered' ? null : endingIn({ kind, text }, later, clause.note);
  return { kind, who, text, quote, due_words: dueWords, over: end };
}

interface Read {
  readonly note: ReadNote;
  readonly clauses: readonly Clause[];
  readonly hits: readonly Hit[];
}

/** What the note says of one line; null when it is silent on it. */
function changeOf(line: Line, { note, clauses, hits }: Read): AnsweredChange | null {
  const end = line.isOpen ? (endingIn(line, clauses, note) ?? heldByDay(line, note, clauses)) : null;
  if (end !== null) return { signal: line.id, ...end, due_words: newDay(end, line) };
  const hit = hits.find((one) => isSame(line, one, note));
  const again = line.kind === 'person' || debtOver.test(hit?.clause.text ?? '') ? undefined : hit;
  const quote = again ? quoteOf(again.clause, again.at) : stillOwed(line, clauses);
  if (quote === null) return null;
  return { signal: line.id, how: 'again', quote, due_words: again?.dueWords ?? null };
}

/** Where something moves to: behind the last "to", "until" or "now on" of its words. */
function newDay({ how, quote }: End, { kind }: Line): string | null {
  if (how !== 'moved' || (kind !== 'next_step' && kind !== 'close_date')) return null;
  const to = [...quote.matchAll(/\b(?:to|until|till|now (?:on|for|by))\b/giu)].at(-1);
  return to === undefined ? null : dueWordsIn(quote.slice(to.index), 0);
}

type Matter = Pick<Line, 'kind' | 'text'>;
type End = { readonly how: Ending; readonly quote: string };

function endingIn(matter: Matter, clauses: readonly Clause[], note: ReadNote): End | null {
  if (matter.kind === 'promise' || matter.kind === 'buyer_request') {
    const done = clauses.find((clause) => isDone(matter, clause));
    if (done !== undefined) return ended('done', done);
    return ended(
      'withdrawn',
      clauses.find(({ text }) => debtOver.test(text) && meet(wordsOwed(matter), contentWords(text))),
    );
  }
  if (matter.kind === 'ask_unanswered') {
    const reached = isContact(note) ? clauses.find(({ text }) => !deedMissing.test(text)) : undefined;
    return ended('settled', reached);
  }
  for (const rule of endingRules.filter(({ ends }) => ends.includes(matter.kind))) {
    const found = ended(
      rule.how,
      clauses.find((clause) => holds(rule, matter, clause)),
    );
    if (found !== null) return found;
  }
  return null;
}

function ended(how: Ending, clause: Clause | undefined): End | null {
  const quote = clause === undefined ? null : quoteOf(clause);
  return quote === null ? null : { how, quote };
}

function holds(rule: EndingRule, matter: Matter, { text, sentence }: Clause): boolean {
  if (!rule.pattern.test(text) || rule.unless?.test(text)) return false;
  if (rule.shares === 'nothing') return true;
  if (rule.shares === 'name') return namesRival(matter.text, sentence);
  if (matter.kind === 'next_step' || matter.kind === 'close_date') return sharesStep(matter.text, text);
  const topics = topicsOf(matter.text);
  // A pronoun stands for the worry when the sentence around it names the worry.
  return meet(topics, topicsOf(text)) || meet(topics, topicsOf(sentence));
}

function sharesStep(step: string, text: string): boolean {
  if (/\bas (?:planned|agreed)\b/iu.test(text)) return true;
  const said = new Set(text.toLowerCase().match(/\p{L}+/gu));
  const [kindOfStep = ''] = step.toLowerCase().match(/\p{L}+/gu) ?? [];
  return said.has(kindOfStep) || meet(contentWords(step), contentWords(text));
}

/** "They dropped Notewright" says nothing about another rival. */
function namesRival(rival: string, text: string): boolean {
  return (
    text.includes(rival) ||
    /\b(?:us over|all (?:the )?others|other vendors?|competitors?|everyone else|dropped them)\b/iu.test(text)
  );
}

function isDone(matter: Matter, { text }: Clause): boolean {
  if (!deedDone.test(text) || deedMissing.test(text)) return false;
  return meet(wordsOwed(matter), contentWords(text));
}

function wordsOwed({ kind, text }: Matter): ReturnType<typeof contentWords> {
  return contentWords(kind === 'buyer_request' ? text.replace(/^Wants? /u, '') : text);
}

/** Words of a note that say a promise is still to be kept. */
function stillOwed({ kind, text: owed }: Matter, clauses: readonly Clause[]): string | null {
  if (kind !== 'promise') return null;
  const clause = clauses.find(
    ({ text }) =>
      /\b(?:still|not yet|overdue|waiting|where (?:is|the)|owe)\b|n['’]t\b/iu.test(text) &&
      deedMissing.test(text) &&
      meet(contentWords(owed), contentWords(text)),
  );
  return clause === undefined ? null : quoteOf(clause);
}

/** A call on the day of a step holds the step; contact after the last day of a pause ends the pause. */
function heldByDay({ kind, dueOn }: Line, note: ReadNote, clauses: readonly Clause[]): End | null {
  if (dueOn === null || !isContact(note)) return null;
  if (kind === 'next_step' && dueOn === note.day) return ended('done', clauses[0]);
  if (kind === 'agreed_silence' && dueOn <= note.day) return ended('passed', clauses[0]);
  return null;
}

function isContact({ outcome }: ReadNote): boolean {
  return outcome !== 'no_answer' && outcome !== 'note';
}

/** Of these there is one at a time, however it is worded. */
const single = new Set([
  ...['budget_doubt', 'ask_unanswered', 'price_pressure', 'agreed_silence'],
  ...['pilot_agreed', 'verbal_yes', 'budget_confirmed', 'evaluation_passed'],
]);

/** Whether a hit says what a line says already. */
function isSame(line: Line, hit: Hit, note: ReadNote): boolean {
  if (line.kind !== hit.kind || line.who !== hit.who) return false;
  const isOver = line.dueOn !== null && line.dueOn <= note.day;
  if (line.kind === 'next_step' && hit.dueWords !== null && isOver) return false;
  if (line.kind === 'ask_unanswered' && !line.isOpen) return false;
  return isOneMatter(line, hit.text, hit.topics);
}

function isOneMatter({ kind, text }: Matter, said: string, topics: readonly string[]): boolean {
  if (single.has(kind)) return true;
  if (text.toLowerCase() === said.toLowerCase()) return true;
  return kind !== 'person' && kind !== 'competitor' && kind !== 'amount' && meet(topicsOf(text), topics);
}

function outcomeOf(clauses: readonly Clause[]): AnsweredNote['outcome'] {
  for (const { words, pattern, unless } of outcomeRules) {
    const clause = clauses.findLast(({ text }) => pattern.test(text) && !unless.test(text));
    const quote = clause === undefined ? null : quoteOf(clause);
    if (quote !== null) return { words, quote };
  }
  return null;
}

/** What a reading can do without first, when there is no room for everything. */
const spare = ['pain', 'metrics', 'paper_process', 'decision_process', 'decision_criteria', 'person'];

/** An answer of at most so many tokens of four characters each: what weighs nothing goes first, the oldest of it before the newest. */
function fitted(answer: ReadingAnswer, mostTokens: number): ReadingAnswer {
  let kept = answer;
  const most = mostTokens * 4;
  while (JSON.stringify(kept).length > most) {
    const all = kept.notes.flatMap(({ signals }) => signals);
    const least = all.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
    if (least === undefined) return { notes: [] };
    kept = { notes: kept.notes.map((note) => without(note, least)) };
  }
  return kept;
}

function without(note: AnsweredNote, least: AnsweredSignal): AnsweredNote {
  return {
    ...note,
    signals: note.signals.filter((signal) => signal !== least),
    changes: note.changes.filter(({ signal }) => signal !== least.id),
  };
}

function rankOf({ kind }: AnsweredSignal): number {
  const place = spare.indexOf(kind);
  return place < 0 ? spare.length : place;
}

/** Something that notes read together say, as it stands after the last. */
export interface ToldMatter {
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly text: string;
  readonly isOpen: boolean;
  /** Where it was said first. */
  readonly raised: { readonly note: number; readonly quote: string };
  /** Where it ended. */
  readonly closed: { readonly note: number; readonly quote: string } | null;
}

/** All that the notes of one deal say, in the order in which it was said. */
export function mattersOf(notes: readonly ReadNote[], kinds = allKinds): readonly ToldMatter[] {
  const found = new Map<string, ToldMatter>();
  for (const { note, changes, signals } of readInOrder(notes, [], kinds).notes) {
    for (const { signal, how, quote } of changes) {
      const one = found.get(signal);
      const isOpen = how === 'again';
      if (one) found.set(signal, { ...one, isOpen, closed: isOpen ? null : { note, quote } });
    }
    for (const { id, kind, who, text, quote, over } of signals) {
      const closed = over && { note, quote: over.quote };
      found.set(id, { kind, who, text, isOpen: over === null, raised: { note, quote }, closed });
    }
  }
  return [...found.values()];
}
