import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import type { RepDeal } from '../../digest/deals-of.ts';
import type { Handover, HandoverRef } from '../../digest/hand-over.ts';
import { actions, button, section } from '../kit/blocks.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import type { Posted } from '../kit/delivery.ts';
import { briefIds, handoverIds } from '../kit/ids.ts';
import { limits } from '../kit/limits.ts';
import { type Message, message, sentence } from '../kit/message.ts';
import { clean, clip, md } from '../kit/mrkdwn.ts';
import { mention } from '../kit/note-blocks.ts';
import { pressedValue } from '../kit/payload.ts';
import { subject } from '../kit/phrases.ts';

/** A deal as the team knows it; undefined when no note of it is left to name it by. */
type KnownDeal = RepDeal | undefined;

function nameOf(known: Pick<Brief, 'prospect' | 'deal'> | undefined): string {
  return known ? clip(subject(known), limits.name * 2) : 'the deal';
}

/** To the giver: what was offered to whom, and the way back. */
export function offeredMessage(brief: Brief, offer: Handover, posted: Posted): Message {
  const name = nameOf(brief);
  const rest = 'It stays on your week until they accept.';
  return message(`You offered ${name} to a colleague. ${rest}`, [
    section(md`You offered *${name}* to ${mention(offer.to)}. ${rest}`),
    actions(button(handoverIds.withdraw, 'Withdraw', { value: encodeRef(offer, posted) })),
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
export function acceptedMessage(known: KnownDeal, { to, ...ref }: Handover, shared: number): Message {
  const name = nameOf(known);
  const notes = shared === 1 ? 'Your private note on it is' : `Your ${shared} private notes on it are`;
  const told = shared > 0 ? ` ${notes} shared with the team now, as you ticked.` : '';
  const rest = `It is off your week, and new notes of yours do not bring it back.${told}`;
  return message(`A colleague took over ${name}. ${rest}`, [
    section(md`${mention(to)} took over *${name}*. ${rest}`),
    actions(button(handoverIds.keep, 'Keep it on my week too', { value: encodeRef(ref) })),
  ]);
}

/** To the giver. */
export function declinedMessage(known: KnownDeal, { to }: Handover): Message {
  const name = nameOf(known);
  const rest = 'It stays on your week.';
  return message(`A colleague declined ${name}. ${rest}`, [
    section(md`${mention(to)} declined *${name}*. ${rest}`),
  ]);
}

/** To the giver, in place of what was accepted. */
export function keptMessage(known: KnownDeal, { to }: Handover): Message {
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

const posted = z.object({ channel: z.string(), ts: z.string() });
const ref = z.object({ id: z.string(), deal: z.string(), from: z.string() });
const pressedButton = ref.extend({ posted: posted.optional() });

/** What the form was opened for. */
const formSubject = z.object({
  /** Key of the deal. */
  deal: z.string(),
  /** Id of the offer, made with the form, so that a repeated submission offers once. */
  id: z.string(),
  /** When the form was shown, ISO 8601 in UTC: the box means the private notes of then. */
  at: z.string(),
});
export type OfferedDeal = z.infer<typeof formSubject>;

const field = z.looseObject({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_options: z.array(z.unknown()).nullish(),
});
const view = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
});

/** Characters of the giver's own words. */
export const mostWords = 500;

/** What a press on an offer's button carries; `posted` is where the colleague's message stands. */
export function encodeRef({ id, deal, from }: HandoverRef, at?: Posted): string {
  return JSON.stringify({ id, deal, from, posted: at });
}

/** Throws when the value is not one of ours. */
export function pressedRef(body: BlockAction): z.infer<typeof pressedButton> {
  return pressedButton.parse(JSON.parse(pressedValue(body)));
}

export function encodeSubject(of: OfferedDeal): string {
  return JSON.stringify(of);
}

/** What was filled in. */
export interface FilledOffer extends OfferedDeal {
  /** Slack user id; empty when nobody was chosen. */
  readonly to: string;
  /** The giver's own, cut to their length. */
  readonly words: string;
  readonly shares: boolean;
}

/** Throws when the form is not ours. */
export function decodeForm(payload: unknown): FilledOffer {
  const { private_metadata, state } = view.parse(payload);
  const fieldOf = (id: string) => state.values[id]?.[id];
  return {
    ...formSubject.parse(JSON.parse(private_metadata)),
    to: fieldOf(handoverIds.to)?.selected_user ?? '',
    words: clip(clean(fieldOf(handoverIds.words)?.value ?? '').trim(), mostWords),
    shares: (fieldOf(handoverIds.share)?.selected_options ?? []).length > 0,
  };
}
