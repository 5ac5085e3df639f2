import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  InputBlock,
  KnownBlock,
  ModalView,
  StaticSelect,
} from '@slack/types';
import { z } from 'zod';
import { sparkline } from '../../brief/score/chart.ts';
import type { Timeline, TimelineRow } from '../../brief/timelines.ts';
import { type Note, outcomes } from '../../memory/note.ts';
import { ago, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import {
  actions,
  button,
  confirmation,
  context,
  divider,
  menu,
  modal,
  option,
  plain,
  section,
  verbatim,
} from '../kit/blocks.ts';
import { correctNameButton, dealButtonValue } from '../kit/deal-button.ts';
import { anyOutcome, briefIds, logIds, shareIds, timelineIds } from '../kit/ids.ts';
import { mention, teamConfirm } from '../kit/note-blocks.ts';
import { outcomeNames, outcomesBeside, subject } from '../kit/phrases.ts';
import { type Pictures, pictureOptions } from '../kit/pictures.ts';
import { clean, clip, limits, lines, type Markup, md } from '../kit/text.ts';

/** One page of a timeline; `notice` says what was just done, or is empty. */
export function timelineView(
  timeline: Timeline,
  state: TimelineState,
  reader: TimelineReader & { readonly notice: string; readonly pictures: Pick<Pictures, 'areAllowed'> },
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
    actions(correctNameButton(timeline), ...scoreMenu(timeline, reader)),
  ];
  return {
    ...modal('Timeline', blocks),
    callback_id: timelineIds.view,
    private_metadata: encodeState({ ...state, page }),
    submit: plain('Search', limits.modalTitle),
  };
}

/** One note whole, with the way back. */
export function noteView(note: Note, state: TimelineState, reader: TimelineReader): ModalView {
  const back = button(timelineIds.back, 'Back to the timeline');
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
  const all = counted(count, 'note');
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

function chartLine({ read: { score, asOf }, chart, dealCount }: Timeline): Markup {
  if (dealCount === 1) return md`One note so far: too little for a score.`;
  if (!score) return md`Score when the notes are read.`;
  const [first] = chart;
  const since = first && chart.length > 1 ? md` from ${first.value} on ${dayName(first.day, asOf)}` : md``;
  return md`Score ${sparkline(chart)} *${score.value} ${score.band}*${since}`;
}

/** The ways to see the score over time; none where there is no score. */
function scoreMenu(
  { chart }: Timeline,
  { pictures }: { readonly pictures: Pick<Pictures, 'areAllowed'> },
): StaticSelect[] {
  if (chart.length === 0) return [];
  const ways = [option('Table', 'table'), ...pictureOptions(pictures)];
  return [menu(timelineIds.scoreAs, 'Score over time as…', ways)];
}

function briefButton({ deal, prospect }: Timeline): Button {
  return button(briefIds.inDm, 'Brief in my DM', {
    value: dealButtonValue(deal.key, prospect?.key ?? null),
  });
}

function queryInput({ query }: TimelineState): InputBlock {
  return {
    type: 'input',
    block_id: timelineIds.query,
    optional: true,
    label: plain('Search by words or by meaning'),
    element: {
      type: 'plain_text_input',
      action_id: timelineIds.query,
      max_length: 200,
      placeholder: plain('security review', limits.placeholder),
      ...(query ? { initial_value: query } : {}),
    },
  };
}

function filters(timeline: Timeline, { outcome, prospect, isWhole }: TimelineState): ActionsBlock {
  const all = option('All calls', anyOutcome);
  const options = outcomesBeside(outcome).map((one) => option(outcomeNames[one], one));
  const initial = outcome ? option(outcomeNames[outcome], outcome) : all;
  const isNarrow = prospect !== null && !isWhole && timeline.dealCount > timeline.count;
  const everybody = button(timelineIds.whole, `All ${timeline.dealCount} on the deal`, { value: 'whole' });
  const onlyThem = button(timelineIds.whole, 'Only who I asked for', { value: 'person' });
  return actions(
    {
      type: 'static_select',
      action_id: timelineIds.outcome,
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
  const newer = page > 0 ? [button(timelineIds.newer, 'Newer', { label: 'The page before' })] : [];
  const older = page < pages - 1 ? [button(timelineIds.older, 'Older', { label: 'The next page' })] : [];
  return [context(md`${from + 1} to ${from + shown} of ${total}`), actions(...newer, ...older)];
}

/** Who looks, and when. */
interface TimelineReader {
  /** Slack user id: authors may change their own notes. */
  readonly asker: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const shownLength = 220;
/** How much before the words that were searched for is shown with them. */
const leadLength = 60;

/** The beginning of a note; one with the searched words further down begins shortly before them. */
function excerpt({ note: { text }, at }: TimelineRow): string {
  const spaced = (from: number) => text.slice(from).replace(/\s+/g, ' ');
  if (at < shownLength - leadLength) return clip(spaced(0), shownLength);
  const space = text.slice(at - leadLength, at).search(/\s/);
  return clip(`…${spaced(space < 0 ? at : at - leadLength + space + 1)}`, shownLength);
}

/** One call: its day, how it went, who wrote it, some of its words, and what can be done with it. */
function rowBlocks(row: TimelineRow, reader: TimelineReader): KnownBlock[] {
  const { note, by } = row;
  const near = by === 'meaning' ? md` · near in meaning` : md``;
  const words = md`“${excerpt(row)}”`;
  const open = button(timelineIds.open, 'Open', {
    value: note.id,
    label: `Open the note of ${dayName(note.day, reader.today)}`,
  });
  return [
    section(lines([md`${headOf(note, reader)}${near}`, words])),
    actions(open, ...authorButtons(note, reader)),
  ];
}

/** "17 Nov, 6 days ago · Objection · Priya Sharma · by you · private". */
function headOf({ day, outcome, prospects, author, visibility }: Note, reader: TimelineReader): Markup {
  const { asker, today } = reader;
  const people = prospects.map((prospect) => prospect.name).join(', ');
  const who = author === asker ? md`you` : mention(author);
  const kept = visibility === 'private' ? 'private' : 'shared with the team';
  return md`*${dayName(day, today)}*, ${ago(day, today)} · ${outcomeNames[outcome]} · ${people} · by ${who} · ${kept}`;
}

/** Edit, Delete and Share for the author; nothing for anybody else. */
function authorButtons(note: Note, { asker, today }: TimelineReader): Button[] {
  if (note.author !== asker) return [];
  const of = `the note of ${dayName(note.day, today)}`;
  return [
    button(logIds.edit, 'Edit', { value: note.id, label: `Edit ${of}` }),
    {
      ...button(timelineIds.remove, 'Delete', { value: note.id, label: `Delete ${of}` }),
      confirm: {
        title: plain('Delete this note?'),
        text: plain('It goes from every brief, timeline and score. This cannot be undone.'),
        confirm: plain('Delete'),
        deny: plain('Keep it'),
        style: 'danger',
      },
    },
    shareButton(note, of),
  ];
}

function shareButton({ id, visibility }: Note, of: string): Button {
  const isPrivate = visibility === 'private';
  return {
    ...button(timelineIds.share, isPrivate ? 'Share with team' : 'Make private', {
      value: JSON.stringify({ id, to: isPrivate ? 'team' : 'private' }),
      label: isPrivate ? `Share with team: ${of}` : `Make private: ${of}`,
    }),
    confirm: isPrivate ? teamConfirm() : privateConfirm(),
  };
}

function privateConfirm(): ConfirmationDialog {
  return confirmation({
    title: 'Make it private?',
    text: 'Only you will be able to read it. Briefs and scores of your colleagues stop using it.',
    confirm: 'Make private',
  });
}

/** A modal holds 100 blocks and a row takes two; a phone shows three rows at once. */
const rowsPerPage = 10;

/** The rows that are shown at once. */
interface TimelinePage {
  /** From 0; the last one when a later was asked for. */
  readonly page: number;
  readonly pages: number;
  /** How many rows stand before it. */
  readonly from: number;
  readonly rows: readonly TimelineRow[];
}

export function pageOf({ rows }: Pick<Timeline, 'rows'>, state: Pick<TimelineState, 'page'>): TimelinePage {
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  const page = Math.min(state.page, pages - 1);
  const from = page * rowsPerPage;
  return { page, pages, from, rows: rows.slice(from, from + rowsPerPage) };
}

/** What a timeline shows now, carried by its modal unseen. */
const state = z.object({
  deal: z.string(),
  /** Key of the person asked for; null when the company was. */
  prospect: z.string().nullable(),
  /** All of the deal although a person was asked for. */
  isWhole: z.boolean(),
  outcome: z.enum(outcomes).nullable(),
  query: z.string(),
  /** From 0, the newest. */
  page: z.int().min(0),
});

export type TimelineState = z.infer<typeof state>;

const view = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))),
  }),
});

const longestQuery = 200;

/** The first page of all calls. */
export function firstPage({ deal, prospect }: Pick<TimelineState, 'deal' | 'prospect'>): TimelineState {
  return { deal, prospect, isWhole: false, outcome: null, query: '', page: 0 };
}

export function encodeState(shown: TimelineState): string {
  return JSON.stringify(shown);
}

/** Throws when the view is not a timeline of ours. */
export function decodeState(payload: unknown): TimelineState {
  return state.parse(JSON.parse(view.parse(payload).private_metadata));
}

/** What stands in the search field. */
export function typedQuery(payload: unknown): string {
  const { values } = view.parse(payload).state;
  return clip(clean(values[timelineIds.query]?.[timelineIds.query]?.value ?? '').trim(), longestQuery);
}
