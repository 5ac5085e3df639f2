import { describe, expect, test } from 'vitest';
import { allClauses } from '../../sandbox/model/clauses.ts';
import { endingRules, outcomeRules } from '../../sandbox/model/ending-rules.ts';
import { findHits, rules } from '../../sandbox/model/reading-answer.ts';
import { matchRule } from '../../sandbox/model/rule.ts';
import { readNote } from './model-notes.ts';

const clausesIn = (text: string) => allClauses(readNote(text));
const holdsIn = (text: string, { pattern, unless }: { pattern: RegExp; unless?: RegExp }) =>
  clausesIn(text).some((clause) => pattern.test(clause.text) && !unless?.test(clause.text));

describe('every rule', () => {
  test.each(rules.map((rule) => [rule.kind, rule.example, rule] as const))(
    '%s is read in “%s”',
    (_kind, example, rule) => {
      const hits = clausesIn(example).map((clause) => matchRule(rule, clause));
      expect(hits.some((hit) => hit !== null)).toBe(true);
    },
  );

  const countered = rules.flatMap((rule) =>
    rule.counter === undefined ? [] : [[rule.kind, rule.counter, rule.who] as const],
  );
  test.each(countered)('%s is not read in “%s”', (kind, counter, who) => {
    const hits = findHits(clausesIn(counter)).filter((hit) => hit.kind === kind && hit.who === who);
    expect(hits).toEqual([]);
  });

  test.each(endingRules.map((rule) => [rule.ends.join(' or '), rule.how, rule.example, rule] as const))(
    '%s is %s by “%s”',
    (_ends, _how, example, rule) => {
      expect(holdsIn(example, rule)).toBe(true);
    },
  );

  test.each(outcomeRules.map((rule) => [rule.words, rule.example, rule] as const))(
    'a deal is %s by “%s”',
    (_words, example, rule) => {
      expect(holdsIn(example, rule)).toBe(true);
    },
  );
});
