import type { Outcome, Suggestions } from '../../slack/hand/verb.ts';
import type { HandCall } from '../../slack/page-api.ts';

const FAILED: Suggestions = {
  ok: false,
  ack: 'none',
  ms: 0,
  error: 'The workspace does not answer.',
  options: [],
  groups: [],
};

const send = async (call: HandCall): Promise<Suggestions> => {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/sandbox/hand', { method: 'POST', headers, body: JSON.stringify(call) });
    const outcome: Suggestions = await response.json();
    return outcome;
  } catch {
    return FAILED;
  }
};

/** Does what the person did; never rejects. */
export const perform = (call: HandCall): Promise<Outcome> => send(call);

/** Asks the bot for options; empty when it has none or fails. */
export const suggest = (call: Extract<HandCall, { verb: 'suggest' }>): Promise<Suggestions> => send(call);
