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
