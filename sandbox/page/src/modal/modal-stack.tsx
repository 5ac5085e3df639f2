import { useEffect, useLayoutEffect, useRef } from 'react';
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

/** Gives the focus back to where it was before the first modal came. */
const useReturnOfFocus = (isOpen: boolean) => {
  useLayoutEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus());
    };
  }, [isOpen]);
};

/** Escape closes, wherever the focus is but in the drawer and in a question of its own. */
const useEscape = (close: () => void, isOpen: boolean) => {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest('.drawer, .tour, dialog.confirm')) return;
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen]);
};

/** The views a person has open, the top one shown; the drawer beside them stays in reach. */
export const ModalStack = ({ views, user }: { views: readonly ShownView[]; user: string }) => {
  const root = useRef<HTMLDialogElement>(null);
  const top = views.at(-1);
  const layout = top && `${top.id} ${top.hash}`;
  useReturnOfFocus(top !== undefined);
  useEscape(() => top && void perform({ verb: 'closeView', user, viewId: top.id }), top !== undefined);
  useEffect(() => {
    if (layout && root.current) focusForm(root.current);
  }, [layout]);
  if (!top) return null;
  return (
    <div className="modal-layer">
      <dialog
        ref={root}
        open
        className="modal"
        aria-label={top.view.type === 'modal' ? top.view.title.text : undefined}
      >
        {views.map((shown, index) => (
          <div key={shown.id} hidden={shown !== top}>
            <Modal shown={shown} user={user} isStacked={index > 0} />
          </div>
        ))}
      </dialog>
    </div>
  );
};
