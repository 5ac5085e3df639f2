import { expect, test } from 'vitest';
import { witnessByRules } from '../../sandbox/model/witness-answer.ts';

const pause = 'They asked for, or agreed to, a pause of contact until a day';

function isSupported(claim: string, text: string, quote = text): boolean | undefined {
  const note = `=== note ab ===\n[1] 2026-11-02 Spoke\n${text}\n=== end of note ab ===`;
  return witnessByRules(`${note}\n1 ${claim} [Silence agreed]: "${quote}"`).claims[0]?.supported;
}

test.each([
  'Agreed with Elena to pause until 11 Dec, reminder set.',
  'She asked us to come back after 7 April and not to write before.',
  'No contact until January, both sides are fine with that.',
  'He asked me not to call before 3 March.',
])('a pause is found where it lasts until a day: %s', (text) => {
  expect(isSupported(pause, text)).toBe(true);
});

test.each([
  'She never agreed to a pause until May.',
  'He did not agree to wait until spring.',
  'They declined a pause until 3 March.',
])('no pause is found where there was none: %s', (text) => {
  expect(isSupported(pause, text)).toBe(false);
});
