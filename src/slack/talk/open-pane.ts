import type { WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import { type Person, peopleOf } from '../../memory/identity/people.ts';
import type { Asked, Response } from '../answer.ts';
import type { Start } from '../log/start.ts';
import { clip } from '../mrkdwn.ts';
import type { Pane } from '../pane.ts';
import type { Places } from '../place.ts';
import { helpMessage } from './help.ts';

interface Deps {
  readonly start: Start;
  readonly client: WebClient;
  readonly places: Places;
  readonly log: Log;
}

interface Prompt {
  readonly title: string;
  readonly message: string;
}

const longestName = 40;
const title = 'Ask, or say what happened on a call';

/** Suggests what to ask where somebody is about to write. Where Slack offers no such place, nothing happens. */
export function createOpenPane({ start, client, places, log }: Deps) {
  async function suggest({ channel, thread }: Pane, asked: Asked): Promise<void> {
    const prompts = promptsFor(peopleOf(await start.headers(asked)));
    const at = { channel_id: channel, ...(thread ? { thread_ts: thread } : {}) };
    await client.assistant.threads.setSuggestedPrompts({ ...at, title, prompts });
  }

  return (pane: Pane): Response => ({
    async work(asked) {
      if (pane.thread) await places.ofSaid({ ...pane, isMention: false }).show(helpMessage());
      await suggest(pane, asked).catch((error: unknown) =>
        log.info({ err: error }, 'no prompts were suggested'),
      );
    },
  });
}

/** At most four, which is all that Slack takes. */
function promptsFor([newest, ...others]: readonly Person[]): Prompt[] {
  if (!newest) {
    return [promptOf('What can you do?'), { title: 'Brief me before a call', message: 'Brief me' }];
  }
  const name = clip(newest.prospect.name, longestName);
  const other = others.find(({ deal }) => deal.key !== newest.deal.key);
  return [
    promptOf(`Brief me on ${name}`),
    promptOf(`What is still open with ${name}?`),
    ...(other
      ? [promptOf(`What did we promise ${clip(other.deal.company ?? other.prospect.name, longestName)}?`)]
      : []),
    promptOf('How many open deals are there?'),
  ];
}

function promptOf(asked: string): Prompt {
  return { title: asked, message: asked };
}
