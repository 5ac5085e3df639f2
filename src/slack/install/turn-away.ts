import type { ReceiverEvent } from '@slack/bolt';

/** Why nobody hears what came. */
export interface Absence {
  /** What somebody is told, where Slack shows it. */
  readonly says: string;
}

/** Acknowledges what came for a workspace that is not served: with a sentence where Slack shows one. */
export async function turnAway({ body, ack }: ReceiverEvent, { says }: Absence): Promise<void> {
  if (typeof body['command'] === 'string') return ack({ response_type: 'ephemeral', text: says });
  if (body['type'] === 'block_suggestion') return ack({ options: [] });
  if (body['type'] === 'view_submission') return ack({ response_action: 'update', view: saying(says) });
  await ack();
}

function saying(words: string) {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'SalesMemory' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: { type: 'plain_text', text: words } }],
  };
}
