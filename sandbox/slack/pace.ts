import { SlackRefusal } from './refusal.ts';

/** Counts a message to a channel; throws `ratelimited` when it comes too soon after the one before. */
export type Pace = (channel: string) => void;

const PER_MESSAGE_MS = 1_000;
/** Two messages sent a second apart may arrive a little closer to each other. */
const JITTER_MS = 60;
const KEPT_CHANNELS = 500;

/** No pace at all, for tests whose bot does not wait. */
export const unpaced: Pace = () => undefined;

/** One message a second to a channel, by the machine's own clock, since a bot waits in real time. */
export const createPace = (nowMs: () => number): Pace => {
  const last = new Map<string, number>();
  return (channel) => {
    const at = nowMs();
    const before = last.get(channel) ?? Number.NEGATIVE_INFINITY;
    if (at - before < PER_MESSAGE_MS - JITTER_MS) throw new SlackRefusal('ratelimited');
    last.delete(channel);
    last.set(channel, at);
    const [oldest] = last.keys();
    if (last.size > KEPT_CHANNELS && oldest !== undefined) last.delete(oldest);
  };
};
