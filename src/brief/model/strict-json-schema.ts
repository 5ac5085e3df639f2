import { z } from 'zod';

/** A shape as strict JSON schema: every property required, nothing added, no bounds on numbers. */
export function strictJsonSchema(shape: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  return schema;
}
