import { closingQuote, type Linked } from './linking.ts';
import { quoteOf } from './quotes.ts';
import type { Clause, Hit, ReadNote } from './read-note.ts';
import { moodWord } from './tone.ts';
import { lower } from './words.ts';

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
export function say(
  linked: readonly Linked[],
  clauses: readonly Clause[],
  notes: readonly ReadNote[],
): Sayings {
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
