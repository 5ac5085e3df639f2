import type { Brief } from '../../brief/brief.ts';
import type { RepDeal } from '../../digest/deals-of.ts';
import type { Handover } from '../../digest/hand-over.ts';
import { actions, button, section } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { mention } from '../brief/notes-view.ts';
import { subject } from '../brief/phrases.ts';
import type { Posted } from '../deliver.ts';
import { limits } from '../limits.ts';
import { type Message, message, sentence } from '../message.ts';
import { clip, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { encodeRef } from './state.ts';

/** A deal as the team knows it; undefined when no note of it is left to name it by. */
type Known = RepDeal | undefined;

function nameOf(known: Pick<Brief, 'prospect' | 'deal'> | undefined): string {
  return known ? clip(subject(known), limits.name * 2) : 'the deal';
}

/** To the giver: what was offered to whom, and the way back. */
export function offeredMessage(brief: Brief, offer: Handover, posted: Posted): Message {
  const name = nameOf(brief);
  const rest = 'It stays on your week until they accept.';
  return message(`You offered ${name} to a colleague. ${rest}`, [
    section(md`You offered *${name}* to ${mention(offer.to)}. ${rest}`),
    actions(button(ids.withdraw, 'Withdraw', { value: encodeRef(offer, posted) })),
  ]);
}

/** To the taker, in place of the offer. */
export function takenMessage(deal: RepDeal, { from }: Handover): Message {
  const name = nameOf(deal);
  const value = dealButtonValue(deal.deal.key, deal.prospect.key);
  const rest = 'It is on your week and on Home from now on.';
  return message(`You took over ${name}. ${rest}`, [
    section(
      md`You took over *${name}* from ${mention(from)}. ${rest} To give it back, hand it over to them.`,
    ),
    actions(
      button(briefIds.brief, 'Brief', { value, style: 'primary' }),
      button(briefIds.logCall, 'Log a call', { value }),
    ),
  ]);
}

/** To the giver. */
export function acceptedMessage(known: Known, { to, ...ref }: Handover, shared: number): Message {
  const name = nameOf(known);
  const notes = shared === 1 ? 'Your private note on it is' : `Your ${shared} private notes on it are`;
  const told = shared > 0 ? ` ${notes} shared with the team now, as you ticked.` : '';
  const rest = `It is off your week, and new notes of yours do not bring it back.${told}`;
  return message(`A colleague took over ${name}. ${rest}`, [
    section(md`${mention(to)} took over *${name}*. ${rest}`),
    actions(button(ids.keep, 'Keep it on my week too', { value: encodeRef(ref) })),
  ]);
}

/** To the giver. */
export function declinedMessage(known: Known, { to }: Handover): Message {
  const name = nameOf(known);
  const rest = 'It stays on your week.';
  return message(`A colleague declined ${name}. ${rest}`, [
    section(md`${mention(to)} declined *${name}*. ${rest}`),
  ]);
}

/** To the giver, in place of what was accepted. */
export function keptMessage(known: Known, { to }: Handover): Message {
  const name = nameOf(known);
  return message(`${name} is on your week again, and on your colleague's.`, [
    section(md`*${name}* is on your week again, and stays on that of ${mention(to)}.`),
  ]);
}

/** What stands in place of an offer that is over, for who pressed it; `by` is the taker or the giver. */
export function overMessage({ state }: Handover, by: 'taker' | 'giver'): Message {
  const sentences: Readonly<Record<Handover['state'], readonly [string, string]>> = {
    pending: ['This deal is on offer to you.', 'Your colleague has not answered yet.'],
    accepted: ['You are taking this deal over. Press Accept once more.', 'Your colleague is taking it over.'],
    done: ['You took this deal over.', 'Your colleague took it over already. They can hand it back.'],
    declined: ['You declined. Nothing moved.', 'Your colleague declined. It stays on your week.'],
    withdrawn: ['This offer was withdrawn. Nothing moved.', 'Withdrawn. It stays on your week.'],
  };
  return sentence(sentences[state][by === 'taker' ? 0 : 1]);
}
