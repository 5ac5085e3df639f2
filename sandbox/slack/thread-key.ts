/** Names a thread among all channels. */
export const threadKey = (channel: string, ts: string): string => `${channel} ${ts}`;
