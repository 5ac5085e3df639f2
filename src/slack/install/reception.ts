import type { ReceiverEvent } from '@slack/bolt';
import type { Directory, Served } from '../../installations/directory.ts';
import { addressOf, installationNews } from '../kit/addressed.ts';
import type { Hear } from '../kit/connection.ts';
import { arrivalIn } from '../kit/timed-app.ts';

interface Deps {
  readonly directory: Pick<Directory, 'find' | 'suspect' | 'withdraw'>;
  /** Takes it to its workspace. */
  readonly handOn: (to: Served, event: ReceiverEvent) => Promise<void>;
  /** Workspaces may have gone. */
  readonly changed: () => Promise<void>;
  /** Where an admin installs the app; undefined where whoever runs it does. */
  readonly installUrl: string | undefined;
  /** Something came for a workspace that is not served; it was acknowledged after so many milliseconds. */
  readonly onTurnedAway: (ms: number) => void;
  readonly report: (error: unknown) => void;
}

/** Hears everything first: finds the workspace that it is of, and sees to what Slack tells of installations. */
export function createReception(deps: Deps): Hear {
  const { directory, handOn, changed, installUrl, onTurnedAway, report } = deps;
  const how = installUrl === undefined ? '' : ` An admin can install it at ${installUrl}.`;
  const absent = `SalesMemory is not installed in this workspace.${how}`;
  const unknown = 'SalesMemory cannot look anything up right now. Please try again in a minute.';

  async function away(event: ReceiverEvent, says: string): Promise<void> {
    const arrivedAt = arrivalIn(event.customProperties);
    await turnAway(event, { says });
    onTurnedAway(performance.now() - arrivedAt);
  }

  return async (event) => {
    const { body } = event;
    const address = addressOf(body);
    const news = installationNews(body);
    if (news) {
      await event.ack();
      await (news.kind === 'gone' ? directory.suspect(address) : directory.withdraw(news.teams));
      return changed();
    }
    const found = await directory.find(address).catch((error: unknown) => {
      report(error);
      return 'nobody knows' as const;
    });
    // Slack sends an event again that nobody acknowledged.
    if (found === 'nobody knows') return body['event'] === undefined ? away(event, unknown) : undefined;
    return found ? handOn(found, event) : away(event, absent);
  };
}

/** Why nobody hears what came. */
interface Absence {
  /** What somebody is told, where Slack shows it. */
  readonly says: string;
}

/** Acknowledges what came for a workspace that is not served: with a sentence where Slack shows one. */
async function turnAway({ body, ack }: ReceiverEvent, { says }: Absence): Promise<void> {
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
