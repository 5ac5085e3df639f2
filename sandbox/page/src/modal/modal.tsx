import { type SyntheticEvent, useState } from 'react';
import type { ShownView } from '../../../slack/snapshot.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { OnSurface, useSurfaceState } from '../fields/surface.tsx';
import { perform } from '../hand.ts';
import { useNames } from '../shell/names.tsx';

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
export const Modal = (props: Props) => {
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
