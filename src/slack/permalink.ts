import type { WebClient } from '@slack/web-api';
import type { Posted } from './deliver.ts';

/** Where a message can be opened; needs no scope. Null when Slack can't say. */
export async function permalinkOf(client: WebClient, { channel, ts }: Posted): Promise<string | null> {
  const found = await client.chat.getPermalink({ channel, message_ts: ts }).catch(() => undefined);
  return found?.permalink ?? null;
}
