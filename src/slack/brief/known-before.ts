import type { Button } from '@slack/types';
import type { Person } from '../../memory/identity/people.ts';
import type { Past } from '../../memory/memory.ts';
import { actions, button, section } from '../blocks.ts';
import { limits } from '../limits.ts';
import { mendButton } from '../mend/mend-buttons.ts';
import { type Message, message } from '../message.ts';
import { clip, type Markup, md } from '../mrkdwn.ts';
import { dealButtonValue } from './deal-button.ts';
import { ids } from './ids.ts';

const mostPlaces = 3;

/** "You knew them at Rentfield: 4 notes." Names the person when the card is of a deal they have no note in yet. */
export function beforeLine({ now, places }: Past): Markup {
  const known = md`You knew them ${placesText(places)}.`;
  return now.noteCount > 0 ? known : md`Nothing on *${nameOf(now)}* here yet. ${known}`;
}

/** Posts the brief of the latest of those places beside the card. */
export function beforeButton({ places: [latest] }: Past): Button {
  return placeButton(ids.brief, latest);
}

/** For somebody who has moved, where no note is on anybody yet. */
export function nothingYetMessage({ now, places }: Past): Message {
  const lead = `Nothing on ${nameOf(now)} at ${companyOf(now)} yet.`;
  const known = `You knew them ${placesText(places)}.`;
  const value = dealButtonValue(now.deal.key, now.prospect.key);
  return message(`${lead} ${known}`, [
    section(md`Nothing on *${nameOf(now)}* at *${companyOf(now)}* yet. ${known}`),
    actions(
      button(ids.logCall, 'Log first call', { value, style: 'primary' }),
      ...places.slice(0, mostPlaces).map((place, index) => placeButton(`${ids.choice}${index}`, place)),
      mendButton(now),
    ),
  ]);
}

function placeButton(id: string, place: Person | undefined): Button {
  const value = place ? dealButtonValue(place.deal.key, place.prospect.key) : '';
  return button(id, `Brief at ${place ? companyOf(place) : ''}`, { value });
}

function placesText(places: readonly Person[]): string {
  const said = places.slice(0, mostPlaces).map((place) => {
    const notes = place.noteCount === 1 ? '1 note' : `${place.noteCount} notes`;
    return `at ${companyOf(place)}: ${notes}`;
  });
  return said.join(', ');
}

function nameOf({ prospect }: Person): string {
  return clip(prospect.name, limits.name);
}

function companyOf({ prospect, deal }: Person): string {
  return clip(
    [deal.company ?? prospect.company ?? 'no company', deal.label].filter(Boolean).join(', '),
    limits.name,
  );
}
