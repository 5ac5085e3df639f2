import type { UpstreamError } from '../../errors.ts';
import { asUpstream } from './failure.ts';

/** Sets the bank up before its first write; done again before the next one only when a second try may do better. */
export function createPreparation(
  setUp: () => Promise<unknown>,
  warn: (error: UpstreamError) => void,
): () => Promise<void> {
  let prepared: Promise<void> | undefined;
  const tryIt = async () => {
    try {
      await setUp();
    } catch (error) {
      const trouble = asUpstream(error);
      warn(trouble);
      if (trouble.retryable) prepared = undefined;
    }
  };
  return () => {
    prepared ??= tryIt();
    return prepared;
  };
}
