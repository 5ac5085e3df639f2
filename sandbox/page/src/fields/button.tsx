import { useContext, useState } from 'react';
import type { Element } from '../../../slack/blocks/elements.ts';
import { useSurface } from './surface.tsx';
import { useConfirmed } from './use-confirmed.tsx';
import { PlaceContext } from './use-field.ts';

type Button = Extract<Element, { type: 'button' }>;

/** A button; one with a link opens it and tells the bot as well. */
export const ButtonField = ({ element }: { element: Button }) => {
  const { blockId } = useContext(PlaceContext);
  const surface = useSurface();
  const [isBusy, setBusy] = useState(false);
  const [ask, dialog] = useConfirmed(element.confirm);
  const press = async () => {
    if (element.url) window.open(element.url, '_blank', 'noopener');
    setBusy(true);
    await surface.fire(blockId, element.action_id ?? '', element.value ?? null);
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        className={`button ${element.style ?? ''}`}
        aria-label={element.accessibility_label}
        aria-busy={isBusy}
        onClick={() => ask(() => void press())}
      >
        {element.text.text}
      </button>
      {dialog}
    </>
  );
};
