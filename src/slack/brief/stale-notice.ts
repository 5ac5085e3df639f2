import type { SectionBlock } from '@slack/types';
import { section } from '../blocks.ts';
import { md } from '../mrkdwn.ts';

/** Stands first in a modal that was opened from a card older than the newest note. */
export function staleNotice(isStale: boolean): SectionBlock[] {
  if (!isStale) return [];
  return [
    section(
      md`*A note was added or changed since that card.* This is up to date; the card is refreshed too.`,
    ),
  ];
}
