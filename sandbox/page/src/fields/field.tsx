import type { Element } from '../../../slack/blocks/elements.ts';
import { ButtonField } from './button.tsx';
import { ChoiceField } from './choices.tsx';
import { DateField } from './dates.tsx';
import { OverflowField } from './overflow.tsx';
import { SelectField } from './select.tsx';
import { TextField } from './text-field.tsx';

/** Any element a person can use. */
export const Field = ({ element }: { element: Element }) => {
  switch (element.type) {
    case 'button':
      return <ButtonField element={element} />;
    case 'overflow':
      return <OverflowField element={element} />;
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
