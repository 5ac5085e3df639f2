import { useId } from 'react';
import type { Element } from '../../../slack/blocks/elements.ts';
import type { RichOption } from '../../../slack/blocks/options.ts';
import { Text } from '../mrkdwn/text.tsx';
import { listOf } from './draft.ts';
import { useConfirmed } from './use-confirmed.tsx';
import { useField } from './use-field.ts';

type Choice = Extract<Element, { type: 'checkboxes' | 'radio_buttons' }>;

/** Checkboxes and radio buttons. */
export const ChoiceField = ({ element }: { element: Choice }) => {
  const { draft, settle, names } = useField(element);
  const [ask, dialog] = useConfirmed(element.confirm);
  const name = useId();
  const isMany = element.type === 'checkboxes';
  const picked = listOf(draft);
  const pick = (option: RichOption) => {
    if (!isMany) return settle({ value: option.value, chosen: [option] });
    const isOn = picked.includes(option.value);
    const kept = element.options.filter(({ value }) =>
      value === option.value ? !isOn : picked.includes(value),
    );
    settle({ value: kept.map(({ value }) => value), chosen: kept });
  };
  return (
    <div role={isMany ? 'group' : 'radiogroup'} className="choices" {...names}>
      {element.options.map((option) => (
        <label key={option.value}>
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={name}
            checked={picked.includes(option.value)}
            onChange={() => ask(() => pick(option))}
          />
          <span>
            <Text of={option.text} />
            {option.description && (
              <small>
                <Text of={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
      {dialog}
    </div>
  );
};
