import { z } from 'zod';

const field = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
});
const filled = z.object({
  state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
});

/** What stands in the fields of a form that was sent, by the id that an input's block and action share. Throws when it is no form. */
export function fieldsOf(view: unknown): (id: string) => z.infer<typeof field> | undefined {
  const { values } = filled.parse(view).state;
  return (id) => values[id]?.[id];
}
