import type { Answer, Call, Door } from './call.ts';
import { nonsense, silence } from './failure.ts';
import { refusal } from './refusal.ts';

/** One try of a call, its reply checked. @throws UpstreamError */
export async function tryOnce<T>({ operation, reply, send }: Call<T>, door: Door): Promise<T> {
  const answer = await send(door).catch((error: unknown): Answer => {
    if (error instanceof SyntaxError) throw nonsense(operation, undefined);
    return { error };
  });
  const { response } = answer;
  if (response === undefined) throw silence(operation, door.signal, answer.error);
  if (!response.ok) throw refusal(operation, response, answer.error);
  const parsed = reply.safeParse(answer.data);
  if (!parsed.success) throw nonsense(operation, response.status);
  return parsed.data;
}
