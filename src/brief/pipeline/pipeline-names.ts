import type { PipelineLine } from './pipeline-line.ts';

/** Bands that no score gives: with one note, and while unread. */
export const unscored = { short: 'Too new', unread: 'Not read yet' } as const;

/** Ranges of days without contact, the shortest first. */
export const silences = [
  { upTo: 7, name: '0 to 7 days' },
  { upTo: 14, name: '8 to 14 days' },
  { upTo: 30, name: '15 to 30 days' },
  { upTo: Number.POSITIVE_INFINITY, name: 'over 30 days' },
] as const;

/** The band of its score, or why it has none. */
export function bandOf({ reading, score }: PipelineLine): string {
  if (reading === 'unread') return unscored.unread;
  return score?.band ?? unscored.short;
}

/** The range that its days without contact fall into. */
export function silenceOf({ silentDays }: PipelineLine): string {
  return silences.find(({ upTo }) => silentDays <= upTo)?.name ?? '';
}
