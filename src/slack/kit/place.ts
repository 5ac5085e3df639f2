import { createChain } from '../../util/chain.ts';
import type { Message } from './blocks.ts';
import type { Deliver, Posted, Spot } from './delivery.ts';
import type { SaidToBot } from './request.ts';
import { isMessageGone } from './slack-errors.ts';

/** Where an answer appears. Each `show` takes the place of the one before wherever Slack lets a message be changed. */
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
  ofSaid(said: Pick<SaidToBot, 'user' | 'channel' | 'answerThread' | 'isMention'>): Place;
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

  function ofCommand(command: CommandLike): Place {
    const elsewhere = besidePlace(deliver, { user: command.user_id, url: command.response_url });
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
    ofShortcut: (user, url) => (url ? besidePlace(deliver, { user, url }) : ofDm(user)),
    ofMessage: (user, { responseUrl: url, channel }) =>
      url ? pressedPlace(deliver, { user, url, channel }) : ofDm(user),
    ofDm,
    ofSaid: ({ user, channel, answerThread: thread, isMention }) =>
      isMention ? whisperPlace(deliver, { user, channel, thread }) : dmPlace(deliver, user, thread),
  };
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

interface UrlOf {
  readonly user: string;
  readonly url: string;
}

/** Spends a response URL's five lives, and goes on in the person's DM when they are spent or Slack refuses. */
function createResponder(deliver: Deliver, { user, url }: UrlOf) {
  let used = 0;
  let fallback: Place | undefined;
  return {
    isInDm: () => fallback !== undefined,
    async send(message: Message, replaces: boolean): Promise<void> {
      if (!fallback && used < mostResponses) {
        try {
          await deliver.respond(url, message, replaces);
          used += 1;
          return;
        } catch {
          fallback = dmPlace(deliver, user);
        }
      }
      fallback ??= dmPlace(deliver, user);
      await fallback.show(message);
    },
  };
}

/** What a command's or shortcut's URL posted can't be changed through it any more: each use is one more message. */
function besidePlace(deliver: Deliver, at: UrlOf): Place {
  const inTurn = createInTurn();
  const { send, isInDm } = createResponder(deliver, at);
  const show = (message: Message) => inTurn(() => send(message, false));
  return { show, tell: show, progress: async () => undefined, stays: async () => isInDm() };
}

/** The message that was pressed, which its URL may change. What is told stands beside it until its place was taken. */
function pressedPlace(
  deliver: Deliver,
  { channel, ...at }: UrlOf & { readonly channel: string | undefined },
): Place {
  const inTurn = createInTurn();
  const { send, isInDm } = createResponder(deliver, at);
  let isTaken = false;

  async function take(message: Message): Promise<void> {
    await send(message, true);
    isTaken = true;
  }

  const show = (message: Message) => inTurn(() => take(message));
  return {
    show,
    progress: show,
    tell: (message) => inTurn(() => send(message, isTaken)),
    stays: async () => isInDm() || isDmOf(deliver, at.user, channel),
  };
}

async function isDmOf(deliver: Deliver, user: string, channel: string | undefined): Promise<boolean> {
  if (channel === undefined || !isDirect(channel)) return false;
  return (await deliver.channelOf(user).catch(() => undefined)) === channel;
}
