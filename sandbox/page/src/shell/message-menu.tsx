import { useContext } from 'react';
import type { Message } from '../../../slack/workspace.ts';
import { perform } from '../hand.ts';
import { Menu } from './menu.tsx';
import { SnapshotContext } from './names.tsx';
import { ThreadContext } from './replies.ts';
import { useToast } from './toasts.tsx';

/** What can be done with a message: answer it in a thread, and the message shortcuts of the app. */
export const MessageMenu = ({ message, user }: { message: Message; user: string }) => {
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
