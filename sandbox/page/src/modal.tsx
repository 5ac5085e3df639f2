import { type SyntheticEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ShownView } from '../../slack/snapshot.ts';
import { Blocks } from './blocks.tsx';
import { OnSurface, useSurfaceState } from './fields/surface.tsx';
import { perform } from './perform.ts';
import { useNames } from './shell/names.tsx';

interface Props {
  shown: ShownView;
  user: string;
  /** Whether another view lies below this one. */
  isStacked: boolean;
}

const inputsOf = ({ view }: ShownView): string[] =>
  view.blocks.flatMap(({ type, block_id }) => (type === 'input' && block_id ? [block_id] : []));

const useModal = ({ shown, user }: Props) => {
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const target = { viewId: shown.id };
  const surface = useSurfaceState({ user, target, values: shown.values, inputs: inputsOf(shown), errors });
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const outcome = await perform({ verb: 'submitView', user, viewId: shown.id, values: surface.typed() });
    setBusy(false);
    setErrors(outcome.errors ?? {});
    setTrouble(outcome.ok || outcome.errors ? undefined : outcome.error);
  };
  return { surface, submit, isBusy, trouble };
};

const Head = ({
  title,
  isStacked,
  onClose,
}: {
  title: string;
  isStacked: boolean;
  onClose: (all: boolean) => void;
}) => (
  <header className="modal-head">
    {isStacked && (
      <button type="button" className="icon-button" aria-label="Back" onClick={() => onClose(false)}>
        ‹
      </button>
    )}
    <h2>{title}</h2>
    <button type="button" className="icon-button" aria-label="Close" onClick={() => onClose(true)}>
      ×
    </button>
  </header>
);

/** One view of the stack as a form; errors come back under their inputs. */
const Modal = (props: Props) => {
  const { shown, user, isStacked } = props;
  const { surface, submit, isBusy, trouble } = useModal(props);
  const names = useNames();
  if (shown.view.type !== 'modal') return null;
  const { title, submit: submitText, close, blocks } = shown.view;
  const onClose = (isCleared: boolean) =>
    void perform({ verb: 'closeView', user, viewId: shown.id, isCleared });
  return (
    <form className="modal-form" onSubmit={(event) => void submit(event)} noValidate>
      <Head title={title.text} isStacked={isStacked} onClose={onClose} />
      <section
        className="modal-body"
        aria-label={title.text}
        // One who has but a keyboard scrolls a text without fields by its own focus.
        {...(inputsOf(shown).length === 0 && { tabIndex: 0 })}
      >
        {trouble && (
          <p className="field-error" role="alert">
            {trouble}
          </p>
        )}
        <OnSurface surface={surface}>
          <Blocks blocks={blocks} />
        </OnSurface>
      </section>
      <footer className="modal-foot">
        <span className="muted">{names.person(names.bot ?? '')}</span>
        <button type="button" className="button" onClick={() => onClose(false)}>
          {close?.text ?? (submitText ? 'Cancel' : 'Close')}
        </button>
        {submitText && (
          <button type="submit" className="button primary" aria-busy={isBusy} disabled={isBusy}>
            {submitText.text}
          </button>
        )}
      </footer>
    </form>
  );
};

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
