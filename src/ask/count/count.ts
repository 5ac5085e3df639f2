import { allStems, stemOf } from '../../brief/evidence/content-words.ts';
import type { PipelineLine, Pipelines } from '../../brief/pipeline/pipeline.ts';
import { outcomeAsked } from '../../brief/signals/history.ts';
import type { Memory } from '../../memory/memory.ts';
import { type Deal, type NoteHeader, outcomes, type Prospect } from '../../memory/note.ts';
import { dayName, isWithin } from '../../util/calendar.ts';
import type { About } from '../about.ts';
import type { CountQuestion } from './count-question.ts';

/** What can be counted. */
export type CountUnit = 'deals' | 'people' | 'companies' | 'notes' | 'calls';

/** A number with what it is made of. */
export interface Count {
  readonly total: number;
  readonly unit: CountUnit;
  /** What was counted, in words that follow the unit, such as `open`, `on Rentfield`, `16 Nov to 22 Nov`. */
  readonly conditions: readonly string[];
  /** What the total is made of, each on its own; they may overlap where `conditions` say so. */
  readonly parts: readonly { readonly label: string; readonly count: number }[];
  /** Newest first. */
  readonly behind: readonly Behind[];
  /** Deals that are not counted: their newest note says that they ended so, and nobody has marked it. */
  readonly doubtful: readonly Behind[];
  /** How many deals are left out because no model has read them yet; 0 where that does not matter. */
  readonly unread: number;
}

/** A deal behind a number. */
export interface Behind {
  readonly deal: Deal;
  /** Those who count, or who were on the newest call. */
  readonly prospects: readonly Prospect[];
  /** Day of the newest note that counts, `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** How many notes of the deal count. */
  readonly noteCount: number;
  /** Why it is at risk, or how long without contact, where that was asked; else null. */
  readonly why: string | null;
}

interface Deps {
  readonly memory: Pick<Memory, 'texts'>;
  readonly pipelines: Pipelines;
}

/** Where to count, and for whom. */
interface CountScope {
  /** All that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
  readonly about: About;
  readonly asker: string;
  /** The asker's day. */
  readonly asOf: string;
}

/** Counts by code alone: headers, notes' words, and what was read of a deal before. */
export async function count(
  { memory, pipelines }: Deps,
  question: CountQuestion,
  scope: CountScope,
): Promise<Count> {
  const inScope = scope.headers.filter((header) => isAbout(header, question, scope.about));
  const [lines, worded] = await Promise.all([
    needsLines(question)
      ? pipelines.read(scope.asker, new Set(inScope.map(({ deal }) => deal.key)))
      : undefined,
    question.words.length > 0 ? holding(memory, inScope, question.words) : undefined,
  ]);
  const fitting = inScope.filter((header) => fits(header, question, scope.asker));
  const kept = lines?.filter((line) => keeps(line, question, { fitting, worded }));
  const deals = kept && new Set(kept.map(({ deal }) => deal.key));
  const counted = fitting
    .filter(({ deal }) => deals?.has(deal.key) ?? true)
    .filter(({ id }) => question.unit === 'deals' || (worded?.has(id) ?? true));
  const behind = behindOf(counted, reasonsOf(question, scope.asOf, kept));
  const saidSo = (lines ?? []).filter((line) => isSaidSo(line, question) && !kept?.includes(line));
  const doubts = new Map(
    saidSo.map(({ deal, outcomeSaid }) => [deal.key, outcomeSaid && outcomeAsked(outcomeSaid)]),
  );
  const unread = lines?.filter((line) => mayStillCount(line, question) && !kept?.includes(line)).length;
  return {
    total: totalOf(question, counted, kept?.length ?? behind.length),
    unit: question.unit,
    conditions: conditionWords(question, scope),
    parts: partsOf(question, { counted, kept: kept ?? [], worded }),
    behind,
    doubtful: behindOf(
      inPeriod(inScope, question).filter(({ deal }) => doubts.has(deal.key)),
      doubts,
    ),
    unread: needsReading(question) ? (unread ?? 0) : 0,
  };
}

/** Ids of the notes that hold all the words. */
async function holding(memory: Deps['memory'], headers: readonly NoteHeader[], words: readonly string[]) {
  const stems = words.map(stemOf);
  const notes = await memory.texts(headers);
  const holds = (text: string) => {
    const own = allStems(text);
    return stems.every((stem) => own.has(stem));
  };
  return new Set(notes.filter(({ text }) => holds(text)).map(({ id }) => id));
}

/** Whether reading the deal could tell more: what is won or lost is at no risk and in no band. */
function mayStillCount({ reading, state }: PipelineLine, question: CountQuestion): boolean {
  const { isAtRisk, isWithoutStep, band, scoreOver, scoreUnder } = question;
  const isOfOpenDeals =
    isAtRisk || isWithoutStep || [band, scoreOver, scoreUnder].some((one) => one !== undefined);
  return reading === 'unread' && (state === 'open' || !isOfOpenDeals);
}

function isSaidSo({ state, outcomeSaid }: PipelineLine, question: CountQuestion): boolean {
  const isAsked = question.state === 'closed' || question.state === outcomeSaid;
  return question.unit === 'deals' && state === 'open' && outcomeSaid !== null && isAsked;
}

function inPeriod(headers: readonly NoteHeader[], { period }: CountQuestion): readonly NoteHeader[] {
  return headers.filter(({ day }) => period === undefined || isWithin(day, period));
}

/** Why each counts, by its key: a remark of yesterday is no contact. */
function reasonsOf(
  { isAtRisk, silentOver, scoreOver, scoreUnder }: CountQuestion,
  asOf: string,
  lines: readonly PipelineLine[] = [],
) {
  const reasonOf = (line: PipelineLine) =>
    isAtRisk
      ? (line.score?.atRisk ?? null)
      : scoreOver !== undefined || scoreUnder !== undefined
        ? line.score && `${line.score.value} ${line.score.band}`
        : silentOver === undefined
          ? null
          : silenceText(line, asOf);
  return new Map(lines.map((line) => [line.deal.key, reasonOf(line)]));
}

/** A silence that was agreed is one too, and says so. */
function silenceText({ silentDays, quietUntil }: PipelineLine, asOf: string): string {
  const agreed = quietUntil === null ? '' : `, as agreed until ${dayName(quietUntil, asOf)}`;
  return `${silentDays} days without contact${agreed}`;
}

function totalOf({ unit }: CountQuestion, counted: readonly NoteHeader[], deals: number): number {
  if (unit === 'deals') return deals;
  if (unit === 'people')
    return new Set(counted.flatMap(({ prospects }) => prospects.map(({ key }) => key))).size;
  if (unit === 'companies') return new Set(counted.map(({ deal }) => deal.company ?? deal.key)).size;
  return counted.length;
}

/** The deals of notes that count, newest first, each with the people on them; `why` goes by their keys. */
function behindOf(
  headers: readonly NoteHeader[],
  why: ReadonlyMap<string, string | null>,
): readonly Behind[] {
  const deals = new Map<string, NoteHeader[]>();
  for (const header of headers) deals.set(header.deal.key, [...(deals.get(header.deal.key) ?? []), header]);
  return [...deals.values()].flatMap((own) => {
    const [newest] = own;
    if (!newest) return [];
    const people = new Map<string, Prospect>();
    for (const one of own.flatMap(({ prospects }) => prospects)) {
      if (!people.has(one.key)) people.set(one.key, one);
    }
    return [
      {
        deal: newest.deal,
        prospects: [...people.values()],
        lastDay: newest.day,
        noteCount: own.length,
        why: why.get(newest.deal.key) ?? null,
      },
    ];
  });
}

/** Deals are counted by what a pipeline knows of them; so is anything that depends on a deal's state. */
function needsLines({
  unit,
  state,
  band,
  isAtRisk,
  silentOver,
  hasCompetitor,
  hasObjection,
  ...more
}: CountQuestion): boolean {
  const { scoreOver, scoreUnder, isWithoutStep } = more;
  const dealConditions = [
    isWithoutStep,
    state,
    band,
    isAtRisk,
    silentOver,
    hasCompetitor,
    hasObjection,
    scoreOver,
    scoreUnder,
  ];
  return unit === 'deals' || dealConditions.some((one) => one !== undefined);
}

/** Known only of what a model has read. */
function needsReading(question: CountQuestion): boolean {
  const { band, isAtRisk, hasCompetitor, hasObjection, isWithoutStep, scoreOver, scoreUnder } = question;
  return [band, isAtRisk, hasCompetitor, hasObjection, isWithoutStep, scoreOver, scoreUnder].some(
    (one) => one !== undefined,
  );
}

/** Whether a note is of whom the question names. */
function isAbout({ deal, prospects }: NoteHeader, { unit }: CountQuestion, about: About): boolean {
  if (about.deals === null) return true;
  if (!about.deals.has(deal.key)) return false;
  const isOfPeople = unit !== 'deals' && about.people.size > 0;
  return !isOfPeople || prospects.some(({ key }) => about.people.has(key));
}

/** What a note's header tells. */
function fits(header: NoteHeader, question: CountQuestion, asker: string): boolean {
  const { unit, outcome, visibility, author, period, state } = question;
  const isClosing = state === 'won' || state === 'lost' || state === 'closed';
  const wanted = isClosing && unit === 'deals' && period ? closings[state] : undefined;
  return [
    unit !== 'calls' || header.outcome !== 'note',
    outcome === undefined || unit === 'deals' || header.outcome === outcome,
    visibility === undefined || header.visibility === visibility,
    author === undefined || header.author === asker,
    period === undefined || isWithin(header.day, period),
    wanted === undefined || wanted.includes(header.outcome),
  ].every(Boolean);
}

const closings: Readonly<Record<'won' | 'lost' | 'closed', readonly string[]>> = {
  won: ['won'],
  lost: ['lost'],
  closed: ['won', 'lost'],
};

interface Fitting {
  readonly fitting: readonly NoteHeader[];
  readonly worded: ReadonlySet<string> | undefined;
}

/** What is known of the deal, and whether one of its notes fits. */
function keeps(line: PipelineLine, question: CountQuestion, { fitting, worded }: Fitting): boolean {
  const own = fitting.filter(({ deal }) => deal.key === line.deal.key);
  if (own.length === 0 || !isLine(line, question)) return false;
  if (question.state === 'new' && !isNew(line, own)) return false;
  return (
    worded === undefined ||
    sayWords(line, question) ||
    (!needsReading(question) && own.some(({ id }) => worded.has(id)))
  );
}

function isLine(line: PipelineLine, question: CountQuestion): boolean {
  const { state, band, isAtRisk, isWithoutStep, outcome, silentOver } = question;
  const { hasCompetitor, hasObjection, unit } = question;
  return [
    state === undefined ||
      state === 'new' ||
      line.state === state ||
      (state === 'closed' && line.state !== 'open'),
    band === undefined || line.score?.band === band,
    isScored(line, question),
    isAtRisk === undefined || Boolean(line.score?.atRisk),
    outcome === undefined || unit !== 'deals' || line.outcome === outcome,
    silentOver === undefined || (line.state === 'open' && line.silentDays > silentOver),
    hasCompetitor === undefined || line.competitors.length > 0,
    hasObjection === undefined || line.objections.length > 0,
    isWithoutStep === undefined || isWithoutStepAhead(line),
  ].every(Boolean);
}

/** Of what nobody has read a step may be agreed all the same. */
function isWithoutStepAhead({ state, reading, quietUntil }: PipelineLine): boolean {
  return state === 'open' && reading === 'read' && quietUntil === null;
}

/** Only what is open has a score that says something. */
function isScored({ score, state }: PipelineLine, { scoreOver, scoreUnder }: CountQuestion): boolean {
  if (scoreOver === undefined && scoreUnder === undefined) return true;
  if (score === null || state !== 'open') return false;
  return score.value > (scoreOver ?? -1) && score.value < (scoreUnder ?? 101);
}

/** All of its notes are of the period. */
function isNew(line: PipelineLine, own: readonly NoteHeader[]): boolean {
  return own.length === line.noteCount;
}

/** Whether an open objection or a competitor, as it was read, has the words. */
function sayWords({ objections, competitors }: PipelineLine, question: CountQuestion): boolean {
  const texts = [
    ...(question.hasCompetitor ? [] : objections),
    ...(question.hasObjection ? [] : competitors),
  ];
  const stems = question.words.map(stemOf);
  return texts.some((text) => stems.every((stem) => allStems(text).has(stem)));
}

interface Counted {
  readonly counted: readonly NoteHeader[];
  /** The deals that count; empty where notes do. */
  readonly kept: readonly PipelineLine[];
  /** Ids of notes that hold the words, where words were asked for. */
  readonly worded: ReadonlySet<string> | undefined;
}

/** What a total is made of: where words were found, else deals by state and notes by outcome; none where it is one part. */
function partsOf(question: CountQuestion, counted: Counted): Count['parts'] {
  const parts = question.unit === 'deals' ? dealParts(question, counted) : noteParts(question, counted);
  const present = parts.filter(({ count }) => count > 0);
  return present.length > 1 || counted.worded ? present : [];
}

function dealParts(question: CountQuestion, { counted, kept, worded }: Counted): Count['parts'] {
  if (!worded) {
    return (['open', 'won', 'lost'] as const).map((label) => ({
      label,
      count: kept.filter(({ state }) => state === label).length,
    }));
  }
  const holding = new Set(counted.flatMap(({ id, deal }) => (worded.has(id) ? [deal.key] : [])));
  return [
    { label: 'In the words of a note', count: kept.filter(({ deal }) => holding.has(deal.key)).length },
    {
      label: 'Read as an open objection or competitor',
      count: kept.filter((line) => sayWords(line, question)).length,
    },
  ];
}

function noteParts({ unit }: CountQuestion, { counted, worded }: Counted): Count['parts'] {
  if (worded) return [{ label: 'In the words of a note', count: counted.length }];
  if (unit !== 'notes' && unit !== 'calls') return [];
  return outcomes.map((label) => ({
    label,
    count: counted.filter(({ outcome }) => outcome === label).length,
  }));
}

interface WordingScope {
  readonly about: About;
  readonly asOf: string;
}

const outcomeWords: Readonly<Record<NonNullable<CountQuestion['outcome']>, string>> = {
  spoke: 'spoken',
  objection: 'with an objection',
  next_step: 'with a next step agreed',
  no_answer: 'without an answer',
  won: 'won',
  lost: 'lost',
  reopened: 'opened again',
  note: 'just a note',
};

const mostNames = 3;

/** What was counted, in words, so that a person sees what the number leaves out. */
function conditionWords(question: CountQuestion, scope: WordingScope): readonly string[] {
  const said = [...ofDeals(question), ...ofNotes(question, scope)];
  return said.flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []));
}

type ConditionWords = readonly (string | false | undefined)[];

function ofDeals({
  state,
  band,
  isAtRisk,
  outcome,
  silentOver,
  unit,
  ...more
}: CountQuestion): ConditionWords {
  const call = unit === 'deals' ? 'whose last call was ' : '';
  return [
    state,
    band,
    isAtRisk && 'at risk',
    more.scoreOver !== undefined && `with a score over ${more.scoreOver}`,
    more.scoreUnder !== undefined && `with a score under ${more.scoreUnder}`,
    outcome && `${call}${outcomeWords[outcome]}`,
    silentOver !== undefined && `more than ${silentOver} days without contact`,
    more.hasCompetitor && 'with a competitor',
    more.hasObjection && 'with an open objection',
    more.isWithoutStep && 'without a step agreed for a day ahead',
  ];
}

function ofNotes(
  { words, visibility, author, period }: CountQuestion,
  { about, asOf }: WordingScope,
): ConditionWords {
  return [
    words.length > 0 && `with “${words.join(' ')}”`,
    visibility && (visibility === 'private' ? 'private' : 'shared with the team'),
    author && 'by you',
    period && days(period, asOf),
    about.names.length > 0 && `on ${about.names.slice(0, mostNames).join(', ')}`,
  ];
}

function days({ from, to }: { readonly from: string; readonly to: string }, asOf: string): string {
  return from === to ? dayName(from, asOf) : `${dayName(from, asOf)} to ${dayName(to, asOf)}`;
}
