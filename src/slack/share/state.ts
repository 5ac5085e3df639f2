import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Posted } from '../deliver.ts';
import { ids } from './ids.ts';

/** What is shared: a brief on a deal, or one note. */
const subject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('brief'),
    deal: z.string(),
    prospect: z.string().nullable(),
    /** The past day that was asked for, `YYYY-MM-DD`. */
    asOf: z.string().optional(),
  }),
  z.object({ kind: z.literal('note'), id: z.string() }),
]);
export type Subject = z.infer<typeof subject>;

/** What the modal carries unseen. */
const carried = z.object({
  subject,
  /** The channel whose readers are shown, and the fingerprint of the preview beside them. */
  checked: z.object({ channel: z.string(), preview: z.string() }).nullable(),
});
export type Carried = z.infer<typeof carried>;

const view = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ selected_conversation: z.string().nullish() })),
    ),
  }),
});

/** Where a shared message stands, who may take it back, and where their receipt is. */
const shared = z.object({
  channel: z.string(),
  name: z.string(),
  ts: z.string(),
  by: z.string(),
  receipt: z.object({ channel: z.string(), ts: z.string() }).nullable(),
});
export interface Shared extends Posted {
  /** The channel's name. */
  readonly name: string;
  /** Slack user id of who shared it. */
  readonly by: string;
  readonly receipt: Posted | null;
}

export function encodeSubject(what: Subject): string {
  return JSON.stringify(what);
}

/** Throws when the value is not one of ours. */
export function decodeSubject(value: string): Subject {
  return subject.parse(JSON.parse(value));
}

export function encodeCarried(state: Carried): string {
  return JSON.stringify(state);
}

/** With the channel that stands in the picker; throws when the view is not ours. */
export function decodeCarried(payload: unknown): Carried & { readonly channel: string | null } {
  const { private_metadata, state } = view.parse(payload);
  const chosen = state.values[ids.channel]?.[ids.channel]?.selected_conversation;
  return { ...carried.parse(JSON.parse(private_metadata)), channel: chosen ?? null };
}

export function encodeShared(posted: Shared): string {
  return JSON.stringify(posted);
}

/** Throws when the value is not one of ours. */
export function decodeShared(value: string): Shared {
  return shared.parse(JSON.parse(value));
}

/** The channel that a button was pressed in; null in a DM and in a modal. */
export function channelOf({ channel }: BlockAction): string | null {
  return channel && /^[CG]/.test(channel.id) ? channel.id : null;
}
