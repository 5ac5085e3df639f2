/** What nobody means to keep in a note. */
export type SecretKind = 'card number' | 'bank account' | 'key' | 'password';

/** A run of a text that looks like a secret, in its own code units; `end` is the first one after it. */
export interface Secret {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

interface Pattern {
  readonly kind: SecretKind;
  /** Its group `secret`, or all of it, is the secret. Bounded, so that no text makes it slow. */
  readonly form: RegExp;
  readonly isOne?: (found: string) => boolean;
}

const patterns: readonly Pattern[] = [
  {
    kind: 'key',
    form: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  {
    kind: 'key',
    form: /\b(?:sk|gsk|pk|rk)[-_][\w-]{16,200}|\bxox[abeoprs]-[\w-]{10,200}|\b(?:ghp|gho|ghs|ghu|glpat|github_pat)[-_][\w-]{16,200}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,60}/g,
  },
  { kind: 'key', form: /\beyJ[\w-]{10,400}\.[\w-]{10,400}\.[\w-]{10,400}/g },
  { kind: 'key', form: /\bBearer (?<secret>[\w.~+/-]{20,400}=*)/gi },
  {
    kind: 'password',
    form: /\b(?:password|passwort|passwd|pwd|mot de passe|contraseña|पासवर्ड)\s{0,3}(?:is|ist|est|es|:|=)\s{0,3}(?<secret>[^\s[]\S{5,99})/giu,
    isOne: (found) => /\d|[^\p{L}\p{M}.,;:!?'"’)]/u.test(found),
  },
  { kind: 'card number', form: /(?<![\d+.,-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\d])/g, isOne: passesLuhn },
  {
    kind: 'bank account',
    form: /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])/g,
    isOne: isIban,
  },
];

/** In the order in which they stand, none inside another. Numbers count only when their check digits hold. */
export function secretsIn(text: string): readonly Secret[] {
  const found = patterns.flatMap(({ kind, form, isOne = () => true }) =>
    Array.from(text.matchAll(form)).flatMap((match): readonly Secret[] => {
      const secret = match.groups?.['secret'] ?? match[0];
      const start = match.index + match[0].indexOf(secret);
      return isOne(secret) ? [{ kind, start, end: start + secret.length }] : [];
    }),
  );
  let from = 0;
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      const isFree = start >= from;
      if (isFree) from = end;
      return isFree;
    });
}

/** The text with each of them named instead of said. */
export function withoutSecrets(text: string): string {
  const secrets = secretsIn(text);
  if (secrets.length === 0) return text;
  const starts = [0, ...secrets.map(({ end }) => end)];
  const left = starts.map((start, index) => {
    const next = secrets[index];
    return text.slice(start, next?.start) + (next ? `[${next.kind} left out]` : '');
  });
  // What stood right behind one may be plain only now.
  return withoutSecrets(left.join(''));
}

/** The check digit of card numbers (ISO/IEC 7812). */
function passesLuhn(found: string): boolean {
  const digits = found.replace(/\D/g, '').split('').reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = digit * 2;
    return total + (index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}

/** The check digits of international bank account numbers (ISO 13616). */
function isIban(found: string): boolean {
  const plain = found.replace(/ /g, '');
  const moved = plain.slice(4) + plain.slice(0, 4);
  const digits = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return plain.length >= 15 && BigInt(digits) % 97n === 1n;
}
