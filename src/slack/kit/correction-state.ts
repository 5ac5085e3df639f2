import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import { refOf, type SignalRef, tokenOf } from '../../brief/signals/reading.ts';
import { type Cited, lastSaid, mentionsOf, type Signal } from '../../brief/signals/signal.ts';
import { UserError } from '../../errors.ts';
import { briefValue, type DealButton, parseDealButton } from './deal-button.ts';
import { correctionIds, reasonLength } from './ids.ts';
import { clean, clip } from './text.ts';

/** Which of a brief's modals is open: the other views lead back to it. */
const origins = ['why', 'more', 'notes'] as const;
type OriginName = (typeof origins)[number];

/** The modal, and how many of the newest notes it skips where it shows notes. */
export interface Origin {
  readonly view: OriginName;
  readonly skipped: number;
}

export function originOf(view: OriginName, skipped = 0): Origin {
  return { view, skipped };
}

const metadata = z.object({
  brief: z.string(),
  from: z.enum(origins),
  skipped: z.int().min(0).catch(0),
  about: z.string().optional(),
});
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
  /** What a form is about: a signal's token, or a note's id. */
  readonly about: string | undefined;
}

export function encodeState(brief: Brief, from: Origin, about?: string): string {
  return JSON.stringify({ brief: briefValue(brief), from: from.view, skipped: from.skipped, about });
}

/** Throws when the view is not one of ours. */
export function decodeState(payload: unknown): ViewState {
  const { brief, from, skipped, about } = metadata.parse(JSON.parse(view.parse(payload).private_metadata));
  return { button: parseDealButton(brief), from: originOf(from, skipped), about };
}

/** The reason as typed, without what cannot be seen; empty when there is none. */
export function typedReason(payload: unknown): string {
  const { values } = filled.parse(payload).state;
  return clip(clean(values[correctionIds.reason]?.[correctionIds.reason]?.value ?? '').trim(), reasonLength);
}

/** Every way a signal is named: by each of the notes that say it. */
function refsOf(signal: Signal): readonly SignalRef[] {
  const { kind, who } = signal;
  return mentionsOf(signal).map(({ noteId, quote }) => ({ noteId, kind, who, quote }));
}

/** A signal by the words of any note that says it. Rejects when the note is gone, was edited, or may not be read any more: all look the same. */
export function signalOf(brief: Brief, token: string | undefined): Signal {
  const found = brief.signals.find((signal) => refsOf(signal).some((ref) => tokenOf(ref) === token));
  if (found) return found;
  throw new UserError(
    'That note was changed, deleted or is no longer shared with you. Ask for the brief once more.',
  );
}

/** Those words of it that are meant. */
export function mentionOf(signal: Signal, token: string): SignalRef {
  return refsOf(signal).find((ref) => tokenOf(ref) === token) ?? refOf(signal);
}

export function allRefsOf(signal: Signal): readonly SignalRef[] {
  return refsOf(signal);
}

/** What a choice in a row's menu asks for. */
const deeds = {
  /** Opens the note that raised it, the one that says it last, or the one that ended it. */
  raised: 'r',
  last: 'l',
  closed: 'c',
  /** Opens a note as it is; an id follows instead of a token. */
  note: 'n',
  notTrue: 't',
  /** Denies all that says it, one mention of it, or what ended it. */
  never: 'd',
  neverHere: 'm',
  notEnded: 'e',
} as const;
export type Deed = keyof typeof deeds;

/** An option's value: at most 75 characters. */
export function deedValue(deed: Deed, of: string): string {
  return `${deeds[deed]}:${of}`;
}

/** Throws when the value is not one of ours. */
export function parseDeed(value: string): { readonly deed: Deed; readonly of: string } {
  const names: readonly Deed[] = [
    'raised',
    'last',
    'closed',
    'note',
    'notTrue',
    'never',
    'neverHere',
    'notEnded',
  ];
  const deed = names.find((name) => value.startsWith(`${deeds[name]}:`));
  if (!deed) throw new RangeError('no choice of ours');
  return { deed, of: value.slice(deeds[deed].length + 1) };
}

/** The words behind a choice that opens a note. */
export function citedBehind(
  brief: Brief,
  { deed, of }: { deed: Deed; of: string },
): Pick<Cited, 'noteId' | 'quote'> {
  if (deed === 'note') return { noteId: of, quote: '' };
  const signal = signalOf(brief, of);
  if (deed === 'closed' && signal.closedBy) return signal.closedBy;
  return deed === 'last' ? lastSaid(signal) : signal.raisedBy;
}
