import type { KnownBlock, ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { type Factor, type Score, sumOf } from '../../brief/score/score.ts';
import { context, divider, modal, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { signed } from '../log/gain.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { correctedBlocks, rowButtons } from '../ruling/blocks.ts';
import { encodeState } from '../ruling/state.ts';
import { cite, heading, momentumText, quoted, subject } from './phrases.ts';
import { staleNotice } from './stale-notice.ts';

const title = 'Why this score';
/** With its buttons a row takes two of the 100 blocks that a modal holds. */
const most = 40;

/** The score as a sum anyone can check: a row a factor, with its date, quote and points, then what would raise it. */
export function whyView(brief: Brief, isStale: boolean, told: readonly KnownBlock[] = []): ModalView {
  const { score } = brief;
  const notice = [...staleNotice(isStale), ...told];
  const none = section(md`There is no score for ${subject(brief)} yet.`);
  const blocks = score ? [section(md`*${heading(brief)}*`), ...sumBlocks(brief, score)] : [none];
  return {
    ...modal(title, [...notice, ...blocks]),
    private_metadata: encodeState(brief, 'why'),
  };
}

function sumBlocks(brief: Brief, score: Score): KnownBlock[] {
  const rest = score.factors.slice(most);
  return [
    ...score.factors.slice(0, most).flatMap((factor) => rowBlocks(brief, factor)),
    ...(rest.length > 0 ? [section(md`*${signed(sumOf(rest))}*  ${rest.length} more rows`)] : []),
    divider(),
    section(totalRow(score)),
    ...correctedBlocks(brief),
    ...raises(brief),
    context(
      md`Points come from the rubric, words from your notes. It is health from the notes, not a probability.`,
    ),
  ];
}

/** What rests on words of a note leads to it, and can be argued with. */
function rowBlocks(brief: Brief, factor: Factor): KnownBlock[] {
  const row = section(factorRow(brief, factor));
  return factor.signal ? [row, rowButtons(factor.signal, brief)] : [row];
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
