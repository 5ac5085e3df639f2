import { z } from 'zod';
import type { Said } from '../../memory/identity/correct-people.ts';
import { clean } from '../mrkdwn.ts';
import { ids } from './ids.ts';

const prospect = z.object({ key: z.string(), name: z.string(), company: z.string().nullable() });
const type = z.enum(['rename', 'merge', 'move']);
const subject = z.object({ person: prospect, deal: z.string() });
const asked = subject.extend({ type });
const planned = asked.extend({ from: prospect, to: prospect });

/** Whom the modal is about, carried by it unseen. */
export type Subject = z.infer<typeof subject>;
/** With what is to be said of them. */
export type Question = z.infer<typeof asked>;
/** With all that Save needs; `from` and `to` are as in an alias. */
export type Plan = z.infer<typeof planned>;

/** Which kind of words an id of a button asks for. Throws for any other. */
export function typeOf(actionId: string): Said['type'] {
  return type.parse(actionId.replace(ids.as, ''));
}

const metadata = z.object({ private_metadata: z.string() });
const filled = metadata.extend({
  state: z.object({
    values: z.record(
      z.string(),
      z.record(
        z.string(),
        z.looseObject({
          value: z.string().nullish(),
          selected_option: z.looseObject({ value: z.string() }).nullish(),
        }),
      ),
    ),
  }),
});

export function encode(carried: Subject | Question | Plan): string {
  return JSON.stringify(carried);
}

/** Throws when the view is not ours, as the next two do. */
export function decodeSubject(view: unknown): Subject {
  return subject.parse(JSON.parse(metadata.parse(view).private_metadata));
}

/** What was asked, and what was typed or chosen. */
export function decodeAnswer(view: unknown): { readonly question: Question; readonly answer: string } {
  const { private_metadata, state } = filled.parse(view);
  const [field] = Object.values(state.values).flatMap((block) => Object.values(block));
  const answer = field?.selected_option?.value ?? field?.value ?? '';
  return {
    question: asked.parse(JSON.parse(private_metadata)),
    answer: clean(answer).replace(/\s+/g, ' ').trim(),
  };
}

export function decodePlan(view: unknown): Plan {
  return planned.parse(JSON.parse(metadata.parse(view).private_metadata));
}
