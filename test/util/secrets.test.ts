import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretsIn, withoutSecrets } from '../../src/util/secrets.ts';
import { anyText } from '../support/arbitrary.ts';

test.each([
  ['her card is 4111 1111 1111 1111, exp 03/29', 'her card is [card number left out], exp 03/29'],
  ['her Amex is 3782 822463 10005, exp 03/29', 'her Amex is [card number left out], exp 03/29'],
  ['6011 1111 1111 1117 is theirs', '[card number left out] is theirs'],
  ['5500-0000-0000-0004 for the pilot', '[card number left out] for the pilot'],
  ['pay to DE89 3704 0044 0532 0130 00 please', 'pay to [bank account left out] please'],
  ['IBAN GB82WEST12345698765432.', 'IBAN [bank account left out].'],
  [`token ${'gsk_'}${'a1B2'.repeat(8)} works`, 'token [key left out] works'],
  [`${'xoxb-'}123456789012-abcdefABCDEF is theirs`, '[key left out] is theirs'],
  ['Passwort ist Sommer2026! sagt er', 'Passwort ist [password left out] sagt er'],
  [
    'password: hunter22 and mot de passe = s3cr3t!!',
    'password: [password left out] and mot de passe = [password left out]',
  ],
  ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nthanks', '[key left out]\nthanks'],
])('of “%s” is left “%s”', (text, left) => {
  expect(withoutSecrets(text)).toBe(left);
});

test.each([
  'Call her on +49 170 1234567890123 or 030 1234 5678 9012.',
  'Order 4111 1111 1111 1112 is late, invoice 2026-0000-1234-5678.',
  'The password is wrong, she says. Passwort ist falsch.',
  'They pay 48,000 EUR a year, 4.111.111.111.111 rupees in all.',
  'Ref AB12 CDEF GHIJ KLMN, skating on sk-ice.',
  '0000 0000 0000 0000',
])('nothing in “%s” is a secret', (text) => {
  expect(secretsIn(text)).toEqual([]);
});

test('whatever the text, what is found stands in it in order, and nothing is found in what is left', () => {
  const piece = fc.oneof(
    anyText,
    fc.constantFrom('4111111111111111', ' DE89370400440532013000 ', 'password: abc123', 'sk-', 'eyJ'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      let from = 0;
      for (const { start, end } of secretsIn(text)) {
        expect(start).toBeGreaterThanOrEqual(from);
        expect(end).toBeGreaterThan(start);
        from = end;
      }
      expect(from).toBeLessThanOrEqual(text.length);
      expect(secretsIn(withoutSecrets(text))).toEqual([]);
    }),
  );
});
