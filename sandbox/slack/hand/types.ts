import type { z } from 'zod';
import type { OptionGroup, RichOption } from '../blocks/options.ts';
import type { CallLog } from '../call-log.ts';
import type { Ack, Envelope } from '../delivery.ts';
import type { LayoutGate } from '../layout.ts';
import type { Messages } from '../messages.ts';
import type { PayloadParts } from '../payloads/common.ts';
import type { Origin, ResponseUrls } from '../response-url.ts';
import type { Triggers } from '../triggers.ts';
import type { Views } from '../views.ts';
import type { Channel, workspaceSchema } from '../workspace.ts';
import type { Offered } from './offered.ts';

/** What a person put into one field: text, an option's value, an id, a date, or several of them. */
export type FormValue = string | string[] | null;
/** What a person put into a form, by block id or, where that is unambiguous, by action id. */
export type FormValues = Readonly<Record<string, FormValue>>;
/** A message or a view that holds the element. */
export type Target = { channel: string; ts: string } | { viewId: string };

/** Which element is used, and with what. */
export interface Action {
  actionId: string;
  /** Needed only where two blocks use one action id. */
  blockId?: string | undefined;
  /** The choice made; for a button, narrows to the button with this value. */
  value?: FormValue | undefined;
  /** What stands in the other fields of the view at that moment. */
  values?: FormValues | undefined;
}

/** What came of an action, as its person sees it. */
export interface Outcome {
  ok: boolean;
  /** `none` when nothing was sent to the bot. */
  ack: Ack['status'] | 'none';
  /** From sending to acknowledgement. */
  ms: number;
  /** Slack's words or error code when it went wrong. */
  error?: string;
  /** Errors under inputs, by block id. */
  errors?: Record<string, string>;
  /** What the acknowledgement carried. */
  reply?: unknown;
  /** For `deliverAgain`. */
  deliveryId?: number;
}

/** Options that the bot suggests for a query. */
export interface Suggestions extends Outcome {
  options: RichOption[];
  groups: OptionGroup[];
}

/** What may happen to a channel while somebody looks at it. */
export type ChannelChange = Partial<
  Pick<Channel, 'members' | 'is_private' | 'is_archived' | 'is_ext_shared' | 'is_pending_ext_shared'>
>;

/** Somebody as they join; what is left out is as for a full member. */
export type NewPerson = z.input<typeof workspaceSchema>['people'][number];

/** A delivery that was made, kept for repeating it. */
export interface Sent {
  ack: Ack;
  id: number;
}

/** What the hand works with. */
export interface HandParts extends PayloadParts {
  messages: Messages;
  views: Views;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  layouts: LayoutGate;
  log: CallLog;
  offered: Offered;
  send(name: string, envelope: Envelope): Promise<Sent>;
  /** A full response_url for an origin. */
  responseUrl(origin: Origin): string;
}
