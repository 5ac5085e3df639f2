import { z } from 'zod';
import { outcomes } from '../../memory/note.ts';
import { clean, clip } from '../mrkdwn.ts';
import { ids } from './ids.ts';

/** What a timeline shows now, carried by its modal unseen. */
const state = z.object({
  deal: z.string(),
  /** Key of the person asked for; null when the company was. */
  prospect: z.string().nullable(),
  /** All of the deal although a person was asked for. */
  isWhole: z.boolean(),
  outcome: z.enum(outcomes).nullable(),
  query: z.string(),
  /** From 0, the newest. */
  page: z.int().min(0),
});

export type TimelineState = z.infer<typeof state>;

const view = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))),
  }),
});

const longestQuery = 200;

/** The first page of all calls. */
export function firstPage({ deal, prospect }: Pick<TimelineState, 'deal' | 'prospect'>): TimelineState {
  return { deal, prospect, isWhole: false, outcome: null, query: '', page: 0 };
}

export function encodeState(shown: TimelineState): string {
  return JSON.stringify(shown);
}

/** Throws when the view is not a timeline of ours. */
export function decodeState(payload: unknown): TimelineState {
  return state.parse(JSON.parse(view.parse(payload).private_metadata));
}

/** What stands in the search field. */
export function typedQuery(payload: unknown): string {
  const { values } = view.parse(payload).state;
  return clip(clean(values[ids.query]?.[ids.query]?.value ?? '').trim(), longestQuery);
}
