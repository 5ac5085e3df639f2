import { z } from 'zod';
import type { ForgetRequest } from '../../memory/forget.ts';
import { canonical } from '../../memory/identity/names.ts';
import { ids } from './ids.ts';

/** What a button and the confirmation carry: whom, and whose notes. */
const subject = z.object({ prospect: z.string(), scope: z.enum(['own', 'all']) });
export type Subject = Pick<ForgetRequest, 'prospect' | 'scope'>;

const confirmation = subject.extend({ name: z.string() });
export type Confirmation = z.infer<typeof confirmation>;

const view = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))),
  }),
});

/** As much of a name as must be typed. */
const comparedLength = 80;

export function encodeSubject({ prospect, scope }: Subject): string {
  return JSON.stringify({ prospect, scope });
}

/** Throws when the value is not one of ours. */
export function decodeSubject(value: string): Subject {
  return subject.parse(JSON.parse(value));
}

export function encodeConfirmation({ prospect, scope, name }: Confirmation): string {
  return JSON.stringify({ prospect, scope, name: name.trim().slice(0, comparedLength) });
}

/** What the modal was opened for, and whether the name in it was typed as it is. Throws when it is not ours. */
export function decodeConfirmation(payload: unknown): Confirmation & { readonly isTyped: boolean } {
  const { private_metadata, state } = view.parse(payload);
  const asked = confirmation.parse(JSON.parse(private_metadata));
  const typed = state.values[ids.name]?.[ids.name]?.value ?? '';
  return { ...asked, isTyped: level(typed) === level(asked.name) };
}

/** Case, accents and spaces may differ; a name of symbols alone must be the same. */
function level(name: string): string {
  const start = name.trim().slice(0, comparedLength).trim();
  return canonical(start) || start;
}
