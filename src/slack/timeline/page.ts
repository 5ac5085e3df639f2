import type { Timeline, TimelineRow } from '../../brief/timelines.ts';
import type { TimelineState } from './state.ts';

/** A modal holds 100 blocks and a row takes two; a phone shows three rows at once. */
const rowsPerPage = 10;

/** The rows that are shown at once. */
interface Page {
  /** From 0; the last one when a later was asked for. */
  readonly page: number;
  readonly pages: number;
  /** How many rows stand before it. */
  readonly from: number;
  readonly rows: readonly TimelineRow[];
}

export function pageOf({ rows }: Pick<Timeline, 'rows'>, state: Pick<TimelineState, 'page'>): Page {
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  const page = Math.min(state.page, pages - 1);
  const from = page * rowsPerPage;
  return { page, pages, from, rows: rows.slice(from, from + rowsPerPage) };
}
