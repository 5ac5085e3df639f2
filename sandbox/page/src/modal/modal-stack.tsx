import { useEffect, useRef } from 'react';
import type { ShownView } from '../../../slack/snapshot.ts';
import { perform } from '../hand.ts';
import { Modal } from './modal.tsx';

/** The views a person has open: the top one is shown, Escape closes it, focus stays inside. */
export const ModalStack = ({ views, user }: { views: readonly ShownView[]; user: string }) => {
  const root = useRef<HTMLDialogElement>(null);
  const isOpen = views.length > 0;
  const top = views.at(-1);
  useEffect(() => {
    if (isOpen) root.current?.showModal();
  }, [isOpen]);
  useEffect(() => {
    if (!top?.id) return;
    const first = root.current?.querySelector<HTMLElement>(
      '.modal-body input, .modal-body textarea, .modal-body button',
    );
    (first ?? root.current?.querySelector<HTMLElement>('.modal-foot button'))?.focus();
  }, [top?.id]);
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
