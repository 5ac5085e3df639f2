import type { Button } from '@slack/types';
import { button } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids } from './ids.ts';

interface Shown {
  readonly deal: { readonly key: string };
  readonly prospect: { readonly key: string } | null;
}

/** The way to say who somebody is; where a company was asked for, one of its people. */
export function mendButton({ deal, prospect }: Shown): Button {
  const text = prospect === null ? 'Mend a person' : 'Mend this person';
  return button(ids.open, text, { value: dealButtonValue(deal.key, prospect?.key ?? null) });
}
