/** What the workspace brings to the bot. */
export interface Envelope {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Record<string, unknown>;
}

/** How the bot took it; `ms` runs from sending to the acknowledgement. */
export interface Ack {
  status: 'acked' | 'no_connection' | 'timeout' | 'failed';
  ms: number;
  /** What the acknowledgement carried; undefined when it was empty. */
  payload?: unknown;
}

/** One way to the bot: Socket Mode or signed HTTP. */
export interface Delivery {
  /** Never rejects; waits three seconds at most. */
  deliver(envelope: Envelope): Promise<Ack>;
}

/** Slack gives up on an acknowledgement after this long. */
export const ACK_TIMEOUT_MS = 3_000;
