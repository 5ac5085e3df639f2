import { expect, test } from 'vitest';
import { asksPastDay, holdsKind, kindAsked } from '../../src/ask/asked-kind.ts';

const holds = (question: string, text: string) => {
  const kind = kindAsked(question);
  return kind === undefined || holdsKind(kind, text, question);
};

test.each([
  ['How many vans do they run?', 'They run 40 vans', 'They run a lot of vans for the city'],
  ['how much are they losing', 'Breakdowns cost them €12k a month', 'Breakdowns cost them customers'],
  ['how often did she cancel', 'Cancelled for the third time', 'She cancelled our meeting'],
  ['how big is the fleet', 'They run 140 trucks', 'Fleet renewal is eating his month'],
  ['How large was the order', 'Ordered 300 units', 'The order was a surprise'],
  ['how high is the discount', 'We gave ten percent', 'She wants a discount'],
  ['How long does the review take?', 'The review takes six weeks', 'It closes on the third working day'],
  ['When do they decide?', 'They decide on 3 March', 'They decide together with the board'],
  ['when is the holiday', 'On holiday until 4 May', 'Must be live before the holiday rush'],
  ['by when do we have to be ready', 'Ready by the end of June', 'They want us to be ready'],
  [
    'What is the plant manager called?',
    'Met the plant manager, Ida Lund',
    'Call on 1 Dec with the plant manager',
  ],
  ['what is the price', 'We are at €900 a month', 'Tension over the price for 40 stores'],
  [
    'cfo at portline whats the name',
    'Her CFO Ingrid Solheim joins',
    'The sheet went to her CFO with a kind note',
  ],
  ['and the plant managers name?', 'Met the plant manager, Ida Lund', 'The plant manager joins on 1 Dec'],
  ['which crm is tidebank on', 'They run on SAP since May', 'The CRM they have forgets branch talks'],
  ['what system do they use', 'Everything sits in Ledgerbase today', 'Their system has no clean export'],
  ['who is their CFO', 'Omar Haddad, their CFO, joined', 'The CFO wants payback under nine months'],
])('“%s” is answered by “%s” and not by “%s”', (question, answer, other) => {
  expect(holds(question, answer)).toBe(true);
  expect(holds(question, other)).toBe(false);
});

test.each([
  ['Why did they leave?', 'Too slow'],
  ['What did she like?', 'The phone view'],
  ['Did he sign?', 'He signed'],
  ['How many seats?', '좌석은 스무 개로 시작'],
  ['When do they decide?', 'Sie wollen das und die Teams mit uns besprechen und wir haben nichts vor Ostern'],
])('of “%s” nothing in particular is asked, or nobody here can tell: “%s” may answer', (question, text) => {
  expect(holds(question, text)).toBe(true);
});

test.each(['When did they sign?', 'when was the demo', 'When have we met?'])(
  '“%s” is told by the day of a note',
  (question) => {
    expect(asksPastDay(question)).toBe(true);
    expect(kindAsked(question)).toBeUndefined();
  },
);

test.each(['When do they have to be live?', 'when will she decide', 'until when is it on hold'])(
  '“%s” looks ahead: its words must tell the day',
  (question) => expect(kindAsked(question)).toBe('day'),
);
