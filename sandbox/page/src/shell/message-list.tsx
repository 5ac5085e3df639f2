import { useEffect, useRef } from 'react';
import type { ChannelView } from '../../../slack/snapshot.ts';
import { MessageRow } from './message.tsx';
import { useNames } from './names.tsx';
import { dayOf } from './times.ts';

const NEAR_END_PX = 120;

/** A channel's messages with a line at each new day; follows the newest unless one has scrolled up. */
export const MessageList = ({
  channel,
  user,
  empty,
}: {
  channel: ChannelView;
  user: string;
  empty: string;
}) => {
  const { timeZone } = useNames();
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const { messages } = channel;
  const newest = messages.at(-1);
  const mark = `${channel.id} ${messages.length} ${newest?.edited_ts ?? newest?.ts}`;
  useEffect(() => {
    if (mark && isAtEnd.current) end.current?.scrollIntoView({ block: 'end' });
  }, [mark]);
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
        const day = dayOf(message.ts, timeZone);
        const before = messages[index - 1];
        const isNewDay = !before || dayOf(before.ts, timeZone) !== day;
        return (
          <div key={message.ts}>
            {isNewDay && <h2 className="day">{day}</h2>}
            <MessageRow message={message} user={user} />
          </div>
        );
      })}
      <div ref={end} />
    </div>
  );
};
