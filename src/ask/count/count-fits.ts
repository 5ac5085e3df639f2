import type { PipelineLine } from '../../brief/pipeline/pipeline-line.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { About } from '../about.ts';
import { allStems, stemOf } from '../words.ts';
import type { CountQuestion } from './count-question.ts';

/** Deals are counted by what a pipeline knows of them; so is anything that depends on a deal's state. */
export function needsLines({
  unit,
  state,
  band,
  isAtRisk,
  silentOver,
  hasCompetitor,
  hasObjection,
}: CountQuestion): boolean {
  const dealConditions = [state, band, isAtRisk, silentOver, hasCompetitor, hasObjection];
  return unit === 'deals' || dealConditions.some((one) => one !== undefined);
}

/** Known only of what a model has read. */
export function needsReading({ band, isAtRisk, hasCompetitor, hasObjection }: CountQuestion): boolean {
  return [band, isAtRisk, hasCompetitor, hasObjection].some((one) => one !== undefined);
}

/** Whether a note is of whom the question names. */
export function isAbout({ deal, prospects }: NoteHeader, { unit }: CountQuestion, about: About): boolean {
  if (about.deals === null) return true;
  if (!about.deals.has(deal.key)) return false;
  const isOfPeople = unit !== 'deals' && about.people.size > 0;
  return !isOfPeople || prospects.some(({ key }) => about.people.has(key));
}

/** What a note's header tells. */
export function fits(header: NoteHeader, question: CountQuestion, asker: string): boolean {
  const { unit, outcome, visibility, author, period, state } = question;
  const isClosing = state === 'won' || state === 'lost' || state === 'closed';
  const wanted = isClosing && unit === 'deals' && period ? closings[state] : undefined;
  return [
    unit !== 'calls' || header.outcome !== 'note',
    outcome === undefined || unit === 'deals' || header.outcome === outcome,
    visibility === undefined || header.visibility === visibility,
    author === undefined || header.author === asker,
    period === undefined || (header.day >= period.from && header.day <= period.to),
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
export function keeps(line: PipelineLine, question: CountQuestion, { fitting, worded }: Fitting): boolean {
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
  const { state, band, isAtRisk, outcome, silentOver, hasCompetitor, hasObjection, unit } = question;
  return [
    state === undefined ||
      state === 'new' ||
      line.state === state ||
      (state === 'closed' && line.state !== 'open'),
    band === undefined || line.score?.band === band,
    isAtRisk === undefined || Boolean(line.score?.atRisk),
    outcome === undefined || unit !== 'deals' || line.outcome === outcome,
    silentOver === undefined || (line.state === 'open' && line.silentDays > silentOver),
    hasCompetitor === undefined || line.competitors.length > 0,
    hasObjection === undefined || line.objections.length > 0,
  ].every(Boolean);
}

/** All of its notes are of the period. */
function isNew(line: PipelineLine, own: readonly NoteHeader[]): boolean {
  return own.length === line.noteCount;
}

/** Whether an open objection or a competitor, as it was read, has the words. */
export function sayWords({ objections, competitors }: PipelineLine, question: CountQuestion): boolean {
  const texts = [
    ...(question.hasCompetitor ? [] : objections),
    ...(question.hasObjection ? [] : competitors),
  ];
  const stems = question.words.map(stemOf);
  return texts.some((text) => stems.every((stem) => allStems(text).has(stem)));
}
