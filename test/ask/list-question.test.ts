import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readListQuestion } from '../../src/ask/list/list-question.ts';
import { plainQuestion } from '../../src/ask/plain-question.ts';
import { comingPeriodIn } from '../../src/util/coming-period.ts';
import { anyText } from '../support/arbitrary.ts';

const week = { from: '2026-12-28', to: '2027-01-03' };
const context = { asOf: '2027-01-01', names: ['rentfield', 'colin'] };
const read = (question: string) => {
  const found = readListQuestion(question, context);
  return found && { ...found, kinds: [...found.kinds], freely: [...found.freely] };
};

test.each([
  ['Which promises are due this week?', { said: 'an open promise due this week', due: week }],
  ['which promises are overdue', { due: { from: '0000-01-01', to: '2026-12-31' } }],
  ['What promises do we have due tomorrow?', { who: 'us', due: { from: '2027-01-02', to: '2027-01-02' } }],
  ['My promises this month', { who: 'us', due: { from: '2027-01-01', to: '2027-01-31' } }],
  ['list open promises at Rentfield', { kinds: ['promise'], ended: 'no' }],
  ['Who owes us an answer?', { who: 'them' }],
  ['What do we owe Rentfield?', { who: 'us', ended: 'no' }],
  ['show me their promises', { who: 'them' }],
  ['What did we promise Rentfield?', { who: 'us', ended: 'too' }],
  ['What did I promise Colin?', { who: 'us', kinds: ['promise'] }],
  ['What has Colin promised us?', { who: 'them' }],
  ['Which rivals are in play?', { kinds: ['competitor'], ended: 'no' }],
  ['Which vendor is Rentfield looking at besides us?', { kinds: ['competitor'] }],
  ['Which deals have a competitor?', { kinds: ['competitor'] }],
  ['Which deals have an objection?', { kinds: ['objection', 'price_pressure', 'budget_doubt'] }],
  ['What worries are still open at Rentfield?', { kinds: ['objection', 'price_pressure', 'budget_doubt'] }],
  ['Whose budget is frozen?', { kinds: ['budget_doubt'] }],
  ['Whose budget is approved?', { kinds: ['budget_confirmed'] }],
  ['What is the budget at Rentfield?', { kinds: ['budget_confirmed', 'budget_doubt', 'amount'] }],
  ['Who signs at Rentfield?', { kinds: ['decision_maker', 'decision_process'] }],
  ['Who decides?', { kinds: ['decision_maker', 'decision_process'] }],
  ['How much is Rentfield worth?', { kinds: ['amount'] }],
  ['What is closing in December?', { kinds: ['close_date'], due: { from: '2027-12-01', to: '2027-12-31' } }],
  ['Which deals close this month?', { kinds: ['close_date'], due: { from: '2027-01-01', to: '2027-01-31' } }],
  ['When does Rentfield sign?', { kinds: ['close_date'] }],
  ['Who is our champion at Rentfield?', { kinds: ['champion'] }],
  ['What is the next step with Colin?', { kinds: ['next_step'] }],
  ['What is still open with Colin?', { said: 'anything open' }],
  [
    'Which objections were settled?',
    { kinds: ['objection', 'price_pressure', 'budget_doubt'], ended: 'only' },
  ],
  ['What worries did we already resolve at Rentfield?', { ended: 'only' }],
  ['Which promises did we keep?', { kinds: ['promise'], who: 'us', ended: 'only' }],
  ['Who raised security?', { words: ['security'], freely: [], ended: 'too' }],
  ['Who is worried about training?', { words: ['training'] }],
  ['Who raised the price?', { words: ['price'], freely: ['price_pressure'] }],
  ['Which concerns about migration?', { words: ['migration'] }],
])('“%s” is answered by code on 1 January', (question, wanted) => {
  expect(read(question)).toMatchObject(wanted);
});

test.each([
  'Which promises did we break?',
  'Which promises about pricing are open?',
  'Which promises are not due this week?',
  'Who promised a pilot?',
  'Who owes us money?',
  'Is the promised plan due?',
  'Who raised security or price?',
  'Who raised nothing?',
  'What does Colin want before a pilot?',
  'Is their budget frozen?',
  'What did we promise Rentfield about training?',
  'Which rival was cheaper?',
  'Who signed the last contract?',
  'When does the licence end?',
  'What is closing the gap?',
  'How much is a licence?',
])('“%s” is for the notes to answer', (question) => {
  expect(read(question)).toBeUndefined();
});

test.each([
  ['in December', '2026-11-23', '2026-12-01', '2026-12-31'],
  ['in November', '2026-11-23', '2026-11-01', '2026-11-30'],
  ['in January', '2026-11-23', '2027-01-01', '2027-01-31'],
  ['next quarter', '2026-11-23', '2027-01-01', '2027-03-31'],
  ['in the next 30 days', '2026-11-23', '2026-11-23', '2026-12-23'],
  ['by 15 December', '2026-11-23', '0000-01-01', '2026-12-15'],
  ['on Friday', '2026-11-23', '2026-11-27', '2026-11-27'],
])('“%s” looks ahead', (words, today, from, to) => {
  expect(comingPeriodIn(`What is closing ${words}?`, today)?.period).toEqual({ from, to });
});

test('whatever is typed is read without failing', () => {
  const words = fc.constantFrom(
    ...'who what which raised promises we rivals in december by friday are open about security not budget closing'.split(
      ' ',
    ),
  );
  const typed = fc.oneof(
    anyText,
    fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(typed, (question) => {
      const found = readListQuestion(question, context);
      if (found) expect(found.kinds.size).toBeGreaterThan(0);
      if (found?.due) expect(found.due.from <= found.due.to).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

const plain = { asOf: '2026-11-23', names: ['maya chen', 'portline', 'ledgerly', 'elena'] };
const asks = (question: string) => readListQuestion(question, plain);

test.each([
  ['when can i call elena again', 'agreed_silence'],
  ['when am i allowed to write to Elena', 'agreed_silence'],
  ['until when is Portline on hold', 'agreed_silence'],
  ['what do we charge Portline', 'amount'],
  ['how much does Ledgerly pay a month', 'amount'],
  ['what is our price at Portline', 'amount'],
  ['which other vendors is Maya Chen checking out', 'competitor'],
  ['is Ledgerly talking to any competitor', 'competitor'],
  ['does Portline have another vendor', 'competitor'],
  ['did Ledgerly agree to a pilot', 'pilot_agreed'],
  ['has Maya Chen said yes to the trial yet', 'pilot_agreed'],
  ['is a pilot agreed with Portline', 'pilot_agreed'],
  ['did Maya Chen say yes', 'verbal_yes'],
  ['has Ledgerly given us a verbal yes', 'verbal_yes'],
])('“%s” is answered with signals of kind %s', (question, kind) => {
  expect(asks(question)?.kinds).toEqual(new Set([kind]));
});

test.each([
  ['did we ever send Portline the deck', 'us'],
  ['have i shared the price list with Maya Chen', 'us'],
  ['did they send the data', 'them'],
  ['has the security form gone out to Portline yet', undefined],
  ['did the sample arrive', undefined],
])('“%s” is answered with what was promised, kept or not', (question, who) => {
  const found = asks(question);
  expect(found).toMatchObject({ kinds: new Set(['promise']), ended: 'too' });
  expect(found?.who).toBe(who);
});

const owed = ['promise', 'buyer_request'];
const thisWeek = { from: '2026-11-23', to: '2026-11-29' };
const coming = [...owed, 'next_step', 'close_date'];

test.each([
  ['what is due this week?', coming, thisWeek],
  ['what falls due this week?', coming, thisWeek],
  ['anything due this week?', coming, thisWeek],
  ['is there anything due this week', coming, thisWeek],
  ['what do I have due this week?', coming, thisWeek],
  ['any deadlines this week?', coming, thisWeek],
  ['which deals have something due this week?', coming, thisWeek],
  ['is anything due tomorrow?', coming, { from: '2026-11-24', to: '2026-11-24' }],
  ['do I have anything due tomorrow?', coming, { from: '2026-11-24', to: '2026-11-24' }],
  ['what was due yesterday?', owed, { from: '2026-11-22', to: '2026-11-22' }],
  ['what is due at Portline this week', coming, thisWeek],
  ['what is due by Friday?', coming, { from: '0000-01-01', to: '2026-11-27' }],
  ['what is due on Friday?', coming, { from: '2026-11-27', to: '2026-11-27' }],
  ['what is due?', owed, { from: '0000-01-01', to: '9999-12-31' }],
  ['what is due next?', owed, { from: '0000-01-01', to: '9999-12-31' }],
  ['anything due at Portline?', owed, { from: '0000-01-01', to: '9999-12-31' }],
  ['what is overdue?', owed, { from: '0000-01-01', to: '2026-11-22' }],
  ["what's late", owed, { from: '0000-01-01', to: '2026-11-22' }],
  ['is anything overdue at Portline?', owed, { from: '0000-01-01', to: '2026-11-22' }],
])('“%s” is answered with what either side owes by then', (question, kinds, due) => {
  const found = asks(plainQuestion(question));
  expect(found).toMatchObject({ due });
  expect([...(found?.kinds ?? [])].toSorted()).toEqual(kinds.toSorted());
  expect(found?.who).toBeUndefined();
});

const doubtKinds = ['objection', 'price_pressure', 'budget_doubt'];

test.each([
  ['does Maya Chen have an objection?', doubtKinds, 'no'],
  ['does Maya Chen have any objections?', doubtKinds, 'no'],
  ['has Maya Chen still got any concerns?', doubtKinds, 'no'],
  ['what objections does Maya Chen have?', doubtKinds, 'no'],
  ['do any deals have objections?', doubtKinds, 'no'],
  ['does anyone have concerns?', doubtKinds, 'no'],
  ['does Maya Chen have concerns about training?', doubtKinds, 'too'],
  ['when is my call with Maya Chen?', ['next_step'], 'no'],
  ['did Maya Chen raise any objections?', doubtKinds, 'too'],
  ['what concerns did Maya Chen raise?', doubtKinds, 'too'],
  ['does Portline have any promises open?', ['promise'], 'no'],
  ['what promises does Portline have?', ['promise'], 'no'],
  ['what rivals does Portline have?', ['competitor'], 'no'],
  ['does Portline have a champion?', ['champion'], 'no'],
  ['does Portline have a next step?', ['next_step'], 'no'],
  ['does Maya Chen have any requests?', ['buyer_request'], 'no'],
  ['what requests are open at Portline?', ['buyer_request'], 'no'],
  ['what are the risks at Portline?', [...doubtKinds, 'competitor', 'setback'], 'no'],
  ['does Portline have any setbacks?', ['setback'], 'no'],
  ['when do we talk with Maya Chen?', ['next_step'], 'no'],
  ['when do I call Elena', ['next_step'], 'no'],
  ['when can I call Elena', ['agreed_silence'], 'no'],
])('“%s” is answered with what was read of that kind', (question, kinds, ended) => {
  const found = asks(question);
  expect([...(found?.kinds ?? [])]).toEqual(kinds);
  expect(found?.ended).toBe(ended);
});

test.each([
  ['who has a budget?', ['budget_confirmed'], []],
  ['which deals have their budget approved?', ['budget_confirmed'], []],
  ['who has objections?', doubtKinds, []],
  ['who has a champion?', ['champion'], []],
  ['who went with a competitor?', ['competitor', 'reason'], []],
  ['which deals picked somebody else?', ['competitor', 'reason'], []],
  ['who chose Stockwise?', ['competitor', 'reason'], ['stockwise']],
  ['who else went with Stockwise in the end?', ['competitor', 'reason'], ['stockwise']],
])('“%s” is answered with those who have it or took it', (question, kinds, words) => {
  const found = asks(question);
  expect([...(found?.kinds ?? [])]).toEqual(kinds);
  expect(found?.words).toEqual(words);
});

test.each([
  ['how much is Portline?', ['amount'], []],
  ['price of Portline?', ['amount'], []],
  ['what does Maya Chen want?', ['buyer_request', 'decision_criteria'], []],
  ['what do Maya Chen and Elena want?', ['buyer_request', 'decision_criteria'], []],
  ['what did Maya Chen ask for', ['buyer_request', 'decision_criteria'], []],
  ['what is Maya Chen waiting for?', owed, []],
  ['is the migration still a problem at Portline?', doubtKinds, ['migration']],
  ['is training an issue for Maya Chen', doubtKinds, ['training']],
])('“%s” of somebody who is named is answered with what was read', (question, kinds, words) => {
  const found = asks(question);
  expect([...(found?.kinds ?? [])]).toEqual(kinds);
  expect(found?.words).toEqual(words);
});

test.each([
  'how much is a seat?',
  'price of the workshop?',
  'what does Maya Chen want to change?',
  'what does Maya Chen not want?',
  'is the migration or the price still a problem at Portline?',
  'is the migration no problem at Portline?',
])('“%s” is left to the notes', (question) => {
  expect(asks(question)).toBeUndefined();
});

test.each(['how much is it?', 'what do they want?', 'what are they waiting for?'])(
  '“%s” of nobody who is named is left to the notes',
  (question) => {
    expect(readListQuestion(question, { ...plain, names: [] })).toBeUndefined();
  },
);

test.each([
  'who has no budget?',
  'who has a budget or a champion?',
  'who went with us?',
  'who did not choose Stockwise?',
  'who chose Stockwise or Fixwell?',
  'who went with nobody?',
])('“%s” is no list of those who have it or took it', (question) => {
  expect(asks(question)).toBeUndefined();
});

test.each([
  'does Maya Chen have no objections?',
  'does Maya Chen have objections or promises?',
  'did Maya Chen raise the price?',
  'does Portline have a budget or a champion?',
  'do we not have a champion at Portline?',
  'what is the risk of the migration?',
  'when do we talk with Maya Chen about the price?',
])('“%s” is for the notes to answer too', (question) => {
  expect(asks(question)).toBeUndefined();
});

test.each([
  ['what is due from us this week', 'us', owed],
  ['what is due from them this week', 'them', ['promise']],
  ['what am I late with?', 'us', owed],
  ['who waits for us?', 'us', owed],
  ['is Maya Chen late?', 'them', ['promise']],
  ['is Maya Chen late with anything?', 'them', ['promise']],
])('“%s” is answered with what that side owes', (question, who, kinds) => {
  expect(asks(question)).toMatchObject({ who, kinds: new Set(kinds) });
});

test.each([
  'what is not due this week',
  'what is due to the migration',
  'is the invoice due this week or next',
  'is anything due or overdue',
  'why is it due on Friday',
  'what was due last week?',
])('“%s” asks for no list of what is due', (question) => {
  expect(asks(question)).toBeUndefined();
});

test.each([
  ['what is Maya Chen supposed to send us', 'them'],
  ['what will Ledgerly send us', 'them'],
  ['what is left to send Portline', 'us'],
])('“%s” is answered with open promises', (question, who) => {
  expect(asks(question)).toMatchObject({ kinds: new Set(['promise']), who, ended: 'no' });
});

test.each([
  ['is Maya Chen still worried about integration', ['integration']],
  ['how does Elena feel about the audit trail', ['audit', 'trail']],
  ['what is Portline compliance team nervous about', ['compliance']],
])('“%s” is answered with worries of that matter alone', (question, words) => {
  const found = asks(question);
  expect(found).toMatchObject({ words, isPersonal: true });
  expect(found?.kinds.has('decision_criteria')).toBe(false);
});

test.each([
  'who has the money',
  'what did she say of the minutes',
  'who asked for the hours',
  'the quarter was good',
])('“%s” names no day', (question) => {
  expect(comingPeriodIn(question, '2026-11-23')).toBeUndefined();
});
