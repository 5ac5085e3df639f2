import type { Element } from '../../../slack/blocks/elements.ts';
import type { Draft } from './draft.ts';
import { useField } from './use-field.ts';

type DateLike = Extract<Element, { type: 'datepicker' | 'timepicker' | 'datetimepicker' }>;

const KINDS = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;
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
export const DateField = ({ element }: { element: DateLike }) => {
  const { draft, settle, names, place } = useField(element);
  return (
    <input
      type={KINDS[element.type]}
      className="text-field short"
      value={shown(element, draft)}
      aria-label={place.labelId ? undefined : WORDS[element.type]}
      onChange={({ target }) => settle(entered(element, target.value))}
      {...names}
    />
  );
};
