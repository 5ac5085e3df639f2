import { moveOf } from '../../brief/assemble.ts';
import { type PipelineLine, pipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { ReadDeal, ReadDeals } from '../../brief/reading/read-deals.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import type { Factor } from '../../brief/score/score.ts';
import { lastContactDay, pauseOn } from '../../brief/score/silence.ts';
import { closingNote, outcomeAsked } from '../../brief/signals/history.ts';
import { type Cited, lastSaid, openingOf } from '../../brief/signals/signal.ts';
import type { Memory } from '../../memory/memory.ts';
import { byNewestCall, type NoteHeader } from '../../memory/note.ts';
import { dayName, laterDay } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { groupBy } from '../../util/group-by.ts';
import { type CitedNote, citedNote, type Sentence, whenText, whomOf } from '../answer.ts';

/** What code says of one deal, with the words it rests on. */
interface Told {
  readonly text: string;
  readonly cited: readonly Cited[];
}

/** On which day, and how it is scored. */
interface Of {
  readonly rubric: Rubric;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
}

export type Tell = (deal: ReadDeal, of: Of) => readonly Told[];

/** Whether it is won, lost or open, and what its newest note says of that. */
export const outcomeOf: Tell = ({ notes: [newest], history, asOf: day }, { asOf }) => {
  if (newest === undefined) return [];
  const known = history.on(laterDay(asOf, day));
  const closing = closingNote(known.notes);
  const said = known.outcomeSaid;
  const state = closing === null ? 'open' : `${closing.outcome} on ${dayName(closing.day, asOf)}`;
  const asked = said ? `; ${outcomeAsked(said.words)}` : '.';
  const cited = [...(closing ? [openingOf(closing)] : []), ...(said ? [said.cited] : [])];
  return [{ text: `${whomOf(newest)}: ${state}${asked}`, cited }];
};

const mostRows = 3;

/** Why it is at risk, and the rows of its score that cost it most, as its card has them. */
export const riskOf: Tell = (deal, { rubric, asOf }) =>
  pipelineLine(deal, rubric).map((line) => {
    const { score, state } = line;
    if (score === null || state !== 'open')
      return { text: `${standing(line, rubric.momentum_days, asOf)}.`, cited: [] };
    const rows = (deal.score?.factors ?? []).filter(({ points, cited }) => points < 0 && cited !== null);
    const worst = rows.toSorted((a, b) => a.points - b.points).slice(0, mostRows);
    const costs = worst.map(({ label, points }) => `${label} (${points})`).join('; ');
    const risk =
      score.atRisk === null ? `not at risk, ${score.value} ${score.band}` : `at risk: ${score.atRisk}`;
    const against = costs === '' ? '' : ` What counts against it most: ${costs}.`;
    return { text: `${whomOf(line)}: ${risk}.${against}`, cited: worst.flatMap(({ cited }) => cited ?? []) };
  });

/** Its score and the rows that weigh most for it and against it, as Why has them. */
export const scoreOf: Tell = (deal, { rubric, asOf }) =>
  pipelineLine(deal, rubric).map((line) => {
    const told = standing(line, rubric.momentum_days, asOf);
    if (line.score === null || line.state !== 'open') return { text: `${told}.`, cited: [] };
    const rows = deal.score?.factors ?? [];
    const most = rows.filter(({ points }) => points > 0).toSorted((a, b) => b.points - a.points);
    const least = rows.filter(({ points }) => points < 0).toSorted((a, b) => a.points - b.points);
    const [up, down] = [most.slice(0, mostRows), least.slice(0, mostRows)];
    const rowsText = (lead: string, some: typeof up) =>
      some.length === 0 ? '' : ` ${lead}: ${some.map(rowText).join('; ')}.`;
    const why = `${rowsText('What counts for it most', up)}${rowsText('Against it', down)}`;
    return { text: `${told}.${why}`, cited: [...down, ...up].flatMap(({ cited }) => cited ?? []) };
  });

function rowText({ label, points }: Factor): string {
  return `${label} (${points > 0 ? '+' : ''}${points})`;
}

/** When they were reached last, and until when they asked to be left alone: why they are silent no note may say. */
export const silenceOf: Tell = ({ notes: [newest], history, asOf: day }, { rubric, asOf: asked }) => {
  if (newest === undefined) return [];
  const asOf = laterDay(asked, day);
  const known = history.on(asOf);
  const pause = pauseOn(known, { rubric, asOf });
  const last = lastContactDay(known);
  const missed = known.notes.filter(({ outcome, day: on }) => outcome === 'no_answer' && on >= (last ?? ''));
  const reached = last === undefined ? 'not reached yet' : `last reached ${whenText(last, asOf)}`;
  const vain = missed.length === 0 ? '' : `, then ${counted(missed.length, 'call')} without an answer`;
  const agreed = pause === null ? '' : `; a pause is agreed until ${dayName(pause.until, asOf)}`;
  const cited = [...(pause ? [lastSaid(pause.signal)] : []), ...missed.map(openingOf)];
  return [{ text: `${whomOf(newest)}: ${reached}${vain}${agreed}.`, cited: cited.slice(0, mostRows) }];
};

/** The line under Do next of its card. */
export const nextOf: Tell = (deal, { rubric, asOf: asked }) => {
  const [newest] = deal.notes;
  if (newest === undefined) return [];
  const asOf = laterDay(asked, deal.asOf);
  const { text, cited } = moveOf(deal.notes, deal, deal.history.on(asOf), { rubric, asOf });
  return [
    { text: `${whomOf(newest)}: ${/[.?!]$/.test(text) ? text : `${text}.`}`, cited: cited ? [cited] : [] },
  ];
};

/** "Priya Sharma at Rentfield: 55 Engaged, up 26 in 7 days, at risk: no contact for 24 days; last contact 17 Nov, 6 days ago". */
export function standing(line: PipelineLine, days: number, asOf: string): string {
  const { score, state, reading, contactDay } = line;
  const last = `last contact ${whenText(contactDay, asOf)}`;
  if (state !== 'open') return `${whomOf(line)}: ${state}; ${last}`;
  if (score === null) {
    const why = reading === 'unread' ? 'not read yet' : 'one note so far, too little for a score';
    return `${whomOf(line)}: ${why}; ${last}`;
  }
  const { momentum } = score;
  const trend =
    momentum === null || momentum === 0 ? '' : `, ${momentum > 0 ? 'up' : 'down'} ${Math.abs(momentum)}`;
  const inDays = trend === '' ? '' : `${trend} in ${days} days`;
  const risk = score.atRisk === null ? '' : `, at risk: ${score.atRisk}`;
  return `${whomOf(line)}: ${score.value} ${score.band}${inDays}${risk}; ${last}`;
}

/** Which notes are known, newest call first, and the asker's day. */
export interface Where {
  readonly headers: readonly NoteHeader[];
  readonly asOf: string;
}

export interface ReadDeps {
  readonly memory: Pick<Memory, 'texts'>;
  readonly deals: ReadDeals;
}

/** The same told of each deal. */
export async function ofEach(
  deps: ReadDeps,
  own: readonly NoteHeader[],
  { tell, scope, most = mostDeals }: { readonly tell: Tell; readonly scope: Where; readonly most?: number },
): Promise<readonly Sentence[]> {
  const read = await readDealsOf(deps, own);
  const of = { rubric: deps.deals.rubric, asOf: scope.asOf };
  return read
    .slice(0, most)
    .flatMap((deal) => tell(deal, of))
    .map(({ text, cited }) => ({ text, cited: cited.flatMap((one) => citedIn(scope, one)) }));
}

const mostDeals = 6;

export async function readDealsOf({ memory, deals }: ReadDeps, headers: readonly NoteHeader[]) {
  const notes = (await memory.texts(headers)).toSorted(byNewestCall);
  return deals.ofMany([...groupBy(notes, ({ deal }) => deal.key).values()]);
}

export function citedIn({ headers }: Pick<Where, 'headers'>, { noteId, quote }: Cited): readonly CitedNote[] {
  const note = headers.find(({ id }) => id === noteId);
  return note ? [citedNote(note, quote)] : [];
}
