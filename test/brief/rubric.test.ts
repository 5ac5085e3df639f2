import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { carriesPoints, countsUpwards, readRubric } from '../../src/brief/score/rubric.ts';
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
    raw['won'] = 'high';
    raw['silence'] = { after_days: 7, a_day: 2, cap: -30 };
  });
  expect(message).toMatch(/- won: .*\n- silence\.a_day: /);
});

test('a kind that code needs cannot be left out', () => {
  const message = faultOf((raw) => {
    const { promise, ...kinds } = rubric.kinds;
    raw['kinds'] = kinds;
  });
  expect(message).toContain('kinds: promise is missing');
});

test('what refers to no kind and bands that do not rise are faults', () => {
  const message = faultOf((raw) => {
    const yes = { ...rubric.kinds['verbal_yes'], with: ['decider'] };
    raw['kinds'] = { ...rubric.kinds, verbal_yes: yes };
    raw['unproven'] = [{ label: 'x', from_stage: 48, points: -5, until: ['signer'] }];
    raw['bands'] = [{ name: 'Cold', from: 5 }];
  });
  expect(message).toContain('kinds.verbal_yes.with: there is no kind decider');
  expect(message).toContain('unproven: there is no kind signer');
  expect(message).toContain('bands: must start from 0 and rise');
});

test('a kind may ask only what code can check', () => {
  const message = faultOf((raw) => {
    raw['kinds'] = { ...rubric.kinds, pain: { ...rubric.kinds['pain'], needs: ['luck'] } };
  });
  expect(message).toContain('kinds.pain.needs.0');
});

test('good news is told from trouble by its points', () => {
  const namesOf = (holds: typeof countsUpwards) =>
    Object.entries(rubric.kinds).flatMap(([name, kind]) => (holds(kind) ? [name] : []));
  expect(namesOf(countsUpwards)).toEqual(expect.arrayContaining(['verbal_yes', 'champion', 'metrics']));
  expect(namesOf(countsUpwards)).not.toContain('objection');
  expect(namesOf(carriesPoints)).toEqual(expect.arrayContaining(['objection', 'promise', 'agreed_silence']));
  expect(namesOf(carriesPoints)).not.toContain('person');
});

test('what is not YAML is said to be that, without its text', () => {
  expect(() => readRubric('base: [secret')).toThrow('prompts/rubric.yml is not valid YAML');
});
