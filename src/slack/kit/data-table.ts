import type { DataTableBlock } from '@slack/types';
import { countedLength, type Message, message } from './blocks.ts';
import { clean, clip } from './text.ts';

/** A cell that is sorted by its letters. */
interface TextCell {
  readonly text: string;
}

/** A cell that is sorted by its value; a column sorts by value where all its cells have one. */
export interface NumberCell extends TextCell {
  readonly value: number;
}

type Cell = TextCell | NumberCell;

/** Rows under names of columns. */
export interface Table {
  /** What it is a table of. */
  readonly caption: string;
  /** At most 20. */
  readonly columns: readonly string[];
  /** As many cells each as there are columns; the first says what the row is of. */
  readonly rows: readonly (readonly Cell[])[];
}

/** Slack's own bounds, the row of names apart. */
const mostRows = 100;
const mostCharacters = 10_000;
/** Kept free of a table's characters, for the names of the columns. */
const spare = 600;
const longestCell = 200;
const rowsAtOnce = 20;

/**
 * A table that can be sorted, and the same in words for whatever shows no tables; undefined without rows. Rows beyond
 * what Slack takes are left out from the end, and `rest` says where they are, of how many.
 */
export function tableMessage(table: Table, rest: (count: number) => string): Message | undefined {
  const rows = fitting(table.rows.map((row) => row.map(shownCell)));
  if (rows.length === 0) return undefined;
  const left = table.rows.length - rows.length;
  const name = shownText(table.caption);
  const caption = left > 0 ? `${name}. ${rest(left)}` : name;
  const block: DataTableBlock = {
    type: 'data_table',
    caption,
    page_size: Math.min(rowsAtOnce, rows.length),
    rows: [table.columns.map((name) => slackCell({ text: name })), ...rows.map((row) => row.map(slackCell))],
  };
  return message(`${caption}. ${rows.map((row) => inWords(table.columns, row)).join(' ')}`, [block]);
}

function shownCell(cell: Cell): Cell {
  return { ...cell, text: shownText(cell.text) };
}

/** On one line, and never empty: Slack takes no empty cell. */
function shownText(text: string): string {
  return clip(clean(text).replace(/\s+/g, ' '), longestCell).trim() || '–';
}

function fitting(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  let characters = spare;
  const kept = rows.slice(0, mostRows);
  const end = kept.findIndex((row) => {
    characters += row.reduce((sum, { text }) => sum + countedLength(text), 0);
    return characters > mostCharacters;
  });
  return end === -1 ? kept : kept.slice(0, end);
}

function slackCell(cell: Cell): DataTableBlock['rows'][number][number] {
  if ('value' in cell) return { type: 'raw_number', value: cell.value, text: cell.text };
  return { type: 'raw_text', text: cell.text };
}

/** "Pilot agreed: Score Hot, Deals 3." */
function inWords(columns: readonly string[], [first, ...others]: readonly Cell[]): string {
  const facts = others.flatMap(({ text }, at) => (text === '–' ? [] : [`${columns[at + 1] ?? ''} ${text}`]));
  return `${first?.text ?? ''}: ${facts.join(', ')}.`;
}
