import type { Deliver, Posted } from './deliver.ts';
import type { Message } from './message.ts';

/** Where an answer appears. Each `show` takes the place of the one before, so progress turns into the answer. */
export interface Place {
  show(message: Message): Promise<void>;
  /** True when what is shown stays in the person's own DM. */
  stays(): Promise<boolean>;
}

interface CommandLike {
  readonly user_id: string;
  readonly channel_id: string;
  readonly response_url: string;
}

/** Makes the place that fits how the bot was asked. */
export interface Places {
  /** In the bot's own DM a message that stays; elsewhere one that only the asker sees. */
  ofCommand(command: CommandLike): Place;
  /** The message that was pressed, or the DM when the response URL is missing or spent. */
  ofMessage(user: string, responseUrl: string | undefined, inDm: boolean): Place;
  /** Beside the message a shortcut was used on, seen by the asker alone; the DM for a global shortcut. */
  ofShortcut(user: string, responseUrl: string | undefined): Place;
  ofDm(user: string): Place;
}

const mostResponses = 5;

/** Places that fall back to the person's DM rather than lose an answer. */
export function createPlaces(deliver: Deliver): Places {
  function ofDm(user: string): Place {
    let posted: Posted | undefined;
    return {
      async show(message) {
        if (posted) await deliver.update(posted, message);
        else posted = await deliver.dm(user, message);
      },
      stays: async () => true,
    };
  }

  function ofUrl(user: string, url: string, state: { replaces: boolean; inDm: boolean }): Place {
    let used = 0;
    let fallback: Place | undefined;
    return {
      async show(message) {
        if (!fallback && used < mostResponses) {
          try {
            await deliver.respond(url, message, state.replaces || used > 0);
            used += 1;
            return;
          } catch {
            fallback = ofDm(user);
          }
        }
        fallback ??= ofDm(user);
        await fallback.show(message);
      },
      stays: async () => state.inDm || fallback !== undefined,
    };
  }

  function ofCommand(command: CommandLike): Place {
    const elsewhere = ofUrl(command.user_id, command.response_url, { replaces: false, inDm: false });
    if (!command.channel_id.startsWith('D')) return elsewhere;
    const dm = ofDm(command.user_id);
    const choice = deliver
      .channelOf(command.user_id)
      .then((channel) => (channel === command.channel_id ? dm : elsewhere))
      .catch(() => elsewhere);
    return {
      show: async (message) => (await choice).show(message),
      stays: async () => (await choice).stays(),
    };
  }

  return {
    ofCommand,
    ofShortcut: (user, url) => (url ? ofUrl(user, url, { replaces: false, inDm: false }) : ofDm(user)),
    ofMessage: (user, url, inDm) => (url ? ofUrl(user, url, { replaces: true, inDm }) : ofDm(user)),
    ofDm,
  };
}
