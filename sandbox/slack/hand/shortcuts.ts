import { messageOutput } from '../output.ts';
import { actionTs, channelStub, interactiveBase } from '../payloads/common.ts';
import { notSent, outcomeOf } from './outcome.ts';
import type { HandParts, Outcome } from './types.ts';

/** Uses the lightning menu and the menu of a message. */
export const createShortcuts = (parts: HandParts) => {
  const { core, directory, messages, triggers, responseUrl, send } = parts;
  const isKnown = (type: 'global' | 'message', id: string) =>
    core.manifest.features.shortcuts.some((one) => one.type === type && one.callback_id === id);
  const base = (user: string, callbackId: string) => ({
    ...interactiveBase(core, directory.person(user)),
    callback_id: callbackId,
    trigger_id: triggers.issue({ user }),
    action_ts: actionTs(core),
  });
  return {
    globalShortcut: async (user: string, callbackId: string): Promise<Outcome> => {
      if (!isKnown('global', callbackId)) return notSent({ error: `no global shortcut ${callbackId}` });
      const payload = { type: 'shortcut', ...base(user, callbackId) };
      return outcomeOf(await send('shortcut', { type: 'interactive', payload }));
    },
    messageShortcut: async (
      user: string,
      callbackId: string,
      at: { channel: string; ts: string },
    ): Promise<Outcome> => {
      if (!isKnown('message', callbackId)) return notSent({ error: `no message shortcut ${callbackId}` });
      const message = messages.find(at.channel, at.ts);
      const channel = directory.channel(at.channel);
      const payload = {
        type: 'message_action',
        ...base(user, callbackId),
        message_ts: message.ts,
        response_url: responseUrl({ user, channel: channel.id, source: undefined }),
        channel: channelStub(channel),
        message: messageOutput(message, core),
      };
      return outcomeOf(await send('message_action', { type: 'interactive', payload }));
    },
  };
};
