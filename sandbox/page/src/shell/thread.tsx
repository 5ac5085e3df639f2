import { useContext } from 'react';
import { threadKey } from '../../../slack/messages.ts';
import type { ChannelView } from '../../../slack/snapshot.ts';
import type { Message } from '../../../slack/workspace.ts';
import { Composer } from './composer.tsx';
import { isContinued, MessageRow, repliesTo, ThreadContext } from './message.tsx';
import { SnapshotContext } from './names.tsx';
import { useFollowing } from './use-following.ts';

interface Props {
  channel: ChannelView;
  root: Message;
  user: string;
  name: string;
  onClose: () => void;
}

/** What the bot says it is doing in this thread. */
const Status = ({ channel, root }: { channel: string; root: string }) => {
  const snapshot = useContext(SnapshotContext);
  const status = snapshot?.statuses[threadKey(channel, root)];
  if (!status) return null;
  return (
    <p className="muted status" role="status">
      {snapshot?.names.app} {status}
    </p>
  );
};

/** One message and its answers, in a pane beside the channel. */
export const ThreadPane = ({ channel, root, user, name, onClose }: Props) => {
  const replies = repliesTo(channel, root.ts);
  const { list, content, onScroll } = useFollowing(replies.filter((message) => message.user === user).length);
  return (
    <section className="thread" aria-label="Thread">
      <header className="pane-head">
        <h2>Thread</h2>
        <span className="muted">{name}</span>
        <button type="button" className="icon-button close" aria-label="Close the thread" onClick={onClose}>
          ×
        </button>
      </header>
      <ThreadContext value={undefined}>
        <div className="messages" role="log" aria-label="Thread messages" ref={list} onScroll={onScroll}>
          <div ref={content}>
            <MessageRow message={root} user={user} />
            {replies.length > 0 && (
              <h3 className="day">{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</h3>
            )}
            {replies.map((message, index) => (
              <MessageRow
                key={message.ts}
                message={message}
                user={user}
                isContinued={isContinued(message, replies[index - 1])}
              />
            ))}
          </div>
        </div>
      </ThreadContext>
      <Status channel={channel.id} root={root.ts} />
      <Composer user={user} channel={channel.id} thread={root.ts} placeholder="Reply in the thread" />
    </section>
  );
};
