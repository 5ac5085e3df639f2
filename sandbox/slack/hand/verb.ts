import type { z } from 'zod';
import type { OptionGroup, RichOption } from '../blocks/composition.ts';
import type { CallLog } from '../call-log.ts';
import type { Core } from '../core.ts';
import type { Ack, Envelope, Sent } from '../delivery.ts';
import type { Files } from '../files.ts';
import type { LayoutGate } from '../layout.ts';
import type { Messages } from '../messages.ts';
import type { PayloadParts } from '../payloads.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Origin, ResponseUrls } from '../response-url.ts';
import type { Triggers, Views } from '../views.ts';
import type { Channel, workspaceSchema } from '../workspace.ts';

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
  Pick<
    Channel,
    'members' | 'is_private' | 'is_archived' | 'is_ext_shared' | 'is_pending_ext_shared' | 'pending_teams'
  >
>;

/** Somebody as they join; what is left out is as for a full member. */
export type NewPerson = z.input<typeof workspaceSchema>['people'][number];

/** What the hand works with. */
export interface HandParts extends PayloadParts {
  messages: Messages;
  views: Views;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  layouts: LayoutGate;
  files: Files;
  log: CallLog;
  offered: Offered;
  send(name: string, envelope: Envelope): Promise<Sent>;
  /** A full response_url for an origin. */
  responseUrl(origin: Origin): string;
}

const TROUBLE = 'We had some trouble connecting. Try again?';

/** The outcome of a delivery as far as the acknowledgement goes. */
export const outcomeOf = ({ ack, id }: Sent): Outcome => ({
  ok: ack.status === 'acked',
  ack: ack.status,
  ms: ack.ms,
  deliveryId: id,
  ...(ack.status !== 'acked' && { error: TROUBLE }),
  ...(ack.payload !== undefined && { reply: ack.payload }),
});

/** An action that never left the person's screen. */
export const notSent = (details: { error: string; errors?: Record<string, string> }): Outcome => ({
  ok: false,
  ack: 'none',
  ms: 0,
  ...details,
});

/** Carries out what an acknowledgement asks for; a refused layout becomes the outcome's error. */
export const following = (outcome: Outcome, act: () => void): Outcome => {
  try {
    act();
    return outcome;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { ...outcome, ok: false, error: error.code };
  }
};

/** Tells one person something in Slack's own name. */
export const tell = (
  { messages, directory }: HandParts,
  to: { user: string; channel: string },
  text: string,
) => {
  messages.post(directory.channel(to.channel), { user: 'USLACKBOT', text, ephemeral_to: to.user });
};

/** Options the bot has suggested, so that only what was on offer can be chosen. */
interface Offered {
  /** Newest first; empty for a field that nobody has typed into. */
  of(key: string): readonly RichOption[];
  add(key: string, options: readonly RichOption[]): void;
}

const KEPT_FIELDS = 100;
const KEPT_OPTIONS = 400;

/** Keeps options in the workspace, so that a half-filled form outlives a restart; the oldest fields are forgotten. */
export const createOffered = ({ workspace }: Core): Offered => {
  const { offered } = workspace;
  return {
    of: (key) => offered[key] ?? [],
    add: (key, options) => {
      const values = new Set(options.map(({ value }) => value));
      const before = (offered[key] ?? []).filter(({ value }) => !values.has(value));
      delete offered[key];
      offered[key] = [...options, ...before].slice(0, KEPT_OPTIONS);
      for (const old of Object.keys(offered).slice(0, -KEPT_FIELDS)) delete offered[old];
    },
  };
};
