import type { Slot } from '../../digest/schedule.ts';
import type { Progress } from '../../digest/week-reader.ts';
import { weekdayOf } from '../../util/calendar.ts';
import { actions, button, section } from '../blocks.ts';
import { type Message, message, sentence } from '../message.ts';
import { md } from '../mrkdwn.ts';
import { ids } from './ids.ts';

function withShow(text: string): Message {
  return message(text, [section(md`${text}`), actions(button(ids.show, 'Show it', { style: 'primary' }))]);
}

/** After a digest that was missed, or that Slack may or may not have taken. */
export function offerMessage({ day }: Pick<Slot, 'day'>): Message {
  return withShow(`Your ${weekdayOf(day)} digest may not have arrived.`);
}

/** In the thread of a digest, where a part of it was lost. */
export function restMissingMessage(): Message {
  return withShow('Some of your week did not get through.');
}

/** While a week is read, which takes a while for many people. */
export function workingMessage({ deals, stage }: Progress): Message {
  const people = deals === 1 ? '1 person' : `${deals} people`;
  return sentence(stage === 'reading' ? `Reading ${people}…` : `Read ${people}. Comparing them…`);
}

/** For a week that could not be read after all. */
export function brokenOffMessage(): Message {
  return withShow('Your week could not be read just now.');
}
