import { useEffect, useRef } from 'react';
import type { ShownView } from '../../../slack/snapshot.ts';
import { perform } from '../hand.ts';
import { Modal } from './modal.tsx';

// Focus goes to the first field, also when a form takes the place of a waiting view; never to a button of the body,
// which a second Enter would press.
const focusForm = (dialog: HTMLDialogElement) => {
  const shown = '.modal > div:not([hidden])';
  if (dialog.querySelector(`${shown} .modal-body :focus`)) return;
  const field = dialog.querySelector<HTMLElement>(`${shown} .modal-body :is(input, textarea)`);
  (field ?? dialog.querySelector<HTMLElement>(`${shown} .modal-foot button`))?.focus();
};

/** The views a person has open: the top one is shown, Escape closes it, focus stays inside. */
export const ModalStack = ({ views, user }: { views: readonly ShownView[]; user: string }) => {
  const root = useRef<HTMLDialogElement>(null);
  const isOpen = views.length > 0;
  const top = views.at(-1);
  useEffect(() => {
    if (isOpen) root.current?.showModal();
  }, [isOpen]);
  const layout = top && `${top.id} ${top.hash}`;
  useEffect(() => {
    if (layout && root.current) focusForm(root.current);
  }, [layout]);
  if (!top) return null;
  const closeTop = () => void perform({ verb: 'closeView', user, viewId: top.id });
  return (
    <dialog
      ref={root}
      className="modal"
      aria-label={top.view.type === 'modal' ? top.view.title.text : undefined}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) closeTop();
      }}
      onClose={(event) => {
        // A browser that is asked twice in a row closes without asking; the stack decides what is left.
        if (event.target !== event.currentTarget) return;
        closeTop();
        if (views.length > 1) root.current?.showModal();
      }}
    >
      {views.map((shown, index) => (
        <div key={shown.id} hidden={shown !== top}>
          <Modal shown={shown} user={user} isStacked={index > 0} />
        </div>
      ))}
    </dialog>
  );
};
