import { workspaceSchema } from '../workspace.ts';
import { createActions, createSuggest } from './actions.ts';
import { createCommands } from './commands.ts';
import { createEvents } from './events.ts';
import { createForms } from './forms.ts';
import { outcomeOf } from './outcome.ts';
import { createShortcuts } from './shortcuts.ts';
import type { ChannelChange, HandParts, NewPerson, Sent } from './types.ts';

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
