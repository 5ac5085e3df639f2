import { createContext, useContext } from 'react';
import { stateValues } from '../../../slack/blocks/placed-elements.ts';
import type { ChannelView } from '../../../slack/snapshot.ts';
import type { Message } from '../../../slack/workspace.ts';
import { Blocks } from '../blocks.tsx';
import { OnSurface, useSurfaceState } from '../fields/surface.tsx';
import { Mrkdwn } from '../mrkdwn.tsx';
import { perform } from '../perform.ts';
import { Menu } from './menu.tsx';
import { Avatar, SnapshotContext, timeOf, useNames } from './names.tsx';
import { useToast } from './toasts.tsx';

/** Opens the thread of a message; undefined inside a thread, where there is none to open. */
export const ThreadContext = createContext<((ts: string) => void) | undefined>(undefined);

/** True for a message that stands in somebody else's thread. */
export const isReply = ({ ts, thread_ts: root }: Message): boolean => root !== undefined && root !== ts;

/** The answers to one message, oldest first. */
export const repliesTo = ({ messages }: ChannelView, root: string): Message[] =>
  messages.filter((message) => isReply(message) && message.thread_ts === root);

const GROUP_S = 5 * 60;

/** Whether a message stands right below one of the same author, so that the author need not be named again. */
export const isContinued = (message: Message, before: Message | undefined): boolean =>
  before !== undefined &&
  before.user === message.user &&
  !before.ephemeral_to &&
  !message.ephemeral_to &&
  Math.abs(Number(message.ts) - Number(before.ts)) < GROUP_S;

/** What can be done with a message: answer it in a thread, and the message shortcuts of the app. */
const MessageMenu = ({ message, user }: { message: Message; user: string }) => {
  const snapshot = useContext(SnapshotContext);
  const openThread = useContext(ThreadContext);
  const toast = useToast();
  const shortcuts = snapshot?.shortcuts.filter(({ type }) => type === 'message') ?? [];
  const run = async (callbackId: string) => {
    const { channel, ts } = message;
    const outcome = await perform({ verb: 'messageShortcut', user, callbackId, channel, ts });
    if (!outcome.ok) toast(outcome.error ?? 'That did not work.');
  };
  const items = shortcuts.map(({ name, callback_id: id, description }) => ({
    key: id,
    label: name,
    detail: description || (snapshot?.names.app ?? ''),
    onChoose: () => void run(id),
  }));
  return (
    <div className="message-menu">
      {openThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => openThread(message.ts)}
        >
          <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
            <path
              d="M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      )}
      {items.length > 0 && <Menu label="More message actions" face="⋮" items={items} />}
    </div>
  );
};

/** Names of what came with it. */
const Files = ({ message: { files = [] } }: { message: Message }) => {
  if (files.length === 0) return null;
  const names = files.map((file) => (typeof file === 'string' ? file : file.name));
  return (
    <ul className="files" aria-label="Files">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
};

const Body = ({ message, user }: { message: Message; user: string }) => {
  const target = { channel: message.channel, ts: message.ts };
  const surface = useSurfaceState({
    user,
    target,
    values: stateValues(message.blocks ?? [], message.entered?.[user] ?? {}),
  });
  if (!message.blocks) return <Mrkdwn text={message.text} />;
  return (
    <OnSurface surface={surface}>
      <Blocks blocks={message.blocks} />
    </OnSurface>
  );
};

interface RowProps {
  message: Message;
  user: string;
  /** Whether the author is named right above: then only the time stands beside it. */
  isContinued?: boolean;
}

const Author = ({ message }: { message: Message }) => {
  const names = useNames();
  return (
    <header>
      <strong>{names.person(message.user)}</strong>
      {message.user === names.bot && <span className="badge">APP</span>}
      <time>{timeOf(message.ts, names.timeZone)}</time>
      {message.ephemeral_to && <span className="only-you">Only visible to you</span>}
    </header>
  );
};

/** One message with its author, time, body and menu. */
export const MessageRow = ({ message, user, isContinued = false }: RowProps) => {
  const names = useNames();
  const author = names.person(message.user);
  const kind = message.ephemeral_to ? ' ephemeral' : isContinued ? ' continued' : '';
  return (
    <article className={`message${kind}`} aria-label={`${author}, ${message.text}`}>
      {isContinued ? <time>{timeOf(message.ts, names.timeZone)}</time> : <Avatar name={author} />}
      <div className="message-body">
        {!isContinued && <Author message={message} />}
        <Body message={message} user={user} />
        <Files message={message} />
        {message.edited_ts && !message.ephemeral_to && <small className="muted">(edited)</small>}
      </div>
      {!message.ephemeral_to && <MessageMenu message={message} user={user} />}
    </article>
  );
};
