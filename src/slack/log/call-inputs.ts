import type { InputBlock } from '@slack/types';
import type { Outcome } from '../../memory/note.ts';
import { option } from '../blocks.ts';
import { ids } from './ids.ts';
import { type Element, input } from './input.ts';
import { outcomeNames } from './outcome-names.ts';

/** How the call went. */
export function outcomeInput(outcome: Outcome): InputBlock {
  const options = Object.entries(outcomeNames).map(([value, name]) => option(name, value));
  const initial = option(outcomeNames[outcome], outcome);
  return input(ids.outcome, 'How it went', {
    type: 'static_select',
    action_id: ids.outcome,
    options,
    initial_option: initial,
  });
}

/** The day of the call. */
export function dayInput(day: string): InputBlock {
  return input(ids.day, 'When', {
    type: 'datepicker',
    action_id: ids.day,
    ...(day ? { initial_date: day } : {}),
  });
}

/** Whether the team may read it. */
export function shareInput(share: boolean): InputBlock {
  const box = option('Share with my team', 'team');
  const chosen = share ? { initial_options: [box] } : {};
  const element: Element = { type: 'checkboxes', action_id: ids.share, options: [box], ...chosen };
  return { ...input(ids.share, 'Who may read it', element), optional: true };
}
