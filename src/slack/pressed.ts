import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';

const pressed = z.object({
  value: z.string().optional(),
  selected_option: z.object({ value: z.string(), text: z.object({ text: z.string() }) }).nullish(),
});

/** The value of the button or option that was pressed; empty when it carries none. */
export function pressedValue(body: BlockAction): string {
  const { value, selected_option } = pressed.parse(body.actions[0] ?? {});
  return value ?? selected_option?.value ?? '';
}
