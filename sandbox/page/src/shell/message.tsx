import { stateValues } from '../../../slack/field-state.ts';
import type { Message } from '../../../slack/workspace.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { OnSurface, useSurfaceState } from '../fields/surface.tsx';
import { Mrkdwn } from '../mrkdwn/text.tsx';
import { Avatar } from './avatar.tsx';
import { MessageMenu } from './message-menu.tsx';
import { useNames } from './names.tsx';
import { timeOf } from './times.ts';

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

/** One message with its author, time, body and menu. */
export const MessageRow = ({ message, user }: { message: Message; user: string }) => {
  const names = useNames();
  const author = names.person(message.user);
  return (
    <article
      className={message.ephemeral_to ? 'message ephemeral' : 'message'}
      aria-label={`${author}, ${message.text}`}
    >
      <Avatar name={author} />
      <div className="message-body">
        <header>
          <strong>{author}</strong>
          {message.user === names.bot && <span className="badge">APP</span>}
          <time>{timeOf(message.ts, names.timeZone)}</time>
          {message.ephemeral_to && <span className="only-you">Only visible to you</span>}
        </header>
        <Body message={message} user={user} />
        {message.edited_ts && !message.ephemeral_to && <small className="muted">(edited)</small>}
      </div>
      {!message.ephemeral_to && <MessageMenu message={message} user={user} />}
    </article>
  );
};
