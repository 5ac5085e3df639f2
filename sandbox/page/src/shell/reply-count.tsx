import { useContext } from 'react';
import type { Message } from '../../../slack/workspace.ts';
import { useNames } from './names.tsx';
import { ThreadContext } from './replies.ts';
import { timeOf } from './times.ts';

/** Under a message: how many answers there are, and the way to them. */
export const ReplyCount = ({ replies, root }: { replies: readonly Message[]; root: string }) => {
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
