import { findHits, readClauses } from './hits.ts';
import { closings, deedDone, deedMissing } from './promises.ts';
import { type Clause, type Hit, type ReadNote, readNotes } from './read-note.ts';
import { contentWords, lower, meet, topicsOf } from './topics.ts';

const minLength = 12;
const maxLength = 160;

/** The words that a hit rests on: a piece of the note to the letter, at least 12 characters or the whole note. */
export function quoteOf(clause: Clause, at = 0): string {
  if (isEnough(clause.text)) return cut(clause.text, at);
  if (isEnough(clause.sentence)) return cut(clause.sentence, clause.start - clause.sentenceStart + at);
  const whole = clause.note.text.trim();
  if (!isEnough(whole) || whole.length <= maxLength) return whole;
  return around(clause.note.text, clause.start);
}

/** Counted as a checker may: compatibility forms levelled, without invisible signs, outer marks and dots. */
function isEnough(text: string): boolean {
  const levelled = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ');
  return [...levelled.replace(/^[\s"'`´‘’‚‛“”„‟«»‹›.…]+|[\s"'`´‘’‚‛“”„‟«»‹›.…]+$/gu, '')].length >= minLength;
}

/** A clause without an end, such as a long paste without stops, is cut to the words around the match. */
function cut(text: string, at: number): string {
  return text.length <= maxLength ? text : around(text, at);
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - 40);
  const start = from === 0 ? 0 : nextBreak(text, from);
  const piece = text.slice(start, nextBreak(text, start + maxLength)).trim();
  return isEnough(piece) ? piece : whole(text, start);
}

function whole(text: string, at: number): string {
  return text.slice(Math.max(0, at - maxLength * 2), at + maxLength * 2).trim();
}

/** White space is never half of a character, so a cut there is safe in every script. */
function nextBreak(text: string, from: number): number {
  const space = text.slice(from).search(/\s/u);
  return space === -1 ? text.length : from + space;
}

const moods: readonly (readonly [RegExp, string])[] = [
  [/\bnervous|\banxious|\buneasy/iu, 'nervous'],
  [/\bworr(?:y|ies|ied)|\bconcerned/iu, 'worried'],
  [/\bhostile|\bangry|\bannoyed|\birritated|\bupset/iu, 'annoyed'],
  [/\bs[ck]eptical|\bdoubt(?:s|ful)/iu, 'sceptical'],
  [/\bhesita(?:nt|tes|ted)|\bunsure/iu, 'hesitant'],
  [/\bwarm(?:er|ed)?\b|\bfriendly|\bcheerful|\brelaxed/iu, 'warm'],
  [/\bexcited|\bkeen|\benthusias\w+|\bdelighted|\bloved?\b|\bthrilled/iu, 'keen'],
  [/\bcalm(?:er|ed)?\b|\breassured|\brelieved/iu, 'calm'],
  [/\bpositive|\bhappy|\bliked|\blikes|\bpleased|\bpasand/iu, 'positive'],
  [/\bneutral|\bquiet|\breserved|\bcold\b/iu, 'reserved'],
  [/\brushed|\bstressed|\bbusy\b|\bin a hurry/iu, 'busy'],
];

const denied = /\b(?:not|never|no longer)\b|n['’]t\b/iu;

/** How a clause says the buyer sounded, in one word; null when it does not say. */
function moodWord(clause: string): string | null {
  if (denied.test(clause)) return null;
  return moods.find(([pattern]) => pattern.test(clause))?.[1] ?? null;
}

/** A hit with the clause that settled it, if any. */
interface Linked {
  readonly hit: Hit;
  readonly closed: Clause | null;
  /** Where later notes tell it once more. */
  readonly again: readonly Clause[];
}

/** Which later words settle which earlier ones; a worry told twice without an answer between is one. */
export function linkHits(hits: readonly Hit[], clauses: readonly Clause[]): readonly Linked[] {
  const linked: Linked[] = [];
  for (const hit of hits) {
    const told = linked.find((earlier) => isRepeat(earlier, hit));
    if (told === undefined) linked.push({ hit, closed: settledBy(hit, clauses), again: [] });
    else linked[linked.indexOf(told)] = toldAgain(told, hit);
  }
  return linked;
}

function toldAgain(earlier: Linked, { kind, clause }: Hit): Linked {
  const notes = [earlier.hit.clause, ...earlier.again].map(({ note }) => note.n);
  const isTold = (!doubts.has(kind) && kind !== 'promise') || notes.includes(clause.note.n);
  return isTold ? earlier : { ...earlier, again: [...earlier.again, clause] };
}

/** The quote that settles, cut like any other. */
function closingQuote(clause: Clause): { note: number; quote: string } {
  return { note: clause.note.n, quote: quoteOf(clause) };
}

const doubts = new Set(['objection', 'budget_doubt', 'ask_unanswered', 'competitor', 'agreed_silence']);
const told = new Set(['next_step', 'promise', 'person']);

/** A doubt is one until it is settled; good news counts again in every later note that tells it. */
function isRepeat(earlier: Linked, hit: Hit): boolean {
  if (earlier.hit.kind !== hit.kind || earlier.hit.who !== hit.who) return false;
  if (earlier.closed !== null && earlier.closed.order <= hit.clause.order) return false;
  if (hit.kind === 'objection') return meet(earlier.hit.topics, hit.topics);
  if (hit.kind === 'competitor') return earlier.hit.text === hit.text;
  if (doubts.has(hit.kind)) return hit.dueOn === null || earlier.hit.dueOn === hit.dueOn;
  if (told.has(hit.kind)) return earlier.hit.text === hit.text && isSameDate(earlier.hit, hit);
  return earlier.hit.clause.note.n === hit.clause.note.n;
}

function isSameDate(earlier: Hit, hit: Hit): boolean {
  return hit.dueOn === null || earlier.dueOn === hit.dueOn;
}

function settledBy(hit: Hit, clauses: readonly Clause[]): Clause | null {
  const later = clauses.filter((clause) => clause.order > hit.clause.order);
  if (hit.kind === 'promise') return later.find((clause) => isKept(hit, clause)) ?? null;
  if (hit.kind === 'ask_unanswered') return later.find((clause) => isContact(hit, clause)) ?? null;
  const rules = closings.filter((rule) => rule.closes === hit.kind);
  const found = later.find((clause) =>
    rules.some((rule) => {
      if (!rule.pattern.test(clause.text) || rule.unless?.test(clause.text)) return false;
      if (hit.kind === 'competitor' && !namesRival(hit.text, clause.text)) return false;
      return !rule.sameTopic || meet(hit.topics, topicsOf(clause.text)) || speaksOf(hit, clause.sentence);
    }),
  );
  return found ?? null;
}

/** "They dropped Notewright" says nothing about another rival. */
function namesRival(rival: string, text: string): boolean {
  return (
    text.includes(rival) ||
    /\b(?:us over|all (?:the )?others|other vendors?|competitors?|everyone else)\b/iu.test(text)
  );
}

/** A pronoun stands for the worry when the sentence around it names the worry. */
function speaksOf(hit: Hit, sentence: string): boolean {
  return meet(hit.topics, topicsOf(sentence));
}

function isKept(hit: Hit, clause: Clause): boolean {
  if (clause.note.n === hit.clause.note.n) return false;
  if (!deedDone.test(clause.text) || deedMissing.test(clause.text)) return false;
  return meet(contentWords(hit.text), contentWords(clause.text));
}

/** The first words of a later note in which somebody was reached. */
function isContact(hit: Hit, clause: Clause): boolean {
  if (clause.note.n === hit.clause.note.n) return false;
  return !['no_answer', 'note'].includes(clause.note.outcome) && !deedMissing.test(clause.text);
}

interface Said {
  readonly text: string;
  readonly note: number;
  readonly quote: string;
}

interface Sayings {
  readonly do_next: Said | null;
  readonly open_with: Said | null;
  readonly recommendation: readonly Said[];
  readonly changed: readonly Said[];
  readonly tone: Said | null;
}

/** Plain sentences on what was found; each rests on the quote of one hit, and none adds a figure or a date. */
function say(linked: readonly Linked[], clauses: readonly Clause[], notes: readonly ReadNote[]): Sayings {
  const open = linked.filter(({ closed }) => closed === null).map(({ hit }) => hit);
  return {
    do_next: first(open, doNext) ?? null,
    open_with: first(open, openWith) ?? null,
    recommendation: recommend(open),
    changed: changes(linked, notes),
    tone: toneOf(clauses, notes),
  };
}

type Line = readonly [kind: string, who: Hit['who'], words: (hit: Hit) => string];

const doNext: readonly Line[] = [
  ['promise', 'us', (hit) => `Keep your promise${by(hit)}: ${lower(hit.text)}.`],
  ['ask_unanswered', 'us', () => 'Try another way to reach them: a short call with one question.'],
  ['agreed_silence', 'them', (hit) => `Keep the agreed silence, and write after ${dayName(hit.dueOn)}.`],
  ['objection', 'them', (hit) => `Answer this worry with a plan they can check: ${lower(hit.text)}.`],
  ['budget_doubt', 'them', () => 'Ask what has to happen before the budget is free.'],
  ['next_step', 'them', (hit) => `Prepare the agreed step on ${dayName(hit.dueOn)}: ${lower(hit.text)}.`],
  ['competitor', 'them', (hit) => `Show where you differ from ${rival(hit.text)}.`],
  ['pilot_agreed', 'them', () => 'Agree a start date for the pilot and what counts as success.'],
  ['pain', 'them', () => 'Come back to what hurts them and agree one next step with a date.'],
];

const openWith: readonly Line[] = [
  [
    'objection',
    'them',
    (hit) => `You raised this last time: ${lower(hit.text)}. May I show you how we handle it?`,
  ],
  ['promise', 'us', (hit) => `I owe you something: ${lower(hit.text)}. Here it is.`],
  ['budget_doubt', 'them', () => 'You told me how the budget stands: has anything moved since?'],
  ['pilot_agreed', 'them', () => 'You said yes to a pilot: shall we settle how it starts?'],
  ['next_step', 'them', (hit) => `What would make this worth your time: ${lower(hit.text)}?`],
  ['pain', 'them', () => 'You told me what hurts today: is it still the same?'],
];

const advice: readonly Line[] = [
  ['objection', 'them', (hit) => `Settle first what holds them back: ${lower(hit.text)}.`],
  ['pilot_agreed', 'them', () => 'Write down with them what a good pilot looks like.'],
  ['promise', 'us', (hit) => `Send what you promised before you ask for anything: ${lower(hit.text)}.`],
  ['budget_doubt', 'them', () => 'Find out who can free the budget and when.'],
  ['competitor', 'them', (hit) => `Learn what they like about ${rival(hit.text)}.`],
  ['decision_maker', 'them', () => 'Keep the person who decides in the next call.'],
  ['champion', 'them', () => 'Give your champion one page to pass on inside.'],
  ['next_step', 'them', (hit) => `Use the agreed step to learn who signs: ${lower(hit.text)}.`],
];

/** The newest hit of the first line that has one. */
function first(open: readonly Hit[], lines: readonly Line[]): Said | undefined {
  return fitting(open, lines)[0];
}

function fitting(open: readonly Hit[], lines: readonly Line[]): readonly Said[] {
  return lines.flatMap(([kind, who, words]) => {
    const hit = open.findLast((each) => each.kind === kind && each.who === who);
    return hit === undefined ? [] : [said(words(hit), hit)];
  });
}

function recommend(open: readonly Hit[]): readonly Said[] {
  return fitting(open, advice).slice(0, 3);
}

const labels: Readonly<Record<string, string>> = {
  pilot_agreed: 'A pilot is agreed',
  verbal_yes: 'They said yes',
  budget_confirmed: 'The budget is confirmed',
  next_step: 'A next step has a date',
  decision_maker: 'Someone who decides took part',
  objection: 'A worry came up',
  budget_doubt: 'The budget is in doubt',
  competitor: 'A rival is named',
  ask_unanswered: 'They did not answer',
};

/** What the newest note raised or settled against the earlier ones. */
function changes(linked: readonly Linked[], notes: readonly ReadNote[]): readonly Said[] {
  const newest = notes.findLast((note) => note.outcome !== 'note') ?? notes.at(-1);
  if (newest === undefined || notes.length < 2) return [];
  const settled = linked.flatMap(({ hit, closed }) =>
    closed?.note.n === newest.n && hit.clause.note.n !== newest.n
      ? [{ text: `Settled since: ${lower(hit.text)}.`, ...closingQuote(closed) }]
      : [],
  );
  const raised = linked.flatMap(({ hit }) => {
    const label = labels[hit.kind];
    return hit.clause.note.n === newest.n && label !== undefined ? [said(`${label}.`, hit)] : [];
  });
  return [...settled, ...raised].slice(0, 4);
}

/** How they sounded in the last three calls. */
function toneOf(clauses: readonly Clause[], notes: readonly ReadNote[]): Said | null {
  const recent = new Set(notes.filter((note) => note.outcome !== 'no_answer').slice(-3));
  const clause = clauses.findLast((each) => recent.has(each.note) && moodWord(each.text) !== null);
  const word = clause === undefined ? null : moodWord(clause.text);
  if (clause === undefined || word === null) return null;
  return { text: `They sounded ${word}.`, note: clause.note.n, quote: quoteOf(clause) };
}

function said(text: string, hit: Hit): Said {
  return { text, note: hit.clause.note.n, quote: quoteOf(hit.clause, hit.at) };
}

function rival(text: string): string {
  return /^(?:A|Building) /u.test(text) ? lower(text) : text;
}

function by(hit: Hit): string {
  return hit.dueOn === null ? '' : ` by ${dayName(hit.dueOn)}`;
}

/** `27 November`: it is read on later days, so no "Friday". */
function dayName(day: string | null): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return day === null ? 'that day' : format.format(Date.parse(`${day}T12:00:00Z`));
}

/** Words of a note, by its number in the prompt. */
export interface Citation {
  readonly note: number;
  readonly quote: string;
}

export interface AnsweredSignal {
  readonly kind: string;
  readonly text: string;
  readonly who: 'us' | 'them';
  readonly raised: Citation;
  readonly closed: Citation | null;
  /** `YYYY-MM-DD`. */
  readonly due_on: string | null;
}

export interface AnsweredClaim extends Citation {
  readonly text: string;
}

/** What the rules answer about the notes of a prompt. */
export interface RulesAnswer {
  readonly signals: readonly AnsweredSignal[];
  readonly do_next: AnsweredClaim | null;
  readonly open_with: AnsweredClaim | null;
  readonly recommendation: readonly AnsweredClaim[];
  readonly changed: readonly AnsweredClaim[];
  readonly tone: AnsweredClaim | null;
}

/** Reads the prompt's notes by rules; only kinds that the request's schema knows come back. */
export function answerByRules(message: string, kinds: readonly string[]): RulesAnswer {
  return answerOn(readNotes(message), kinds);
}

/** The same on the notes of one deal, oldest first. */
export function answerOn(notes: readonly ReadNote[], kinds: readonly string[]): RulesAnswer {
  const clauses = readClauses(notes);
  const linked = linkHits(withUnanswered(notes, clauses), clauses).filter(({ hit }) =>
    kinds.includes(hit.kind),
  );
  return { signals: linked.flatMap(toSignals), ...say(linked, clauses, notes) };
}

/** A call logged as "no answer" is an ask without an answer, whatever its words. */
function withUnanswered(notes: readonly ReadNote[], clauses: readonly Clause[]) {
  const hits = findHits(clauses);
  const silent = notes.filter((note) => note.outcome === 'no_answer');
  const added = silent.flatMap((note) => {
    const clause = clauses.find((each) => each.note.n === note.n);
    const told = hits.some((hit) => hit.kind === 'ask_unanswered' && hit.clause.note.n === note.n);
    if (clause === undefined || told) return [];
    return [
      {
        kind: 'ask_unanswered',
        text: 'No answer',
        who: 'us' as const,
        topics: [],
        clause,
        at: 0,
        dueOn: null,
      },
    ];
  });
  return [...hits, ...added].toSorted((a, b) => a.clause.order - b.clause.order);
}

function toSignals({ hit, closed, again }: Linked): AnsweredSignal[] {
  const { kind, text, who, dueOn } = hit;
  const settled = closed === null ? null : closingQuote(closed);
  const same = { kind, text, who, closed: settled };
  const first = { note: hit.clause.note.n, quote: quoteOf(hit.clause, hit.at) };
  return [
    { ...same, raised: first, due_on: dueOn },
    ...again.map((clause) => ({ ...same, raised: closingQuote(clause), due_on: null })),
  ];
}
