import { useContext } from 'react';
import type { Element } from '../../../slack/blocks/elements.ts';
import { Menu } from '../shell/menu.tsx';
import { useSurface } from './surface.tsx';
import { useConfirmed } from './use-confirmed.tsx';
import { PlaceContext } from './use-field.ts';

type Overflow = Extract<Element, { type: 'overflow' }>;

/** The three-dot menu of a section. */
export const OverflowField = ({ element }: { element: Overflow }) => {
  const { blockId } = useContext(PlaceContext);
  const surface = useSurface();
  const [ask, dialog] = useConfirmed(element.confirm);
  const items = element.options.map((option) => ({
    key: option.value,
    label: option.text.text,
    ...(option.description && { detail: option.description.text }),
    onChoose: () =>
      ask(() => {
        if (option.url) window.open(option.url, '_blank', 'noopener');
        void surface.fire(blockId, element.action_id ?? '', option.value);
      }),
  }));
  return (
    <>
      <Menu label="More actions" face="•••" className="button overflow" items={items} />
      {dialog}
    </>
  );
};
