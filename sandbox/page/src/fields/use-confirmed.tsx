import { type ReactNode, useState } from 'react';
import type { ConfirmDialog } from '../../../slack/blocks/text.ts';
import { Confirm } from './confirm.tsx';

/** Runs an action at once, or after its confirm dialog when it has one. */
export const useConfirmed = (dialog: ConfirmDialog | undefined): [(run: () => void) => void, ReactNode] => {
  const [waiting, setWaiting] = useState<{ run: () => void }>();
  const ask = (run: () => void) => {
    if (dialog) setWaiting({ run });
    else run();
  };
  const answer = (isSure: boolean) => {
    setWaiting(undefined);
    if (isSure) waiting?.run();
  };
  const shown = waiting && dialog ? <Confirm dialog={dialog} onAnswer={answer} /> : null;
  return [ask, shown];
};
