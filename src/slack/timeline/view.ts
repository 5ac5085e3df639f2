import type { ActionsBlock, Button, InputBlock, KnownBlock, ModalView } from '@slack/types';
import { chartOf, sparkline } from '../../brief/score/chart.ts';
import type { Timeline } from '../../brief/timelines.ts';
import type { Note } from '../../memory/note.ts';
import { actions, button, context, divider, modal, option, plain, section, verbatim } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { subject } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { limits } from '../limits.ts';
import { outcomeNames } from '../log/outcome-names.ts';
import { mendButton } from '../mend/mend-buttons.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { ids as shareIds } from '../share/ids.ts';
import { anyOutcome, ids } from './ids.ts';
import { pageOf } from './page.ts';
import { authorButtons, headOf, type Reader, rowBlocks } from './rows.ts';
import { encodeState, type TimelineState } from './state.ts';

const chartPoints = 24;

/** One page of a timeline; `notice` says what was just done, or is empty. */
export function timelineView(
  timeline: Timeline,
  state: TimelineState,
  reader: Reader & { readonly notice: string },
): ModalView {
  const { page, pages, from, rows: shown } = pageOf(timeline, state);
  const blocks: KnownBlock[] = [
    ...(reader.notice ? [section(md`*${reader.notice}*`)] : []),
    section(lines([md`*${subject(timeline)}*`, countLine(timeline, state)]), briefButton(timeline)),
    context(chartLine(timeline)),
    queryInput(state),
    filters(timeline, state),
    divider(),
    ...shown.flatMap((row) => rowBlocks(row, reader)),
    ...(shown.length === 0 ? [section(nothingLine(state))] : []),
    ...pager({ page, pages, from, shown: shown.length, total: timeline.rows.length }),
    actions(mendButton(timeline)),
  ];
  return {
    ...modal('Timeline', blocks),
    callback_id: ids.view,
    private_metadata: encodeState({ ...state, page }),
    submit: plain('Search', limits.modalTitle),
  };
}

/** One note whole, with the way back. */
export function noteView(note: Note, state: TimelineState, reader: Reader): ModalView {
  const back = button(ids.back, 'Back to the timeline');
  const toChannel = button(shareIds.note, 'Share in a channel', { value: note.id });
  return {
    ...modal('Note', [
      section(headOf(note, reader)),
      ...verbatim(note.text),
      actions(back, ...authorButtons(note, reader), toChannel),
    ]),
    private_metadata: encodeState(state),
  };
}

function countLine(timeline: Timeline, { query, outcome }: TimelineState): Markup {
  const { count, rows } = timeline;
  const all = count === 1 ? '1 note' : `${count} notes`;
  if (query) return foundLine(timeline, query);
  if (outcome) return md`${rows.length} of ${all}: ${outcomeNames[outcome]}, newest call first`;
  return md`${all}, newest call first`;
}

/** Meaning always finds a nearest note, so what has the words is told apart. */
function foundLine({ count, rows }: Timeline, query: string): Markup {
  const near = rows.filter(({ by }) => by === 'meaning').length;
  const worded = rows.length - near;
  const nearest = near > 0 ? `, then ${near} near in meaning` : '';
  if (worded > 0) return md`“${query}” is in ${worded} of ${count} notes, the best match first${nearest}`;
  return near > 0 ? md`No note has “${query}”: the nearest in meaning` : md`No note has “${query}”`;
}

function chartLine({ standing, dealCount, asOf }: Timeline): Markup {
  if (dealCount === 1) return md`One note so far: too little for a score.`;
  if (!standing)
    return md`No chart yet: these notes were not read since they changed. A brief reads them, then it is here.`;
  const points = chartOf(standing, chartPoints);
  const [first] = points;
  const { value, band } = standing.score;
  const since = first && points.length > 1 ? md` from ${first.value} on ${dayName(first.day, asOf)}` : md``;
  return md`Score ${sparkline(points)} *${value} ${band}*${since}`;
}

function briefButton({ deal, prospect }: Timeline): Button {
  return button(briefIds.brief, 'Brief in my DM', {
    value: dealButtonValue(deal.key, prospect?.key ?? null),
  });
}

function queryInput({ query }: TimelineState): InputBlock {
  return {
    type: 'input',
    block_id: ids.query,
    optional: true,
    label: plain('Search by words or by meaning'),
    element: {
      type: 'plain_text_input',
      action_id: ids.query,
      max_length: 200,
      placeholder: plain('security review', limits.placeholder),
      ...(query ? { initial_value: query } : {}),
    },
  };
}

function filters(timeline: Timeline, { outcome, prospect, isWhole }: TimelineState): ActionsBlock {
  const all = option('All calls', anyOutcome);
  const options = Object.entries(outcomeNames).map(([value, name]) => option(name, value));
  const initial = outcome ? option(outcomeNames[outcome], outcome) : all;
  const isNarrow = prospect !== null && !isWhole && timeline.dealCount > timeline.count;
  const everybody = button(ids.whole, `All ${timeline.dealCount} on the deal`, { value: 'whole' });
  const onlyThem = button(ids.whole, 'Only who I asked for', { value: 'person' });
  return actions(
    {
      type: 'static_select',
      action_id: ids.outcome,
      options: [all, ...options],
      initial_option: initial,
    },
    ...(isNarrow ? [everybody] : []),
    ...(isWhole ? [onlyThem] : []),
  );
}

function nothingLine({ query, outcome }: TimelineState): Markup {
  if (query) return md`Nothing in these notes about “${query}”. Try another word, or clear the field.`;
  if (outcome) return md`No call here ended with “${outcomeNames[outcome]}”.`;
  return md`No notes here.`;
}

interface Pages {
  readonly page: number;
  readonly pages: number;
  readonly from: number;
  readonly shown: number;
  readonly total: number;
}

function pager({ page, pages, from, shown, total }: Pages): KnownBlock[] {
  if (pages === 1) return [];
  const newer = page > 0 ? [button(ids.newer, 'Newer', { label: 'The page before' })] : [];
  const older = page < pages - 1 ? [button(ids.older, 'Older', { label: 'The next page' })] : [];
  return [context(md`${from + 1} to ${from + shown} of ${total}`), actions(...newer, ...older)];
}
