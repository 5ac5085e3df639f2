import { z } from 'zod';

/** What a button of a brief carries: whose deal, and how new the card was when it was drawn. */
const schema = z.object({
  d: z.string(),
  p: z.string().nullable(),
  /** Fingerprint of the notes on the card; absent where there is no card yet. */
  f: z.string().optional(),
});

export interface DealButton {
  readonly deal: string;
  /** Key of the person asked for; null for the company. */
  readonly prospect: string | null;
  readonly fingerprint: string | undefined;
}

export function dealButtonValue(deal: string, prospect: string | null, fingerprint?: string): string {
  return JSON.stringify({ d: deal, p: prospect, f: fingerprint });
}

/** Throws when the value is not one of ours. */
export function parseDealButton(value: string): DealButton {
  const { d, p, f } = schema.parse(JSON.parse(value));
  return { deal: d, prospect: p, fingerprint: f };
}
