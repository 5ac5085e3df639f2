import { describe, expect, test } from 'vitest';
import { findHits, matchRule, readClauses, rules } from '../../sandbox/model/hits.ts';
import { closings } from '../../sandbox/model/promises.ts';
import { readNote } from './model-notes.ts';

function clausesOf(text: string) {
  return readClauses([readNote(text)]);
}

describe('every rule', () => {
  test.each(rules.map((rule) => [rule.kind, rule.example, rule] as const))(
    '%s is read in “%s”',
    (_kind, example, rule) => {
      const hits = clausesOf(example).map((clause) => matchRule(rule, clause));
      expect(hits.some((hit) => hit !== null)).toBe(true);
    },
  );

  const countered = rules.flatMap((rule) =>
    rule.counter === undefined ? [] : [[rule.kind, rule.counter, rule.who] as const],
  );
  test.each(countered)('%s is not read in “%s”', (kind, counter, who) => {
    const hits = findHits(clausesOf(counter)).filter((hit) => hit.kind === kind && hit.who === who);
    expect(hits).toEqual([]);
  });

  test.each(closings.map((rule) => [rule.closes, rule.example, rule] as const))(
    '%s is closed by “%s”',
    (_kind, example, rule) => {
      expect(clausesOf(example).some(({ text }) => rule.pattern.test(text) && !rule.unless?.test(text))).toBe(
        true,
      );
    },
  );
});
