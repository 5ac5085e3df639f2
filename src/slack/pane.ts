import { z } from 'zod';

/** Where somebody is about to write to the bot. */
export interface Pane {
  readonly user: string;
  readonly channel: string;
  /** Root of the chat that the older pane for assistants begins; undefined in the Messages tab. */
  readonly thread: string | undefined;
}

const messagesTab = z.object({
  type: z.literal('app_home_opened'),
  tab: z.literal('messages'),
  user: z.string(),
  channel: z.string(),
});

const chat = z.object({
  type: z.literal('assistant_thread_started'),
  assistant_thread: z.object({ user_id: z.string(), channel_id: z.string(), thread_ts: z.string() }),
});

/** Reads an event; undefined when another tab was opened. */
export function readPane(event: unknown): Pane | undefined {
  const tab = messagesTab.safeParse(event).data;
  if (tab) return { user: tab.user, channel: tab.channel, thread: undefined };
  const begun = chat.safeParse(event).data?.assistant_thread;
  return begun && { user: begun.user_id, channel: begun.channel_id, thread: begun.thread_ts };
}
