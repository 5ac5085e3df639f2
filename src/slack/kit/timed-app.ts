import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';

/** Hears how long each kind of payload waited for its acknowledgement, in milliseconds. */
export type OnAck = (what: string, ms: number) => void;

/** When a payload came to the door, by the machine's own clock in milliseconds: Slack waits from then on. */
export const arrivingNow = () => ({ customProperties: { arrivedAt: performance.now() } });

/** Where Bolt shows it to listeners; now for what came by no door. */
export function arrivalIn({ arrivedAt }: Readonly<Record<string, unknown>> = {}): number {
  return typeof arrivedAt === 'number' ? arrivedAt : performance.now();
}

/** Bolt, with a watch on every acknowledgement. */
export class TimedApp extends App {
  private readonly onAck: OnAck;

  constructor(options: AppOptions, onAck: OnAck) {
    super(options);
    this.onAck = onAck;
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    const arrivedAt = arrivalIn(event.customProperties);
    const what = kindOf(event.body);
    const ack: ReceiverEvent['ack'] = async (reply) => {
      await event.ack(reply);
      this.onAck(what, performance.now() - arrivedAt);
    };
    return super.processEvent({ ...event, ack });
  }
}

const kinds: Readonly<Record<string, string>> = {
  event_callback: 'event',
  block_actions: 'action',
  view_submission: 'submit',
  view_closed: 'submit',
  block_suggestion: 'options',
  shortcut: 'shortcut',
  message_action: 'shortcut',
};

/** A few words alone, whatever a payload says of itself. */
function kindOf(body: ReceiverEvent['body']): string {
  if (typeof body['command'] === 'string') return 'command';
  return kinds[String(body['type'])] ?? 'other';
}
