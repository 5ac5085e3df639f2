import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Factor, Score } from '../../brief/score.ts';
import { context, divider, modal, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { signed } from '../log/gain.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { cite, heading, momentumText, quoted, subject } from './phrases.ts';
import { staleNotice } from './stale-notice.ts';

const most = 40;

/** The score as a sum anyone can check: a row a factor, with its date, quote and points, then what would raise it. */
export function whyView(brief: Brief, isStale: boolean): ModalView {
  const { score } = brief;
  const notice = staleNotice(isStale);
  if (!score)
    return modal('Why this score', [...notice, section(md`There is no score for ${subject(brief)} yet.`)]);
  return modal('Why this score', [
    ...notice,
    section(md`*${heading(brief)}*`),
    ...score.factors.slice(0, most).map((factor) => section(factorRow(brief, factor))),
    divider(),
    section(totalRow(score)),
    ...raises(brief),
    context(
      md`Points come from the rubric, words from your notes. It is health from the notes, not a probability.`,
    ),
  ]);
}

function factorRow(brief: Brief, { label, points, cited }: Factor): Markup {
  const evidence = cited
    ? md`${dayName(cited.day, brief.asOf)} ${quoted(cited.quote, 140)}${cite(brief, cited)}`
    : null;
  return lines([md`*${signed(points)}*  ${label}`, evidence]);
}

function totalRow(score: Score): Markup {
  const [from, to] = score.range;
  const range = from === to ? '' : ` (${from} to ${to})`;
  return md`*= ${score.value}  ${score.band}*${range}, ${momentumText(score)}`;
}

function raises({ raises: options }: Brief) {
  if (options.length === 0) return [];
  const rows = options.map(({ text, points }) => md`• ${text}: ${signed(points)}`);
  return [section(lines([md`*What would raise it, in one call today*`, ...rows]))];
}
