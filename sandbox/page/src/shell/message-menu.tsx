import { useContext } from 'react';
import type { Message } from '../../../slack/workspace.ts';
import { perform } from '../hand.ts';
import { Menu } from './menu.tsx';
import { SnapshotContext } from './names.tsx';
import { useToast } from './toasts.tsx';

/** The message shortcuts of the app. */
export const MessageMenu = ({ message, user }: { message: Message; user: string }) => {
  const snapshot = useContext(SnapshotContext);
  const toast = useToast();
  const shortcuts = snapshot?.shortcuts.filter(({ type }) => type === 'message') ?? [];
  if (shortcuts.length === 0) return null;
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
      <Menu label="More message actions" face="⋮" items={items} />
    </div>
  );
};
