import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Enciphers what must not lie about in the clear (AES-256-GCM). */
export interface Seal {
  /** Sealed, it opens for the same `about` alone: one record's secret put into another's place does not. */
  close(text: string, about: string): string;
  /** Undefined where no key opens it. */
  open(sealed: string, about: string): Opened | undefined;
}

interface Opened {
  readonly text: string;
  /** Sealed with another key than the first: to be sealed anew. */
  readonly isOld: boolean;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** `keys` are 32 bytes each, in base64 and parted by commas: the first closes, each opens. */
export function createSeal(keys: string): Seal {
  const all = keys.split(',').map((key) => Buffer.from(key, 'base64'));
  const [first = Buffer.alloc(0)] = all;
  return {
    close(text, about) {
      const nonce = randomBytes(nonceBytes);
      const closing = createCipheriv(cipher, first, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([closing.update(text, 'utf8'), closing.final()]);
      return Buffer.concat([nonce, closing.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64');
      for (const key of all) {
        const text = openedBy(key, bytes, about);
        if (text !== undefined) return { text, isOld: key !== first };
      }
      return undefined;
    },
  };
}

function openedBy(key: Buffer, bytes: Buffer, about: string): string | undefined {
  const [nonce, tag] = [bytes.subarray(0, nonceBytes), bytes.subarray(nonceBytes, nonceBytes + tagBytes)];
  if (tag.length < tagBytes) return undefined;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  opening.setAAD(Buffer.from(about)).setAuthTag(tag);
  try {
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}
