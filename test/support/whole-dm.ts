import { WebClient } from '@slack/web-api';
import { textOf } from './person.ts';
import type { World } from './world.ts';

/** All that stands at top level in somebody’s DM with the bot, newest first; the page shows the last 200 messages alone. */
export async function wholeDm(
  slack: Pick<World['slack'], 'tokens' | 'url'>,
  dm: string,
): Promise<readonly string[]> {
  const client = new WebClient(slack.tokens.bot, { slackApiUrl: slack.url });
  const all: string[] = [];
  for (let latest: string | undefined; ; ) {
    const before = latest === undefined ? {} : { latest };
    const page = await client.conversations.history({ channel: dm, limit: 999, ...before });
    all.push(...(page.messages ?? []).map(textOf));
    latest = page.messages?.at(-1)?.ts;
    if (!page.has_more || latest === undefined) return all;
  }
}
