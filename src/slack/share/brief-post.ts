import type { Brief } from '../../brief/brief.ts';
import type { Cited } from '../../brief/score/signal.ts';
import { actions, button, context, section } from '../blocks.ts';
import { cardBody, notification } from '../brief/card.ts';
import { briefValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { mention } from '../brief/notes-view.ts';
import { cite, lastContact, noteCounts, quoted } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { type Message, message } from '../message.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';

const quoteLength = 140;

/** A brief on the team's notes for a channel: the card, and under it the quotes that its numbers lead to. */
export function briefPost(given: Brief, sharer: string): Message {
  const brief = { ...given, asker: '' };
  const { blocks, restsOn } = cardBody(brief);
  const cited = brief.notes.flatMap(({ id }) => restsOn.find(({ noteId }) => noteId === id) ?? []);
  const quotes = cited.map((one) => quoteLine(brief, one));
  return message(notification(brief), [
    ...blocks,
    ...(quotes.length > 0 ? [section(lines(quotes))] : []),
    context(factsLine(brief)),
    context(md`Shared by ${mention(sharer)}`),
    briefRow(brief),
  ]);
}

/** Gives whoever presses it a brief of their own. */
function briefRow(brief: Brief) {
  return actions(button(briefIds.brief, 'My own brief', { value: briefValue(brief) }));
}

/** "[3] 17 Nov “nervous about the migration timeline”". */
function quoteLine(brief: Brief, cited: Cited): Markup {
  const number = cite(brief, cited).markup.trim();
  return md`${{ markup: number }} ${dayName(cited.day, brief.asOf)} ${quoted(cited.quote, quoteLength)}`;
}

/** "Last call 17 Nov, 6 days ago · from 4 notes shared with the team, as of 24 Nov". */
function factsLine(brief: Brief): Markup {
  const counts = noteCounts(brief);
  const from = counts.startsWith('read') ? counts : `from ${counts}`;
  return md`${lastContact(brief)} · ${from} shared with the team, as of ${dayName(brief.asOf, brief.asOf)} · confidence ${brief.confidence}`;
}
