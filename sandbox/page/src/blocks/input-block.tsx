import { type ReactNode, useId } from 'react';
import type { Block } from '../../../slack/blocks/block.ts';
import { Field } from '../fields/field.tsx';
import { useSurface } from '../fields/surface.tsx';
import { PlaceContext } from '../fields/use-field.ts';

type Input = Extract<Block, { type: 'input' }>;

/** Fields that are several controls under one label. */
const GROUPS: readonly string[] = ['checkboxes', 'radio_buttons'];

const Label = ({
  id,
  fieldId,
  children,
}: {
  id: string;
  fieldId: string | undefined;
  children: ReactNode;
}) =>
  fieldId ? (
    <label id={id} htmlFor={fieldId} className="label">
      {children}
    </label>
  ) : (
    <div id={id} className="label">
      {children}
    </div>
  );

/** A labelled field of a form, with its hint or its error beneath. */
export const InputBlock = ({ block }: { block: Input }) => {
  const { errors } = useSurface();
  const id = useId();
  const blockId = block.block_id ?? '';
  const error = errors[blockId];
  const place = {
    blockId,
    labelId: `${id}-label`,
    fieldId: `${id}-field`,
    describedBy: `${id}-words`,
    isInvalid: error !== undefined,
    fires: block.dispatch_action ?? false,
  };
  return (
    <div className="input-block">
      <Label id={place.labelId} fieldId={GROUPS.includes(block.element.type) ? undefined : place.fieldId}>
        {block.label.text}
        {block.optional && <span className="muted"> (optional)</span>}
      </Label>
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
