import { type ReactNode, useContext, useState } from 'react';
import type { ChannelView } from '../../../slack/snapshot.ts';
import type { Message } from '../../../slack/workspace.ts';
import { isContinued, isReply, MessageRow, repliesTo, ThreadContext } from './message.tsx';
import { dayOf, timeOf, useNames } from './names.tsx';
import { useFollowing } from './use-following.ts';

/** Under a message: how many answers there are, and the way to them. */
const ReplyCount = ({ replies, root }: { replies: readonly Message[]; root: string }) => {
  const open = useContext(ThreadContext);
  const { timeZone } = useNames();
  const last = replies.at(-1);
  if (!last || !open) return null;
  return (
    <button type="button" className="reply-count" onClick={() => open(root)}>
      {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
      <small>Last at {timeOf(last.ts, timeZone)}</small>
    </button>
  );
};

interface Props {
  channel: ChannelView;
  user: string;
  empty: ReactNode;
  /** Time of the newest message that was read before one came here. */
  readUpTo: string;
  /** How many commands its reader has sent. */
  commands: number;
}

/** The first message of somebody else that was not read; undefined when all were. */
const firstUnread = (messages: readonly Message[], readUpTo: string, me: string): string | undefined => {
  const at = messages.findIndex(({ ts }) => ts === readUpTo);
  return at < 0 ? undefined : messages.slice(at + 1).find(({ user }) => user !== me)?.ts;
};

/** A channel's messages with a line at each new day and above what is new; answers in threads stand elsewhere. */
export const MessageList = ({ channel, user, empty, readUpTo, commands }: Props) => {
  const { timeZone, now } = useNames();
  const messages = channel.messages.filter((message) => !isReply(message));
  const [unread] = useState(() => firstUnread(messages, readUpTo, user));
  const own = messages.filter((message) => message.user === user).length;
  const { list, content, onScroll } = useFollowing(own + commands);
  return (
    <div className="messages" role="log" aria-label="Messages" ref={list} onScroll={onScroll}>
      <div ref={content}>
        {messages.length === 0 && <div className="empty">{empty}</div>}
        {messages.map((message, index) => {
          const day = dayOf(message.ts, timeZone, now);
          const before = messages[index - 1];
          const isNewDay = !before || dayOf(before.ts, timeZone, now) !== day;
          const isFresh = isNewDay || message.ts === unread;
          const isBelow = !isFresh && isContinued(message, before);
          return (
            <div key={message.ts}>
              {isNewDay && <h2 className="day">{day}</h2>}
              {message.ts === unread && <p className="new-line">New</p>}
              <MessageRow message={message} user={user} isContinued={isBelow} />
              <ReplyCount replies={repliesTo(channel, message.ts)} root={message.ts} />
            </div>
          );
        })}
      </div>
    </div>
  );
};
