import { createChain } from '../../util/chain.ts';
import type { Message } from './blocks.ts';
import type { Deliver, Posted, Spot } from './delivery.ts';
import type { SaidToBot } from './request.ts';
import { isMessageGone } from './slack-errors.ts';

/** Where an answer appears. Each `show` takes the place of the one before, so progress turns into the answer. */
export interface Place {
  show(message: Message): Promise<void>;
  /** That work goes on, until something is shown; nothing where it would stay standing. */
  progress(message: Message): Promise<void>;
  /** Beside what stands there: trouble never replaces a message that somebody may still need. */
  tell(message: Message): Promise<void>;
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
  ofMessage(user: string, pressed: { responseUrl: string | undefined; channel: string | undefined }): Place;
  /** Beside the message a shortcut was used on, seen by the asker alone; the DM for a global shortcut. */
  ofShortcut(user: string, responseUrl: string | undefined): Place;
  /** `thread` is the root of the thread it belongs to. */
  ofDm(user: string, thread?: string): Place;
  /** Beside what was said: in the same thread of the DM; after a mention for the asker's eyes alone. */
  ofSaid(said: Pick<SaidToBot, 'user' | 'channel' | 'thread' | 'isMention'>): Place;
}

/** For what nobody asked for: nothing is shown. */
export const nowhere: Place = {
  show: async () => undefined,
  progress: async () => undefined,
  tell: async () => undefined,
  stays: async () => false,
};

const mostResponses = 5;

/** Whether a channel's id is that of a direct message. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Places that fall back to the person's DM rather than lose an answer. */
export function createPlaces(deliver: Deliver): Places {
  const ofDm = (user: string, thread?: string) => dmPlace(deliver, user, thread);
  const ofUrl = (user: string, url: string, begun: Begun) => urlPlace(deliver, { user, url, ...begun });

  function ofCommand(command: CommandLike): Place {
    const elsewhere = ofUrl(command.user_id, command.response_url, { replaces: false, channel: undefined });
    if (!isDirect(command.channel_id)) return elsewhere;
    const dm = ofDm(command.user_id);
    const choice = isDmOf(deliver, command.user_id, command.channel_id).then((isDm) =>
      isDm ? dm : elsewhere,
    );
    return {
      show: async (message) => (await choice).show(message),
      progress: async (message) => (await choice).progress(message),
      tell: async (message) => (await choice).tell(message),
      stays: async () => (await choice).stays(),
    };
  }

  return {
    ofCommand,
    ofShortcut: (user, url) => (url ? ofUrl(user, url, { replaces: false, channel: undefined }) : ofDm(user)),
    ofMessage: (user, { responseUrl, channel }) =>
      responseUrl ? ofUrl(user, responseUrl, { replaces: true, channel }) : ofDm(user),
    ofDm,
    ofSaid: (said) =>
      said.isMention ? whisperPlace(deliver, said) : dmPlace(deliver, said.user, said.thread),
  };
}

/** What the first `show` finds: a message to take the place of, in a channel, or neither. */
interface Begun {
  readonly replaces: boolean;
  readonly channel: string | undefined;
}

/** One after the other: what comes while progress is still on its way takes its place all the same. */
function createInTurn() {
  const chain = createChain();
  return (send: () => Promise<void>) => chain('', send);
}

function dmPlace(deliver: Deliver, user: string, thread?: string): Place {
  const inTurn = createInTurn();
  let posted: Posted | undefined;
  async function put(message: Message): Promise<void> {
    try {
      if (posted) return await deliver.update(posted, message);
    } catch (error) {
      if (!isMessageGone(error)) throw error;
    }
    posted = await deliver.dm(user, message, thread);
  }
  const show = (message: Message) => inTurn(() => put(message));
  return { show, progress: show, tell: show, stays: async () => true };
}

/** What only the asker sees can't be changed any more, so progress is left out. */
function whisperPlace(deliver: Deliver, { user, ...at }: Spot & { user: string }): Place {
  const dm = dmPlace(deliver, user);
  let isInDm = false;
  async function show(message: Message): Promise<void> {
    if (!isInDm) {
      try {
        return await deliver.whisper(user, at, message);
      } catch {
        isInDm = true;
      }
    }
    await dm.show(message);
  }
  return { show, tell: show, progress: async () => undefined, stays: async () => isInDm };
}

function urlPlace(
  deliver: Deliver,
  { user, url, replaces, channel }: Begun & { user: string; url: string },
): Place {
  const inTurn = createInTurn();
  let used = 0;
  let fallback: Place | undefined;

  async function send(message: Message, replacing: boolean): Promise<void> {
    if (!fallback && used < mostResponses) {
      try {
        await deliver.respond(url, message, replacing);
        used += 1;
        return;
      } catch {
        fallback = dmPlace(deliver, user);
      }
    }
    fallback ??= dmPlace(deliver, user);
    await fallback.show(message);
  }

  const show = (message: Message) => inTurn(() => send(message, replaces || used > 0));
  return {
    show,
    progress: show,
    tell: (message) => inTurn(() => send(message, used > 0)),
    stays: async () => fallback !== undefined || isDmOf(deliver, user, channel),
  };
}

async function isDmOf(deliver: Deliver, user: string, channel: string | undefined): Promise<boolean> {
  if (channel === undefined || !isDirect(channel)) return false;
  return (await deliver.channelOf(user).catch(() => undefined)) === channel;
}
