import type { Button } from '@slack/types';
import { button } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids } from './ids.ts';

interface Shown {
  readonly deal: { readonly key: string };
  readonly prospect: { readonly key: string } | null;
}

/** The way to say who somebody is; nothing where no person was asked for. */
export function mendButtons({ deal, prospect }: Shown): Button[] {
  if (prospect === null) return [];
  return [button(ids.open, 'Mend this person', { value: dealButtonValue(deal.key, prospect.key) })];
}
