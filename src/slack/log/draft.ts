import { z } from 'zod';
import type { Outcome } from '../../memory/note.ts';
import { limits } from '../limits.ts';

/** Reads what `encodeOrigin` wrote. */
export const originShape = z.object({
  id: z.string(),
  edits: z.boolean(),
  zone: z.string(),
  source: z.string(),
  link: z.string().nullable(),
  /** A name typed with the command that may mean several: suggestions begin there. */
  typedName: z.string().optional(),
  /** Handed back once already: what is saved now wins over what was tried before. */
  isAgain: z.boolean().optional(),
});

/** Carried by the modal unseen: which note it makes, whether it replaces one, and where it came from. */
export type DraftOrigin = z.infer<typeof originShape>;

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The form as filled in so far. */
export interface Draft extends DraftOrigin {
  readonly who: Choice | null;
  readonly name: string;
  readonly company: string;
  readonly label: string;
  /** The answer to "Which deal?": a deal's token, `new` for another, null while not asked. */
  readonly deal: string | null;
  /** The answer to "Same as ...?": the value of the person meant, `new` for somebody else, null while not asked. */
  readonly same: string | null;
  readonly also: readonly Choice[];
  readonly text: string;
  readonly outcome: Outcome;
  /** `YYYY-MM-DD`, or what was typed. */
  readonly day: string;
  readonly share: boolean;
}

export function encodeOrigin(origin: DraftOrigin): string {
  const { id, edits, zone, source, link, typedName, isAgain } = origin;
  const short = link !== null && link.length < limits.privateMetadata / 2 ? link : null;
  return JSON.stringify({ id, edits, zone, source, link: short, typedName, isAgain });
}

/** The name that the form was opened with, when it was left to choose among several. */
export function typedNameOf(view: { readonly private_metadata: string } | undefined): string {
  return originShape.safeParse(JSON.parse(view?.private_metadata || '{}')).data?.typedName ?? '';
}
