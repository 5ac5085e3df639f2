import type { ChangeEvent, KeyboardEvent } from 'react';
import type { Element } from '../../../slack/blocks/elements.ts';
import { useField } from './use-field.ts';

type Textual = Extract<
  Element,
  { type: 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' }
>;

const KINDS = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
} as const;

const COUNT_FROM = 0.9;

const Remaining = ({ length, max }: { length: number; max: number | undefined }) =>
  max !== undefined && length >= max * COUNT_FROM ? (
    <small className="remaining" aria-live="polite">
      {max - length} left
    </small>
  ) : null;

/** Text of one line or several; tells the bot on Enter or on each letter where the layout asks for it. */
export const TextField = ({ element }: { element: Textual }) => {
  const { draft, keep, fire, names, place } = useField(element);
  const value = typeof draft.value === 'string' ? draft.value : '';
  const triggers = place.fires
    ? (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'])
    : [];
  const max = element.type === 'plain_text_input' ? element.max_length : undefined;
  const isMultiline = element.type === 'plain_text_input' && element.multiline === true;
  const shared = {
    className: 'text-field',
    value,
    placeholder: element.placeholder?.text,
    maxLength: max,
    autoFocus: element.focus_on_load,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const next = { value: target.value, chosen: [] };
      keep(next);
      if (triggers.includes('on_character_entered')) void fire(next);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || isMultiline || !triggers.includes('on_enter_pressed')) return;
      event.preventDefault();
      void fire(draft);
    },
    ...names,
  };
  return (
    <>
      {isMultiline ? <textarea rows={5} {...shared} /> : <input type={KINDS[element.type]} {...shared} />}
      <Remaining length={value.length} max={max} />
    </>
  );
};
