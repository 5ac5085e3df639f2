import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import { refOf } from '../../brief/corrections/corrections.ts';
import type { Cited, Signal } from '../../brief/score/signal.ts';
import { tokenOf } from '../../brief/signals/reading.ts';
import { UserError } from '../../errors.ts';
import { briefValue, type DealButton, parseDealButton } from './deal-button.ts';
import { correctionIds, reasonLength } from './ids.ts';
import { clean, clip } from './text.ts';

/** Which of a brief's modals is open: the other views lead back to it. */
const origins = ['why', 'more'] as const;
export type Origin = (typeof origins)[number];

const metadata = z.object({ brief: z.string(), from: z.enum(origins), signal: z.string().optional() });
const view = z.object({ private_metadata: z.string() });
const filled = z.object({
  state: z.object({
    values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))),
  }),
});

/** What the modal shows, as it carries it unseen. */
export interface ViewState {
  readonly button: DealButton;
  readonly from: Origin;
  /** Of the signal that a form is about. */
  readonly token: string | undefined;
}

export function encodeState(brief: Brief, from: Origin, signal?: Signal): string {
  return JSON.stringify({ brief: briefValue(brief), from, signal: signal && tokenOf(refOf(signal)) });
}

/** Throws when the view is not one of ours. */
export function decodeState(payload: unknown): ViewState {
  const { brief, from, signal } = metadata.parse(JSON.parse(view.parse(payload).private_metadata));
  return { button: parseDealButton(brief), from, token: signal };
}

/** The reason as typed, without what cannot be seen; empty when there is none. */
export function typedReason(payload: unknown): string {
  const { values } = filled.parse(payload).state;
  return clip(clean(values[correctionIds.reason]?.[correctionIds.reason]?.value ?? '').trim(), reasonLength);
}

/** Rejects when the note is gone, was edited, or may not be read any more: all look the same. */
export function signalOf(brief: Brief, token: string | undefined): Signal {
  const found = brief.signals.find((signal) => tokenOf(refOf(signal)) === token);
  if (found) return found;
  throw new UserError(
    'That note was changed, deleted or is no longer shared with you. Ask for the brief once more.',
  );
}

const end = { raised: 'r', closed: 'c' } as const;

/** A note that a signal rests on: where it was raised, or where it was answered. */
export function noteValue(signal: Signal, which: keyof typeof end): string {
  return `${end[which]}:${tokenOf(refOf(signal))}`;
}

/** The words behind a value of `noteValue`. */
export function citedBehind(brief: Brief, value: string): Cited {
  const [which, token] = value.split(':');
  const { raisedBy, closedBy } = signalOf(brief, token);
  return which === end.closed && closedBy ? closedBy : raisedBy;
}
