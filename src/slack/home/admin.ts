import type { KnownBlock } from '@slack/types';
import { actions, button, divider, header } from '../kit/blocks.ts';
import { accessIds } from '../kit/ids.ts';

/** What admins alone see on Home, behind everything else. */
export function adminBlocks(): readonly KnownBlock[] {
  return [divider(), header('For admins'), actions(button(accessIds.open, 'Access export…'))];
}
