import type { WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import type { Asked } from '../answer.ts';
import type { ShowAnswer } from '../ask/show-answer.ts';
import type { Place } from '../place.ts';
import type { Said } from '../said.ts';
import { createEarlier } from './earlier.ts';

interface Deps {
  readonly client: WebClient;
  readonly showAnswer: ShowAnswer;
  readonly log: Log;
}

const status = 'is looking through your notes…';

/** Answers a question where it was said, with the thread's earlier questions behind it. */
export function createAnswerSaid({ client, showAnswer, log }: Deps) {
  const earlierIn = createEarlier(client, log);

  /** In a thread Slack itself can show that work goes on; an answer takes it away. */
  async function withStatus({ channel, thread, isMention }: Said, place: Place): Promise<Place> {
    if (!thread || isMention) return place;
    const at = { channel_id: channel, thread_ts: thread };
    const set = client.assistant.threads.setStatus({ ...at, status });
    const isSet = await set.then(
      () => true,
      () => false,
    );
    return isSet ? { ...place, progress: async () => undefined } : place;
  }

  return async (said: Said, { member, place }: Asked): Promise<void> => {
    const [earlier, shown] = await Promise.all([earlierIn(said), withStatus(said, place)]);
    await showAnswer.show({ text: said.text, earlier }, { member, place: shown });
  };
}
