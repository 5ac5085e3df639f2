import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Past } from '../../memory/memory.ts';
import { actions, button } from '../blocks.ts';
import { ids as shareIds } from '../share/ids.ts';
import { briefValue } from './deal-button.ts';
import { fingerprint } from './fingerprint.ts';
import { ids } from './ids.ts';
import { beforeButton } from './known-before.ts';

/** How the card differs by where it stands. */
export interface CardPlace {
  /** Offers to keep it in the DM: for a card that only the asker sees and that goes away. */
  readonly offersKeep: boolean;
  /** Where the person was known before, if anywhere. */
  readonly past?: Past | undefined;
}

/** What can be done from a card. */
export function cardButtons(brief: Brief, { offersKeep, past }: CardPlace): KnownBlock {
  const value = briefValue(brief, fingerprint(brief));
  const log = brief.isPast ? [] : [button(ids.logCall, 'Log a call', { value, style: 'primary' })];
  const why = brief.score
    ? [
        button(ids.why, `Why ${brief.score.value}`, {
          value,
          label: `Why ${brief.score.value}: why this score`,
        }),
      ]
    : [];
  return actions(
    ...log,
    ...why,
    button(ids.notes, 'Notes', { value }),
    button(ids.more, 'More', { value, label: 'More: the full brief' }),
    button(shareIds.brief, 'Share', { value, label: 'Share this brief in a channel' }),
    ...(past ? [beforeButton(past)] : []),
    ...(offersKeep ? [button(ids.keep, 'Keep in my DM', { value })] : []),
  );
}
