import type { SectionBlock } from '@slack/types';
import { section } from '../blocks.ts';
import { md } from '../mrkdwn.ts';

/** Stands first in a modal that was opened from a card older than the newest note. */
export function staleNotice(isStale: boolean): SectionBlock[] {
  if (!isStale) return [];
  return [
    section(md`*That card was out of date.* This is what the notes say now; the card is refreshed too.`),
  ];
}
