import { type ChangeEvent, type KeyboardEvent, useContext, useId, useState } from 'react';
import type { RichOption } from '../../../slack/blocks/composition.ts';
import type { Element } from '../../../slack/blocks/elements.ts';
import { Text } from '../mrkdwn.tsx';
import { Menu } from '../shell/menu.tsx';
import { useConfirmed } from './confirm.tsx';
import { SelectField } from './select.tsx';
import { type Draft, listOf, PlaceContext, useField, useSurface } from './surface.tsx';

type Button = Extract<Element, { type: 'button' }>;

/** A button; one with a link opens it and tells the bot as well. */
const ButtonField = ({ element }: { element: Button }) => {
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

type Overflow = Extract<Element, { type: 'overflow' }>;

/** The three-dot menu of a section. */
const OverflowField = ({ element, about }: { element: Overflow; about: string | undefined }) => {
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
      <Menu label="More actions" about={about} face="•••" className="button overflow" items={items} />
      {dialog}
    </>
  );
};

type Choice = Extract<Element, { type: 'checkboxes' | 'radio_buttons' }>;

/** Checkboxes and radio buttons. */
const ChoiceField = ({ element }: { element: Choice }) => {
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

type DateLike = Extract<Element, { type: 'datepicker' | 'timepicker' | 'datetimepicker' }>;

const DATE_KINDS = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;
const WORDS = { datepicker: 'Date', timepicker: 'Time', datetimepicker: 'Date and time' } as const;

const toLocal = (seconds: string): string => {
  const date = new Date(Number(seconds) * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const shown = (element: DateLike, { value }: Draft): string => {
  if (typeof value !== 'string') return '';
  return element.type === 'datetimepicker' ? toLocal(value) : value;
};

const entered = (element: DateLike, text: string): Draft => {
  if (text === '') return { value: null, chosen: [] };
  const value =
    element.type === 'datetimepicker' ? String(Math.floor(new Date(text).getTime() / 1000)) : text;
  return { value, chosen: [] };
};

/** Day, time, or both; the browser's own pickers, which work on phones and by keyboard. */
const DateField = ({ element }: { element: DateLike }) => {
  const { draft, settle, names, place } = useField(element);
  return (
    <input
      type={DATE_KINDS[element.type]}
      className="text-field short"
      value={shown(element, draft)}
      aria-label={place.labelId ? undefined : WORDS[element.type]}
      onChange={({ target }) => settle(entered(element, target.value))}
      {...names}
    />
  );
};

type Textual = Extract<
  Element,
  { type: 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' }
>;

const TEXT_KINDS = {
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
const TextField = ({ element }: { element: Textual }) => {
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
      {isMultiline ? (
        <textarea rows={5} {...shared} />
      ) : (
        <input type={TEXT_KINDS[element.type]} {...shared} />
      )}
      <Remaining length={value.length} max={max} />
    </>
  );
};

/** Any element a person can use; `about` is the id of the words that it stands beside. */
export const Field = ({ element, about }: { element: Element; about?: string }) => {
  switch (element.type) {
    case 'button':
      return <ButtonField element={element} />;
    case 'overflow':
      return <OverflowField element={element} about={about} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <ChoiceField element={element} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateField element={element} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextField element={element} />;
    default:
      return <SelectField element={element} />;
  }
};
