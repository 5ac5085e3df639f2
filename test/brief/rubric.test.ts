import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readRubric } from '../../src/brief/score/rubric.ts';
import { ConfigError } from '../../src/errors.ts';
import { rubric } from './support.ts';

function faultOf(change: (raw: Record<string, unknown>) => void): string {
  const raw: Record<string, unknown> = parse(stringify(rubric));
  change(raw);
  try {
    readRubric(stringify(raw));
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'no fault';
}

test('every fault of the rubric is told in one message, with its place', () => {
  const message = faultOf((raw) => {
    raw['base'] = 'high';
    raw['silence'] = { after_days: 7, a_day: 2, cap: -30 };
  });
  expect(message).toMatch(/- base: .*\n- silence\.a_day: /);
});

test('a kind that code needs cannot be left out', () => {
  const message = faultOf((raw) => {
    const { promise, ...kinds } = rubric.kinds;
    raw['kinds'] = kinds;
  });
  expect(message).toContain('kinds: promise is missing');
});

test('a gate that names no kind and bands that do not rise are faults', () => {
  const message = faultOf((raw) => {
    raw['gates'] = [{ hold_at: 80, label: 'x', unless: ['verbal_si'] }];
    raw['bands'] = [{ name: 'Cold', from: 5 }];
  });
  expect(message).toContain('gates: there is no kind verbal_si');
  expect(message).toContain('bands: must start from 0 and rise');
});

test('a kind that contradicts none of the file is a fault', () => {
  const message = faultOf((raw) => {
    const doubt = {
      ...rubric.kinds['budget_doubt'],
      contradicts: { kind: 'budget_ok', about: 'the budget' },
    };
    raw['kinds'] = { ...rubric.kinds, budget_doubt: doubt };
  });
  expect(message).toContain('contradicts: there is no kind budget_ok');
});

test('what is not YAML is said to be that, without its text', () => {
  expect(() => readRubric('base: [secret')).toThrow('prompts/rubric.yml is not valid YAML');
});
