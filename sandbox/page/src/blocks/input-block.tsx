import { useId } from 'react';
import type { Block } from '../../../slack/blocks/block.ts';
import { Field } from '../fields/field.tsx';
import { useSurface } from '../fields/surface.tsx';
import { PlaceContext } from '../fields/use-field.ts';

type Input = Extract<Block, { type: 'input' }>;

/** A labelled field of a form, with its hint or its error beneath. */
export const InputBlock = ({ block }: { block: Input }) => {
  const { errors } = useSurface();
  const id = useId();
  const blockId = block.block_id ?? '';
  const error = errors[blockId];
  const place = {
    blockId,
    labelId: `${id}-label`,
    describedBy: `${id}-words`,
    isInvalid: error !== undefined,
    fires: block.dispatch_action ?? false,
  };
  return (
    <div className="input-block">
      <div id={place.labelId} className="label">
        {block.label.text}
        {block.optional && <span className="muted"> (optional)</span>}
      </div>
      <PlaceContext value={place}>
        <Field element={block.element} />
      </PlaceContext>
      <div id={place.describedBy}>
        {error && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
        {block.hint && <p className="hint">{block.hint.text}</p>}
      </div>
    </div>
  );
};
