import { createHash } from 'node:crypto';

/** So many hexadecimal characters of a text's SHA-256: the same on every machine, and telling nothing of the text. */
export function hashOf(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
