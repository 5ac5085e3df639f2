import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Target } from '../../memory/people.ts';
import { actions, button, section } from '../blocks.ts';
import { ago, dayName } from '../dates.ts';
import { limits } from '../limits.ts';
import { type Message, message } from '../message.ts';
import { clip, md } from '../mrkdwn.ts';
import { dealButtonValue } from './deal-button.ts';
import { ids } from './ids.ts';
import { subject } from './phrases.ts';

const mostButtons = 5;

/** While notes are read. */
export function readingMessage(name: string, count: number): Message {
  const notes = count === 1 ? '1 note' : `${count} notes`;
  return message(`Reading ${notes} on ${name}…`, [section(md`Reading ${notes} on *${name}*…`)]);
}

/** While memory is slow to say who is meant. */
export function lookingMessage(): Message {
  return message('Looking through your notes…', [section(md`Looking through your notes…`)]);
}

/** Several match: one button each, a type-ahead past five. */
export function severalMessage(name: string, targets: readonly Target[], today: string): Message {
  const count = numberWord(targets.length);
  const what = targets.every(({ prospect }) => prospect) ? 'people' : 'deals';
  const sentence = `${count} ${what} match ${name}. Which one?`;
  return message(sentence, [section(md`${count} ${what} match *${name}*.`), ...choices(targets, today)]);
}

/** Nothing matches, something is spelled nearly so. */
export function slipMessage(name: string, targets: readonly Target[], today: string): Message {
  const said = targets
    .slice(0, mostButtons)
    .map(({ prospect, deal }) => prospect?.name ?? deal.company ?? '');
  const sentence = `Nothing on ${name} yet. Did you mean ${said.join(' or ')}?`;
  const blocks = [
    section(md`Nothing on *${name}* yet. Did you mean`),
    ...choices(targets, today),
    firstCall(name),
  ];
  return message(sentence, blocks);
}

/** Nobody of that name. */
export function nobodyMessage(name: string): Message {
  const rest = 'Log the first call and the next brief starts there.';
  return message(`Nothing on ${name} yet. ${rest}`, [
    section(md`Nothing on *${name}* yet. ${rest}`),
    firstCall(name),
  ]);
}

/** `/brief` alone: the people called last. */
export function recentMessage(targets: readonly Target[], today: string): Message {
  if (targets.length === 0) {
    const text = 'No notes yet. Log your first call with /log, then ask for a brief by name.';
    return message(text, [section(md`${text}`), firstCall('')]);
  }
  return message('Who is the call with?', [
    section(md`Who is the call with?`),
    ...choices(targets, today),
    picker(),
  ]);
}

function choices(targets: readonly Target[], today: string): KnownBlock[] {
  const rows = targets.slice(0, mostButtons).map((target, index) => choice(target, index, today));
  return [...rows, ...(targets.length > mostButtons ? [picker()] : [])];
}

function choice(target: Target, index: number, today: string): ActionsBlock {
  const { deal, prospect, lastDay } = target;
  const last = `${dayName(lastDay, today)}, ${ago(lastDay, today)}`;
  const label = `${clip(subject(target), limits.button - last.length - 3)} · ${last}`;
  const value = dealButtonValue(deal.key, prospect?.key ?? null);
  return actions(button(`${ids.choice}${index}`, label, { value }));
}

function picker(): ActionsBlock {
  return actions({
    type: 'external_select',
    action_id: ids.pick,
    min_query_length: 0,
    placeholder: { type: 'plain_text', text: 'Somebody else' },
  });
}

function firstCall(name: string): ActionsBlock {
  return actions(button(ids.logFirst, 'Log a call', { style: 'primary', value: name.slice(0, 80) || ' ' }));
}

function numberWord(count: number): string {
  return (
    ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count)
  );
}
