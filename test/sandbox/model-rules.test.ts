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

test.each([
  ['I promised him the ROI model by 29 Oct, and a comparison with Notewright.', 'Comparison with Notewright'],
  ['We promised the order form by Friday, and the price list.', 'Price list'],
  ['I promised her a draft by 3 Dec, and our security answers.', 'Security answers'],
])('of “%s” the second thing is promised too', (text, thing) => {
  const hits = findHits(clausesIn(text)).filter(({ kind, who }) => kind === 'promise' && who === 'us');
  expect(hits.map((hit) => hit.text)).toContain(thing);
  expect(hits).toHaveLength(2);
});

test.each([
  'I promised him the ROI model by 29 Oct, and the CFO was pleased.',
  'She asked for the ROI model, and a comparison with Notewright.',
  'I promised him the ROI model by 29 Oct. A comparison with Notewright came up.',
])('in “%s” no second thing is promised', (text) => {
  const hits = findHits(clausesIn(text)).filter(({ kind, who }) => kind === 'promise' && who === 'us');
  expect(hits.length).toBeLessThan(2);
});

describe('reps say it in other words', () => {
  const told = (text: string) => [
    ...outcomeRules.filter((rule) => holdsIn(text, rule)).map(({ words }) => words),
    ...findHits(clausesIn(text)).map(({ kind, who, dueWords }) => `${kind} ${who} ${dueWords ?? ''}`.trim()),
  ];

  test.each([
    ...['They picked Northbeam over us.', 'We lost to Northbeam.', 'They decided against us.'],
    ...['They passed on us.', 'They are going another way.', 'Northbeam won it.'],
    ...['They went for Northbeam in the end.', 'They have decided not to buy.', 'We did not get it.'],
  ])('a lost deal: “%s”', (text) => expect(told(text)).toContain('lost'));

  test.each([
    ...['They went with us.', 'They went with IT to lunch.', 'They could go with Northbeam.'],
    ...[
      'We are out of the office.',
      'They lost their champion.',
      'We won it.',
      'She passed on our deck to the CFO.',
    ],
  ])('no lost deal: “%s”', (text) => expect(told(text)).not.toContain('lost'));

  test.each([
    ['Wants the contract before Friday.', 'before Friday'],
    ['She needs the paperwork by Monday.', 'by Monday'],
    ['She asked if we could send the contract by Friday.', 'by Friday'],
    ['Please send the pricing by 4 December, he said.', 'by 4 December'],
    ['She expects the proposal on Thursday.', 'on Thursday'],
  ])('what they ask for, with its day: “%s”', (text, due) =>
    expect(told(text)).toContain(`buyer_request them ${due}`),
  );

  test.each([
    ['I have to send references by Wednesday.', 'by Wednesday'],
    ['Need to send references by Wednesday.', 'by Wednesday'],
    ['To do: send the deck by Friday.', 'by Friday'],
    ['We committed to deliver the plan by Monday.', 'by Monday'],
    ['Sending the deck on Friday.', 'on Friday'],
    ['References are due from us on Tuesday.', 'on Tuesday'],
  ])('what we owe, with its day: “%s”', (text, due) => expect(told(text)).toContain(`promise us ${due}`));

  test('what somebody else is to do after an "and" is no promise of ours', () => {
    expect(told('She liked it and will send the data sample.')).not.toContain('promise us');
  });

  test.each([
    ...[
      'It costs too much.',
      'Double what they pay now.',
      'They cannot afford it.',
      'Way too dear, he said.',
    ],
    ...['More than they wanted to spend.', 'He finds us overpriced.', 'Out of their price range.'],
  ])('too much money: “%s”', (text) => expect(told(text)).toContain('price_pressure them'));

  test.each([
    ...[
      'Legal blocks us.',
      'Stuck in legal.',
      'Procurement will not let it through.',
      'IT put a stop to it.',
    ],
    ...['Their lawyers will not sign off.', 'Held up by procurement.', 'The security team is in the way.'],
  ])('somebody stands in the way: “%s”', (text) => expect(told(text)).toContain('objection them'));

  test.each(['Legal signed off.', 'IT lets us start.', 'Procurement is fine with it.'])(
    'nobody stands in the way: “%s”',
    (text) => expect(told(text)).not.toContain('objection them'),
  );
});
