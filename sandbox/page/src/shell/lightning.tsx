import { useContext } from 'react';
import { perform } from '../hand.ts';
import { Menu } from './menu.tsx';
import { SnapshotContext } from './names.tsx';
import { useToast } from './toasts.tsx';

/** The global shortcuts of the app. */
export const Lightning = ({ user }: { user: string }) => {
  const snapshot = useContext(SnapshotContext);
  const toast = useToast();
  const shortcuts = snapshot?.shortcuts.filter(({ type }) => type === 'global') ?? [];
  if (shortcuts.length === 0) return null;
  const run = async (callbackId: string) => {
    const outcome = await perform({ verb: 'globalShortcut', user, callbackId });
    if (!outcome.ok) toast(outcome.error ?? 'That did not work.');
  };
  const items = shortcuts.map(({ name, callback_id: id, description }) => ({
    key: id,
    label: name,
    detail: description || (snapshot?.names.app ?? ''),
    onChoose: () => void run(id),
  }));
  const face = (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M9.5 1 3 9h4l-.6 6L13 7H8.8z" fill="currentColor" />
    </svg>
  );
  return <Menu label="Shortcuts" face={face} items={items} opens="up" />;
};
