import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { HandoverRef } from '../../digest/hand-over.ts';
import type { Posted } from '../deliver.ts';
import { clean, clip } from '../mrkdwn.ts';
import { pressedValue } from '../pressed.ts';
import { ids } from './ids.ts';

const posted = z.object({ channel: z.string(), ts: z.string() });
const ref = z.object({ id: z.string(), deal: z.string(), from: z.string() });
const button = ref.extend({ posted: posted.optional() });

/** What the form was opened for. */
const subject = z.object({
  /** Key of the deal. */
  deal: z.string(),
  /** Id of the offer, made with the form, so that a repeated submission offers once. */
  id: z.string(),
  /** When the form was shown, ISO 8601 in UTC: the box means the private notes of then. */
  at: z.string(),
});
export type FormSubject = z.infer<typeof subject>;

const field = z.looseObject({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_options: z.array(z.unknown()).nullish(),
});
const view = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
});

/** Characters of the giver's own words. */
export const mostWords = 500;

/** What a press on an offer's button carries; `posted` is where the colleague's message stands. */
export function encodeRef({ id, deal, from }: HandoverRef, at?: Posted): string {
  return JSON.stringify({ id, deal, from, posted: at });
}

/** Throws when the value is not one of ours. */
export function pressedRef(body: BlockAction): z.infer<typeof button> {
  return button.parse(JSON.parse(pressedValue(body)));
}

export function encodeSubject(of: FormSubject): string {
  return JSON.stringify(of);
}

/** What was filled in. */
export interface FilledForm extends FormSubject {
  /** Slack user id; empty when nobody was chosen. */
  readonly to: string;
  /** The giver's own, cut to their length. */
  readonly words: string;
  readonly shares: boolean;
}

/** Throws when the form is not ours. */
export function decodeForm(payload: unknown): FilledForm {
  const { private_metadata, state } = view.parse(payload);
  const fieldOf = (id: string) => state.values[id]?.[id];
  return {
    ...subject.parse(JSON.parse(private_metadata)),
    to: fieldOf(ids.to)?.selected_user ?? '',
    words: clip(clean(fieldOf(ids.words)?.value ?? '').trim(), mostWords),
    shares: (fieldOf(ids.share)?.selected_options ?? []).length > 0,
  };
}
