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
  return (
    <dialog
      ref={root}
      className="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) void perform({ verb: 'closeView', user, viewId: top.id });
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
