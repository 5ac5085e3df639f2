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

const threaded = z.object({ thread_ts: z.string().optional() });

/** Root of the thread that a message stands in; undefined at top level, and where Slack tells nothing of it. */
export function threadOf(message: unknown): string | undefined {
  return threaded.safeParse(message).data?.thread_ts;
}
