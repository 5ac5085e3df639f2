import { z } from 'zod';
import { UpstreamError, type UpstreamKind } from '../../errors.ts';

const completion = z.object({
  choices: z
    .array(z.object({ finish_reason: z.string(), message: z.object({ content: z.string().min(1) }) }))
    .min(1),
});

/** The SDK's error quotes prompt and answer, so nothing of it but numbers goes on, not even as a cause. */
export function upstream(kind: UpstreamKind, status?: number, retryAfter?: number): UpstreamError {
  return new UpstreamError({ service: 'groq', kind, operation: 'complete', status, retryAfter });
}

/** Only a whole answer counts: one cut off may still parse, with half of its signals gone. */
export function content(raw: unknown): unknown {
  const parsed = completion.safeParse(raw);
  const choice = parsed.success ? parsed.data.choices[0] : undefined;
  if (choice?.finish_reason !== 'stop') throw upstream('invalid', 200);
  try {
    return JSON.parse(choice.message.content);
  } catch {
    throw upstream('invalid', 200);
  }
}
