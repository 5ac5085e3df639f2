import { expect, test } from 'vitest';
import { createServerCheck } from '../src/health.ts';
import { createLog } from '../src/log.ts';

function told(facts: { version: string; keepsTexts: boolean }): string {
  const lines: string[] = [];
  const check = createServerCheck(createLog('info', { write: (line) => void lines.push(line) }));
  check(facts);
  check(facts);
  return lines.join('');
}

test('a Hindsight of the known kind needs no word', () => {
  expect(told({ version: '1.1.0', keepsTexts: true })).toBe('');
});

test('a server that drops the words of notes is named once, with the way out', () => {
  expect(told({ version: '1.1.0', keepsTexts: false }).match(/STORE_DOCUMENT_TEXT/g)).toHaveLength(1);
});

test('another major version is named once', () => {
  expect(told({ version: '2.0.0', keepsTexts: true }).match(/2\.0\.0/g)).toHaveLength(1);
});
