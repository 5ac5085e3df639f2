import type { Markup } from '../mrkdwn.ts';

/** Characters in a line of Slack's app on a phone 360 px wide, measured. */
const phoneColumns = 34;

/** How many lines the text takes on a phone: marks and what cannot be seen take no room. */
export function phoneLines({ markup }: Markup): number {
  const shown = markup.replace(/[*\u200b]/g, '').replace(/&(?:amp|lt|gt);/g, '&');
  return shown
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / phoneColumns)), 0);
}

interface Row {
  readonly text: Markup;
  /** Kept whatever it costs. */
  readonly isNeeded: boolean;
}

/** Leaves out rows that are not needed, the last one first, until the rest fits `lines` on a phone. Order kept. */
export function fitPhone<T extends Row>(rows: readonly T[], lines: number): readonly T[] {
  const kept = [...rows];
  const size = () => kept.reduce((sum, row) => sum + phoneLines(row.text), 0);
  while (size() > lines) {
    const last = kept.findLastIndex((row) => !row.isNeeded);
    if (last < 0) break;
    kept.splice(last, 1);
  }
  return kept;
}
