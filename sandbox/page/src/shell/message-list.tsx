import { useContext, useEffect, useRef, useState } from 'react';
import type { ChannelView } from '../../../slack/snapshot.ts';
import type { Message } from '../../../slack/workspace.ts';
import { isReply, MessageRow, repliesTo, ThreadContext } from './message.tsx';
import { dayOf, timeOf, useNames } from './names.tsx';

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

const NEAR_END_PX = 120;

interface Props {
  channel: ChannelView;
  user: string;
  empty: string;
  /** Time of the newest message that was read before one came here. */
  readUpTo: string;
}

/** Keeps the newest in sight unless one has scrolled up. */
const useFollowing = (mark: string) => {
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (mark && isAtEnd.current) end.current?.scrollIntoView({ block: 'end' });
  }, [mark]);
  useEffect(() => {
    const list = end.current?.parentElement;
    if (!list) return;
    // A panel that opens beside the list makes its lines wrap anew.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  return { end, isAtEnd };
};

/** The first message of somebody else that was not read; undefined when all were. */
const firstUnread = (messages: readonly Message[], readUpTo: string, me: string): string | undefined => {
  const at = messages.findIndex(({ ts }) => ts === readUpTo);
  return at < 0 ? undefined : messages.slice(at + 1).find(({ user }) => user !== me)?.ts;
};

/** A channel's messages with a line at each new day and above what is new; answers in threads stand elsewhere. */
export const MessageList = ({ channel, user, empty, readUpTo }: Props) => {
  const { timeZone, now } = useNames();
  const messages = channel.messages.filter((message) => !isReply(message));
  const [unread] = useState(() => firstUnread(messages, readUpTo, user));
  const newest = channel.messages.at(-1);
  const { end, isAtEnd } = useFollowing(
    `${channel.id} ${messages.length} ${newest?.edited_ts ?? newest?.ts}`,
  );
  return (
    <div
      className="messages"
      role="log"
      aria-label="Messages"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      }}
    >
      {messages.length === 0 && <p className="empty">{empty}</p>}
      {messages.map((message, index) => {
        const day = dayOf(message.ts, timeZone, now);
        const before = messages[index - 1];
        const isNewDay = !before || dayOf(before.ts, timeZone, now) !== day;
        return (
          <div key={message.ts}>
            {isNewDay && <h2 className="day">{day}</h2>}
            {message.ts === unread && <p className="new-line">New</p>}
            <MessageRow message={message} user={user} />
            <ReplyCount replies={repliesTo(channel, message.ts)} root={message.ts} />
          </div>
        );
      })}
      <div ref={end} />
    </div>
  );
};
