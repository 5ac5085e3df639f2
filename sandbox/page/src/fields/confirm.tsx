import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ConfirmDialog } from '../../../slack/blocks/composition.ts';
import { Text } from '../mrkdwn.tsx';

interface Props {
  dialog: ConfirmDialog;
  onAnswer: (isSure: boolean) => void;
}

/** "Are you sure", as the bot words it; Escape means no. */
const Confirm = ({ dialog, onAnswer }: Props) => {
  const root = useRef<HTMLDialogElement>(null);
  useEffect(() => root.current?.showModal(), []);
  return (
    <dialog
      ref={root}
      className="modal confirm"
      aria-label={dialog.title?.text ?? 'Are you sure?'}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onAnswer(false);
      }}
      onClose={() => onAnswer(false)}
    >
      <header className="modal-head">
        <h2>{dialog.title?.text ?? 'Are you sure?'}</h2>
      </header>
      <div className="modal-body">
        <Text of={dialog.text} />
      </div>
      <footer className="modal-foot">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {dialog.deny?.text ?? 'No'}
        </button>
        <button
          type="button"
          className={`button ${dialog.style ?? 'primary'}`}
          onClick={() => onAnswer(true)}
        >
          {dialog.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </dialog>
  );
};

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
