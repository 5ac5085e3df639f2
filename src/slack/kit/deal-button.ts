import type { Button } from '@slack/types';
import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import { isDay } from '../../util/calendar.ts';
import { button } from './blocks.ts';
import { correctNameIds } from './ids.ts';
import { clip } from './text.ts';

const day = z.string().refine(isDay);

/** What a button of a brief carries: whose deal, and how new the card was when it was drawn. */
const schema = z.object({
  d: z.string(),
  p: z.string().nullable(),
  /** Fingerprint of the notes on the card; absent where there is no card yet. */
  f: z.string().optional(),
  /** The past day that was asked for. */
  a: day.optional(),
  /** The matter that was asked for. */
  t: z.string().optional(),
});

export interface DealButton {
  readonly deal: string;
  /** Key of the person asked for; null for the company. */
  readonly prospect: string | null;
  readonly fingerprint: string | undefined;
  /** A day of the past, `YYYY-MM-DD`; undefined for now. */
  readonly asOf: string | undefined;
  /** The matter that the brief is about, in the asker's words. */
  readonly about?: string | undefined;
}

type More = Partial<Pick<DealButton, 'fingerprint' | 'asOf' | 'about'>>;

export function dealButtonValue(deal: string, prospect: string | null, more: More = {}): string {
  return JSON.stringify({ d: deal, p: prospect, f: more.fingerprint, a: more.asOf, t: more.about });
}

/** The same deal, person, day and matter as on a brief. */
export function briefValue({ deal, prospect, isPast, asOf, topic }: OfBrief, fingerprint?: string): string {
  const more = { fingerprint, asOf: isPast ? asOf : undefined, about: topic?.name };
  return dealButtonValue(deal.key, prospect?.key ?? null, more);
}

type OfBrief = Pick<Brief, 'deal' | 'prospect' | 'isPast' | 'asOf' | 'topic'>;

/** Throws when the value is not one of ours. */
export function parseDealButton(value: string): DealButton {
  const { d, p, f, a, t } = schema.parse(JSON.parse(value));
  return { deal: d, prospect: p, fingerprint: f, asOf: a, about: t };
}

const page = z.object({ target: z.string(), from: z.int().min(0) });

/** A deal, and how many of its newest notes to skip. */
export function notesPageValue(target: string, from: number): string {
  return JSON.stringify({ target, from });
}

/** Throws when the value is not one of ours. */
export function parseNotesPage(value: string): { readonly button: DealButton; readonly from: number } {
  const { target, from } = page.parse(JSON.parse(value));
  return { button: parseDealButton(target), from };
}

/** What a block's id has room for beside two keys. */
const longestTopic = 80;
const cardBlock = z.object({ block_id: z.string() });
const cardForm = /^card_[a-z]+:([^:]+):([^:]*):([\s\S]*)$/;

/** Names a block of a card after its deal and person, since the options in it have no room for them. */
export function cardBlockId({ deal, prospect, topic }: OfBrief, part = 'promises'): string {
  return `card_${part}:${deal.key}:${prospect?.key ?? ''}:${clip(topic?.name ?? '', longestTopic)}`;
}

/** What card the pressed block stands on; undefined when it stands on none. */
export function cardOfBlock(action: unknown): DealButton | undefined {
  const [, deal, prospect, about] = cardForm.exec(cardBlock.safeParse(action).data?.block_id ?? '') ?? [];
  if (deal === undefined) return undefined;
  return {
    deal,
    prospect: prospect || null,
    fingerprint: undefined,
    asOf: undefined,
    about: about || undefined,
  };
}

/** Of which day a brief is asked for, and about what. */
export type AskedFor = Pick<DealButton, 'asOf' | 'about'>;

const askedBlock = /^asked (\S*) ?([\s\S]*)$/;

/** Names the block of a type-ahead after what was asked for, since its options have no room for it. */
export function askedBlockId({ asOf, about }: AskedFor): string | undefined {
  return asOf === undefined && about === undefined ? undefined : `asked ${asOf ?? ''} ${about ?? ''}`;
}

const chosen = z.object({ block_id: z.string() });

/** What the block of a pressed element is named after. */
export function askedOfBlock(action: unknown): AskedFor {
  const [, asOf, about] = askedBlock.exec(chosen.safeParse(action).data?.block_id ?? '') ?? [];
  return { asOf: day.safeParse(asOf).data, about: about === '' ? undefined : about };
}

interface Shown {
  readonly deal: { readonly key: string };
  readonly prospect: { readonly key: string } | null;
}

/** The way to say who somebody is; where a company was asked for, one of its people. */
export function correctNameButton({ deal, prospect }: Shown): Button {
  return button(correctNameIds.open, 'Correct a name or company', {
    value: dealButtonValue(deal.key, prospect?.key ?? null),
  });
}
