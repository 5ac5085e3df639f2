import { type ScoreChange, scoreChanges } from '../../brief/gain.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import type { Timeline } from '../../brief/timelines.ts';
import { lineOfDays } from '../../charts/line-of-days.ts';
import { drawPng, type Shade } from '../../charts/png.ts';
import { dayName, daysBetween } from '../../util/calendar.ts';
import type { Table } from '../kit/data-table.ts';
import { partsText, signed, subject } from '../kit/phrases.ts';
import type { Picture } from '../kit/pictures.ts';

/** The days of the chart and what happened on each, numbered from 1; none without a score. */
function changesOf({ chart, read }: Timeline, rubric: Rubric): readonly ScoreChange[] {
  return scoreChanges(chart, read.history, rubric);
}

/** "Score of Priya Sharma at Rentfield". */
function titleOf(timeline: Timeline): string {
  return `Score of ${subject(timeline)}`;
}

/** A row for each day of the chart, the oldest first, with what moved the score. */
export function scoreTable(timeline: Timeline, rubric: Rubric): Table {
  const { asOf } = timeline.read;
  return {
    caption: titleOf(timeline),
    columns: ['No.', 'Day', 'Score', 'Change', 'What moved it'],
    rows: changesOf(timeline, rubric).map(({ day, value, band, change, parts }, at) => [
      { value: at + 1, text: String(at + 1) },
      { value: -daysBetween(day, asOf), text: dayName(day, asOf) },
      { value, text: `${value} ${band}` },
      { value: change ?? 0, text: change === null ? '–' : signed(change) },
      { text: parts.length === 0 ? 'Nothing' : partsText(parts) },
    ]),
  };
}

/** The score as a line on its bands; the numbers are those of the table. */
export async function scorePicture(timeline: Timeline, rubric: Rubric, shade: Shade): Promise<Picture> {
  const changes = changesOf(timeline, rubric);
  const points = changes.map(({ day, value, change }, at) => ({
    ...{ day, value },
    // What only time has changed has a small point, the first and the last of all days their numbers.
    number: change === 0 ? null : at + 1,
  }));
  const zones = rubric.bands.map(({ name, from }, at) => ({
    name,
    range: [from, (rubric.bands[at + 1]?.from ?? 101) - 1] as const,
  }));
  const { asOf } = timeline.read;
  const words = changes.map(
    ({ day, value, band, parts }, at) =>
      `${at + 1}: ${dayName(day, asOf)}, ${value} ${band}${parts.length > 0 ? ` (${partsText(parts)})` : ''}.`,
  );
  const png = await drawPng(lineOfDays(points, zones, shade), shade);
  return { name: 'score.png', title: titleOf(timeline), words: words.join(' '), png };
}
