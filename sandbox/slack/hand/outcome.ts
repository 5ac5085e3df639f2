import { SlackRefusal } from '../refusal.ts';
import type { HandParts, Outcome, Sent } from './types.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** The outcome of a delivery as far as the acknowledgement goes. */
export const outcomeOf = ({ ack, id }: Sent): Outcome => ({
  ok: ack.status === 'acked',
  ack: ack.status,
  ms: ack.ms,
  deliveryId: id,
  ...(ack.status !== 'acked' && { error: TROUBLE }),
  ...(ack.payload !== undefined && { reply: ack.payload }),
});

/** An action that never left the person's screen. */
export const notSent = (details: { error: string; errors?: Record<string, string> }): Outcome => ({
  ok: false,
  ack: 'none',
  ms: 0,
  ...details,
});

/** Carries out what an acknowledgement asks for; a refused layout becomes the outcome's error. */
export const following = (outcome: Outcome, act: () => void): Outcome => {
  try {
    act();
    return outcome;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { ...outcome, ok: false, error: error.code };
  }
};

/** Tells one person something in Slack's own name. */
export const tell = (
  { messages, directory }: HandParts,
  to: { user: string; channel: string },
  text: string,
) => {
  messages.post(directory.channel(to.channel), { user: 'USLACKBOT', text, ephemeral_to: to.user });
};
