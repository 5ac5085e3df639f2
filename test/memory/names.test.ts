import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { canonical } from '../../src/memory/identity/names.ts';

const keyPattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme-composite' }),
);

test.each([
  ['  PRIYA   Sharma ', 'priya sharma'],
  ['Priya\u200b Sharma\u202e', 'priya sharma'],
  ['José Müller', 'jose muller'],
  ['Jose\u0301 Mu\u0308ller', 'jose muller'],
  ['Ｐｒｉｙａ', 'priya'],
  ['Strauß', 'strauss'],
  ['Łukasz Ørsted', 'lukasz orsted'],
  ['O’Brien', 'obrien'],
  ["O'Brien", 'obrien'],
  ['Priya · Rentfield', 'priya rentfield'],
  ['Ирина Йордан', 'ирина йордан'],
  ['प्रिया शर्मा', 'प्रिया शर्मा'],
  ['प्रि\u200dया', 'प्रिया'],
  ['山田 太郎', '山田 太郎'],
  ['ΝΙΚΟΣ', 'νικοσ'],
  ['Νίκος', 'νίκοσ'],
  ['★', ''],
])('%j is read as %j', (written, read) => {
  expect(canonical(written)).toBe(read);
});

test('reading a canonical form again changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(canonical(canonical(text))).toBe(canonical(text));
    }),
    { numRuns: 3_000 },
  );
});

test('keys are fit for tags and ids whatever is typed', () => {
  fc.assert(
    fc.property(anyText, fc.option(anyText), fc.option(anyText), (name, company, label) => {
      expect(prospectKey(name, company)).toMatch(keyPattern);
      expect(dealKey({ name, company }, label)).toMatch(keyPattern);
    }),
  );
});

test('equal canonical forms give equal keys', () => {
  fc.assert(
    fc.property(anyText, anyText, (name, company) => {
      fc.pre(canonical(name) !== '' && canonical(company) !== '');
      expect(prospectKey(canonical(name), canonical(company))).toBe(prospectKey(name, company));
    }),
  );
});

test('different canonical forms give different keys', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      fc.pre(canonical(one) !== canonical(other));
      expect(prospectKey(one, null)).not.toBe(prospectKey(other, null));
    }),
  );
});

test('name, company and label each tell keys apart', () => {
  const keys = [
    prospectKey('Priya Sharma', 'Rentfield'),
    prospectKey('Priya Sharma', 'Northgate'),
    prospectKey('Priya Sharma', null),
    prospectKey('Priya', 'Sharma Rentfield'),
    prospectKey('Priya', 'C++'),
    prospectKey('Priya', 'C#'),
    dealKey({ name: 'Priya', company: 'Rentfield' }, null),
    dealKey({ name: 'Priya', company: 'Rentfield' }, 'Renewal'),
    dealKey({ name: 'Priya', company: null }, null),
    dealKey({ name: 'Rentfield', company: null }, null),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('a deal belongs to the company, whoever is spoken to', () => {
  expect(dealKey({ name: 'Priya', company: 'Rentfield' }, null)).toBe(
    dealKey({ name: 'Tom', company: 'RENTFIELD' }, null),
  );
});
