import type { Envelope, Sent } from '../delivery.ts';
import { isJsonObject } from '../json.ts';
import { messageOutput } from '../output.ts';
import { actionTs, channelStub, commandPayload, interactiveBase } from '../payloads.ts';
import { workspaceSchema } from '../workspace.ts';
import { createActions, createSuggest } from './actions.ts';
import { createEvents } from './events.ts';
import { createForms } from './forms.ts';
import {
  type ChannelChange,
  following,
  type HandParts,
  type NewPerson,
  notSent,
  type Outcome,
  outcomeOf,
  tell,
} from './verb.ts';

/** Types a slash command; the reply in the acknowledgement appears in the channel. */
const createCommands = (parts: HandParts) => {
  const { core, triggers, responseUrl, responseUrls, send, directory } = parts;
  const isKnown = (command: string) =>
    core.manifest.features.slash_commands.some((one) => one.command === command);

  const runCommand = async (user: string, channel: string, line: string): Promise<Outcome> => {
    const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
    const place = { user, channel: directory.destination(channel).id };
    if (!isKnown(command)) {
      const error = `${command} is not a valid command.`;
      tell(parts, place, error);
      return notSent({ error });
    }
    const origin = { ...place, source: undefined };
    const call = { ...place, command, text: text.trim() };
    const links = { responseUrl: responseUrl(origin), triggerId: triggers.issue({ user }) };
    const payload = commandPayload(parts, { ...call, ...links });
    const sent = await send(command, { type: 'slash_commands', payload });
    const outcome = outcomeOf(sent);
    if (!outcome.ok) {
      const error = `${command} failed because the app did not respond.`;
      tell(parts, place, error);
      return { ...outcome, error };
    }
    if (!isJsonObject(outcome.reply)) return outcome;
    return following(outcome, () => responseUrls.reply(origin, outcome.reply));
  };
  return { runCommand };
};

/** Uses the lightning menu and the menu of a message. */
const createShortcuts = (parts: HandParts) => {
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

/** Whatever a person can do in a workspace; used in-process by tests and over HTTP by the page. */
export type Hand = ReturnType<typeof createHand>;

/** Binds the verbs to one workspace; `redeliver` sends an earlier delivery again, byte for byte. */
export const createHand = (parts: HandParts, redeliver: (id: number) => Promise<Sent>) => {
  const { act } = createActions(parts);
  return {
    ...createCommands(parts),
    ...createForms(parts),
    ...createShortcuts(parts),
    ...createEvents(parts),
    /** A button; `value` picks among buttons of one action id. */
    pressButton: act,
    /** A menu, picker, box or overflow entry; `value` is the choice, or the choices. */
    choose: act,
    suggest: createSuggest(parts),
    /** The same payload once more, as after a lost acknowledgement or a double click on the wire. */
    deliverAgain: async (deliveryId: number) => outcomeOf(await redeliver(deliveryId)),
    /** A payload of one's own, as another Slack would send it. */
    deliver: async (envelope: Envelope): Promise<Outcome> =>
      outcomeOf(await parts.send(envelope.type, envelope)),
    /** What an admin does to a channel, such as sharing it with another company. Throws `channel_not_found`. */
    changeChannel: (channelId: string, change: ChannelChange): void => {
      Object.assign(parts.directory.channel(channelId), change);
      parts.core.changed();
    },
    /** What an admin does to people: they join, or are what is said here from now on. */
    changePeople: (changed: readonly NewPerson[]): void => {
      const { people } = parts.core.workspace;
      for (const person of workspaceSchema.shape.people.parse(changed)) {
        const place = people.findIndex(({ id }) => id === person.id);
        people.splice(place < 0 ? people.length : place, place < 0 ? 0 : 1, person);
      }
      parts.core.changed();
    },
    /** The id of a person's DM with the bot. */
    dmOf: (user: string): string => parts.directory.openDm(user).id,
    /** What reloading the client does: ephemerals are gone. */
    reload: (user: string) => parts.messages.forgetEphemerals(user),
  };
};
