import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueDay } from '../../src/brief/quotes/due-day.ts';

/** A Thursday. */
const day = '2026-10-15';

function due(
  words: string,
  more: { text?: string; kind?: string; day?: string; isMonthFirst?: boolean } = {},
) {
  const text = more.text ?? `She wants it ${words} she says.`;
  const quote = { start: 0, end: text.length };
  return dueDay({ words, text, quote, day, kind: 'promise', isMonthFirst: false, ...more });
}

test.each([
  ['by today', '2026-10-15'],
  ['by fri 23 oct', '2026-10-23'],
  ['by Oct 23rd', '2026-10-23'],
  ['on the 23rd of October, 10am', '2026-10-23'],
  ['by the 28th', '2026-10-28'],
  ['by the 3rd', '2026-11-03'],
  ['jan 31', '2027-01-31'],
  ['31 January 2028', '2028-01-31'],
  ['2026-12-05', '2026-12-05'],
  ['12/5', '2027-05-12'],
  ['5/12/2026', '2026-12-05'],
  ['25/12', '2026-12-25'],
  ['in november', '2026-11-30'],
  ['until April', '2027-04-01'],
  ['until end of April', '2027-04-30'],
  ['by April', '2027-04-30'],
  ['mid November', '2026-11-15'],
  ['first week of dec', '2026-12-07'],
  ['end of November, he has the 27th', '2026-11-27'],
  ['by end of oct', '2026-10-31'],
  ['end of 2028', '2028-12-31'],
  ['end of the month', '2026-10-31'],
  ['end of next month', '2026-11-30'],
  ['EOM', '2026-10-31'],
  ['end of the quarter', '2026-12-31'],
  ['end of the week', '2026-10-16'],
  ['this week', '2026-10-16'],
  ['next week', '2026-10-23'],
  ['by the end of Q1', '2027-03-31'],
  ['until Q1', '2027-01-01'],
  ['until Q3', '2027-07-01'],
  ['Q4 2026', '2026-12-31'],
  ['Thursday', '2026-10-22'],
  ['by fri', '2026-10-16'],
  ['next Friday', '2026-10-23'],
  ['Tuesday next week', '2026-10-20'],
  ["before Friday's meeting", '2026-10-16'],
  ['before 30 November', '2026-11-30'],
  ['before Christmas', '2026-12-24'],
  ["before New Year's", '2026-12-30'],
  ['before Easter', '2027-03-27'],
  ['after Easter', '2027-03-29'],
  ['the week after Easter', '2027-04-02'],
  ['in the first week after Easter', '2027-04-02'],
  ['in the second week after Easter', '2027-04-09'],
  ['2nd week after Easter', '2027-04-09'],
  ['two weeks after Easter', '2027-04-11'],
  ['the week after Christmas', '2027-01-01'],
  ['beginning of the week after Easter', '2027-03-29'],
  ['by Thanksgiving', '2026-11-26'],
  ['today', '2026-10-15'],
  ['by 15 October', '2026-10-15'],
  ['tomorrow', '2026-10-16'],
  ['day after tomorrow', '2026-10-17'],
  ['in two weeks', '2026-10-29'],
  ['within 10 days', '2026-10-25'],
  ['ten working days', '2026-10-29'],
  ['in a fortnight', '2026-10-29'],
  ['half a year', '2027-04-15'],
  ['in six months', '2027-04-15'],
  ['three weeks from 19 October', '2026-11-09'],
  ['three weeks from now', '2026-11-05'],
  ['from 19 October for 3 weeks', '2026-11-09'],
  ['1 nov to 28 nov', '2026-11-28'],
  ['22 to 26 oct', '2026-10-26'],
  ['from 22 to 26 oct', '2026-10-26'],
  ['last day tmrw', '2026-10-16'],
  ['may 5', '2027-05-05'],
  ['within 48 hours', '2026-10-17'],
  ['half a quarter', '2026-11-30'],
  ['half a month', '2026-10-30'],
  ['one and a half years', '2028-04-15'],
  ['two months and a half', '2026-12-30'],
  ['in a couple of weeks', '2026-10-29'],
  ['by year end', '2026-12-31'],
  ['before month-end', '2026-10-31'],
  ["by the quarter's end", '2026-12-31'],
  ['the end of the second quarter', '2027-06-30'],
  ['by the end of H1', '2027-06-30'],
  ['EOD', '2026-10-15'],
  ['by close of business on Friday', '2026-10-16'],
  ['the Monday after next', '2026-10-26'],
  ['the week after next', '2026-10-30'],
  ['Wednesday week', '2026-10-28'],
  ['a week on Tuesday', '2026-10-27'],
  ["by Wednesday's board", '2026-10-21'],
  ["before Tuesday's demo", '2026-10-20'],
  ['by the end of next week', '2026-10-23'],
  ['end of Q3', '2027-09-30'],
  ['send the Monday slides by Wednesday', '2026-10-21'],
])('in English "%s" is %s', (words, expected) => {
  expect(due(words)).toBe(expected);
});

const german = 'Sie ist mit der Sache nicht ganz zufrieden und will das haben, und das';
const french = 'Elle est sur le point de signer avec nous, mais pas les autres,';
const spanish = 'Ella quiere que nos manden la oferta con los precios para';
const portuguese = 'Ela não está segura com os preços, mas ele quer uma oferta para';
const italian = 'Lei non vuole che il contratto sia firmato con gli altri, ma';
const dutch = 'Ze wil het voorstel van ons niet met de rest, maar';

test.each([
  [german, 'bis 11.11.', '2026-11-11'],
  [german, 'am 03.11. um 9', '2026-11-03'],
  [german, 'bis 3.11.2026', '2026-11-03'],
  [german, 'am 22. Oktober', '2026-10-22'],
  [german, 'bis Ende Oktober', '2026-10-31'],
  [german, 'Mitte März', '2027-03-15'],
  [german, 'bis Montag', '2026-10-19'],
  [german, 'nächste Woche', '2026-10-23'],
  [german, 'in drei Wochen', '2026-11-05'],
  [german, 'Monatsende', '2026-10-31'],
  [german, 'vor Weihnachten', '2026-12-24'],
  [german, 'morgen', '2026-10-16'],
  [german, 'am 28.', '2026-10-28'],
  [german, 'vor zwei Wochen', null],
  [german, 'letzten Freitag', null],
  [french, 'avant le 3 novembre', '2026-11-03'],
  [french, "d'ici fin novembre", '2026-11-30'],
  [french, 'le 1er décembre', '2026-12-01'],
  [french, 'vendredi prochain', '2026-10-16'],
  [french, 'dans deux semaines', '2026-10-29'],
  [french, 'avant Noël', '2026-12-24'],
  [spanish, 'el 3 de noviembre', '2026-11-03'],
  [spanish, 'a finales de mes', '2026-10-31'],
  [spanish, 'el lunes', '2026-10-19'],
  [spanish, 'hasta el 15 de diciembre', '2026-12-15'],
  [spanish, 'hace dos semanas', null],
  [spanish, 'mañana', '2026-10-16'],
  [portuguese, 'até 3 de novembro', '2026-11-03'],
  [portuguese, 'até sexta-feira', '2026-10-16'],
  [portuguese, 'fim do mês', '2026-10-31'],
  [italian, 'entro il 3 novembre', '2026-11-03'],
  [italian, 'entro venerdì', '2026-10-16'],
  [italian, 'fine mese', '2026-10-31'],
  [italian, 'fra due settimane', '2026-10-29'],
  [dutch, 'voor 3 november', '2026-11-03'],
  [dutch, 'eind oktober', '2026-10-31'],
  [dutch, 'volgende week', '2026-10-23'],
  [dutch, 'over een week', '2026-10-22'],
  ['결과는', '22일까지', '2026-10-22'],
  ['예산', '12/1까지', '2026-12-01'],
  ['자료는', '월요일까지', '2026-10-19'],
  ['미팅', '다음 주 화요일', '2026-10-20'],
  ['계약', '11월 말', '2026-11-30'],
  ['계약', '11월 3일', '2026-11-03'],
  ['계약', '이번 달 말', '2026-10-31'],
  ['답변', '2주 후', '2026-10-29'],
  ['회신', '3일 이내', '2026-10-18'],
  ['返事は', '11月3日まで', '2026-11-03'],
  ['返事は', '来週の火曜日', '2026-10-20'],
  ['返事は', '月末', '2026-10-31'],
  ['返事は', '2週間後', '2026-10-29'],
  ['जवाब', '3 नवंबर तक', '2026-11-03'],
  ['जवाब', 'सोमवार तक', '2026-10-19'],
  ['जवाब', 'अगले हफ्ते', '2026-10-23'],
  ['जवाब', 'दो हफ्ते में', '2026-10-29'],
])('in "%s" the words "%s" are %s', (start, words, expected) => {
  expect(due(words, { text: `${start} ${words}` })).toBe(expected);
});

/** Said on a Monday, 5 October 2026. */
test.each([
  ['thu 15', '2026-10-15'],
  ['fri 16 at 3pm', '2026-10-16'],
  ['mon 26', '2026-10-26'],
  ['thurs 15th', '2026-10-15'],
  ['thursday the 15th', '2026-10-15'],
  ['thu 22', '2026-10-22'],
  ['thu 5', '2026-10-08'],
  ['fri 2 calls', '2026-10-09'],
  ['thu 16', null],
  ['3rd thurs of the month', '2026-10-15'],
  ['third thursday of october', '2026-10-15'],
  ['first monday in november', '2026-11-02'],
  ['2nd tuesday of nov', '2026-11-10'],
  ['last friday of the month', '2026-10-30'],
  ['first friday of next month', '2026-11-06'],
  ['the first thursday of the month', '2026-11-05'],
  ['5th friday of november', null],
  ['2nd wk of january', '2027-01-14'],
  ['last week of november', '2026-11-30'],
  ['1st of next month', '2026-11-01'],
  ['the 15th of this month', '2026-10-15'],
  ['10/11 nov', '2026-11-11'],
  ['13/14 nov', '2026-11-14'],
  ['7-8 nov', '2026-11-08'],
  ['the 7th to the 8th of november', '2026-11-08'],
  ['fortnight today', '2026-10-19'],
  ['two weeks tomorrow', '2026-10-20'],
  ['fri eod', '2026-10-09'],
  ['fri or mon', '2026-10-12'],
  ['end of sept', null],
  ['in september', null],
  ['next september', '2027-09-30'],
  ['by september', '2027-09-30'],
  ['before November', '2026-10-31'],
  ['before Q1', '2026-12-31'],
  ['not before 20 oct', null],
  ['20 oct at the earliest', null],
  ['not before 20 oct, but by the 27th', '2026-10-27'],
])('on a Monday "%s" is %s', (words, expected) => {
  expect(due(words, { day: '2026-10-05' })).toBe(expected);
});

test.each(['3rd thurs of the month', '3rd thurs', 'thurs', '3rd'])(
  'of "3rd thurs of the month" the words "%s" are that Thursday',
  (words) => {
    expect(due(words, { day: '2026-10-05', text: 'The board decides on 3rd thurs of the month.' })).toBe(
      '2026-10-15',
    );
  },
);

test.each([
  [spanish, 'el jueves 15', '2026-10-15'],
  [spanish, 'martes 20 a las 9', '2026-10-20'],
  [spanish, 'el tercer jueves de octubre', '2026-10-15'],
  [spanish, 'el primer lunes del mes que viene', '2026-11-02'],
  [spanish, 'la semana que viene', '2026-10-16'],
  [french, 'jeudi 15', '2026-10-15'],
  [french, 'le troisième jeudi du mois', '2026-10-15'],
  [french, "le deuxième mardi d'octobre", '2026-10-13'],
  [french, 'le 1er du mois prochain', '2026-11-01'],
  [french, 'la semaine prochaine', '2026-10-16'],
  [german, 'Do 15.', '2026-10-15'],
  [german, 'am dritten Donnerstag im Oktober', '2026-10-15'],
  [german, 'in der zweiten Woche im Januar', '2027-01-14'],
  [german, 'am 1. des nächsten Monats', '2026-11-01'],
  [german, 'am 7./8. November', '2026-11-08'],
  [german, '12.-14.10.', '2026-10-14'],
  [german, 'heute in 14 Tagen', '2026-10-19'],
  [german, 'nicht vor dem 20. Oktober', null],
  [german, 'frühestens am 20. Oktober', null],
  [italian, 'il terzo giovedì del mese', '2026-10-15'],
  [portuguese, 'na terceira quinta-feira do mês', '2026-10-15'],
  [dutch, 'de derde donderdag van de maand', '2026-10-15'],
])('on that Monday in "%s" the words "%s" are %s', (start, words, expected) => {
  expect(due(words, { text: `${start} ${words}`, day: '2026-10-05' })).toBe(expected);
});

test.each([
  ['weekend of 7-8 nov', '2026-11-07'],
  ['7-8 nov', '2026-11-07'],
  ['7 and 8 nov', '2026-11-07'],
  ['10/11 nov', '2026-11-10'],
  ['10-12 oct', '2026-10-10'],
  ['12.10.-14.10.', '2026-10-12'],
  ['1 nov to 3 nov', '2026-11-01'],
  ['mon 12 to wed 14 oct', '2026-10-12'],
  ['mon-wed', '2026-10-12'],
  ['between 12 and 14 oct', '2026-10-14'],
  ['start 19 oct for 2 wks', '2026-10-19'],
  ['next week', '2026-10-16'],
  ['fri or mon', null],
  ['10 or 11 nov', null],
])('a step that is agreed for “%s” is on %s: of several days the first', (words, expected) => {
  expect(due(words, { day: '2026-10-05', kind: 'next_step' })).toBe(expected);
});

test.each([
  ['Call me', 'in the 2nd wk of january', '2027-01-08'],
  ['Not now, ring again', 'in November', '2026-11-01'],
  ['Call back', 'next week', '2026-10-12'],
  ['Call back', 'in October', '2026-10-31'],
  ['Call back', 'in September', '2027-09-01'],
  ['Closed', 'from 12 to 23 October', '2026-10-23'],
  ['Try us again', 'in Q1', '2027-01-01'],
  ['Not interested', 'before November', '2026-11-01'],
  ['Do not call', 'before November', '2026-11-01'],
  ['Rest', 'not before new yr', '2027-01-01'],
  ['No calls', 'before 20 October', '2026-10-20'],
  ['No contact', 'in November', '2026-11-30'],
  ['Leave it', 'until the end of October', '2026-10-31'],
])('a pause of “%s %s” is over on %s', (start, words, expected) => {
  const text = `${start} ${words}.`;
  expect(due(words, { text, day: '2026-10-05', kind: 'agreed_silence' })).toBe(expected);
});

test.each([
  ['We will not have it before 20 October.', 'before 20 October', null],
  ['They cannot decide before November.', 'before November', null],
  ['She will sign 20 October at the earliest.', '20 October', null],
  ['No problem, she has it before 20 October.', 'before 20 October', '2026-10-20'],
  ['She does not like it and wants another before 20 October.', 'before 20 October', '2026-10-20'],
  ['They start mon 12th for 2 wks', 'start mon 12th for 2 wks', '2026-10-26'],
])('in “%s” the words “%s” are %s, not the earliest day', (text, words, expected) => {
  const kind = text.includes('start') ? 'pilot_agreed' : 'promise';
  expect(due(words, { text, day: '2026-10-05', kind })).toBe(expected);
});

test.each([
  '24/7',
  'second quote',
  'Sun deck',
  'send the minutes',
  'agreed last Friday',
  'yesterday',
  'by 7 oct',
  'two weeks ago',
  '15:00',
  'at 9',
  '120 units',
  'may decide',
  'march on',
  '30 percent',
  'version 2.1',
  '1.5x',
  'q5',
  '31 November',
  'last week',
  'the sat nav',
  'now',
  'soon',
])('"%s" names no day that something is due', (words) => {
  expect(due(words)).toBeNull();
});

test.each([
  ['Send the Monday slides', 'Monday'],
  ['She waits for the Wednesday numbers', 'Wednesday'],
  ['He wants Thursday’s call notes', 'Thursday'],
  ['Send the April invoice again', 'April'],
  ['He asked for the Q2 forecast', 'Q2'],
  ['The 3 March slides are wrong', '3 March'],
  ['As discussed last Monday she checks it', 'Monday'],
  ['We met on Monday about the seats', 'on Monday'],
  ['I emailed her on Tuesday', 'Tuesday'],
  ['Silent since Wednesday', 'Wednesday'],
  ['They left two months ago', 'two months'],
  ['Three calls in the last two weeks', 'two weeks'],
  ['She wants a three year contract', 'three year'],
  ['The 6-month subscription runs on', '6-month'],
  ['7/7 support is a must', '7/7'],
  ['9/10 users are happy', '9/10'],
  ['Ask April', 'April'],
  ['May said yes', 'May'],
  ['They may decide', 'may'],
  ['The Sat nav is old', 'Sat'],
])('in “%s” the word “%s” is no deadline', (text, words) => {
  expect(due(words, { text })).toBeNull();
});

test.each([
  ['Send the slides Monday', 'Monday', '2026-10-19'],
  ['The slides go out on Monday morning', 'Monday', '2026-10-19'],
  ['I will have it sent on Tuesday', 'on Tuesday', '2026-10-20'],
  ['It has to be shared Friday', 'Friday', '2026-10-16'],
  ['She needs it before Friday’s report', 'before Friday’s report', '2026-10-16'],
  ['He decides in May', 'in May', '2027-05-31'],
  ['Call with IT Tuesday at 10', 'Tuesday', '2026-10-20'],
  ['Send it on Sat please', 'Sat', '2026-10-17'],
  ['She pays by Mon straight away', 'Mon', '2026-10-19'],
])('in “%s” the words “%s” are %s', (text, words, expected) => {
  expect(due(words, { text })).toBe(expected);
});

test('words that stand elsewhere in the note give no day', () => {
  const text = 'She signs soon. He is on leave until 3 November.';
  const quote = { start: 0, end: 14 };
  expect(
    dueDay({ words: 'until 3 November', text, quote, day, kind: 'promise', isMonthFirst: false }),
  ).toBeNull();
  expect(
    dueDay({
      words: 'on 9 November',
      text,
      quote: { start: 20, end: 30 },
      day,
      kind: 'promise',
      isMonthFirst: false,
    }),
  ).toBeNull();
});

test('what they ask for from a day on is not due by it', () => {
  expect(due('from 19 October', { kind: 'buyer_request' })).toBeNull();
  expect(due('by 19 October', { kind: 'buyer_request' })).toBe('2026-10-19');
  expect(due('from 19 October to 30 October', { kind: 'buyer_request' })).toBe('2026-10-30');
});

test('a pilot is due on the day that it ends, never on its start', () => {
  expect(due('from 19 October', { kind: 'pilot_agreed' })).toBeNull();
  expect(due('three weeks from 19 October', { kind: 'pilot_agreed' })).toBe('2026-11-09');
  expect(due('four weeks from Mon 19 Oct', { kind: 'pilot_agreed' })).toBe('2026-11-16');
  expect(due('from Mon 19 Oct for four weeks', { kind: 'pilot_agreed' })).toBe('2026-11-16');
  expect(due('3 wk pilot in 2 shops from mon, the 19th of oct', { kind: 'pilot_agreed' })).toBe('2026-11-09');
  expect(due('from Mon 19 Oct', { kind: 'pilot_agreed' })).toBeNull();
  expect(due('for four weeks', { kind: 'pilot_agreed' })).toBeNull();
});

test.each([
  ['2027-01-31', 'in a month', '2027-02-28'],
  ['2028-01-31', 'in one month', '2028-02-29'],
  ['2027-01-30', 'within three months', '2027-04-30'],
])('said on %s, “%s” is %s: a month that has no such day ends on its last one', (said, words, on) => {
  expect(due(words, { day: said })).toBe(on);
});

test('a day is due up to three years ahead, and none that is further off', () => {
  expect(due('by 17 October 2029')).toBe('2029-10-17');
  expect(due('by 18 October 2029')).toBeNull();
});

test('the month stands first where the reader says so', () => {
  expect(due('12/5', { isMonthFirst: true })).toBe('2026-12-05');
  expect(due('25/12', { isMonthFirst: true })).toBe('2026-12-25');
});

test('whatever the words, the day is none or a real one from the note on', () => {
  const piece = fc.constantFrom(
    'fri',
    '23',
    'oct',
    'until',
    'the',
    '28th',
    'end',
    'of',
    'next',
    'week',
    '12/5',
    '31.02.',
    'from',
    '3',
    'weeks',
    'half',
    'a',
    'year',
    'Q1',
    '2027',
    'vor',
    '말',
    '까지',
    'before',
    'Easter',
    ',',
    'last',
    '999999',
    'months',
  );
  const words = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((all) => all.join(' ')),
    fc.string({ unit: 'binary' }),
  );
  const property = fc.property(words, (given) => {
    const found = due(given, { text: given, day });
    if (found !== null) expect(found >= day && /^\d{4}-\d\d-\d\d$/.test(found)).toBe(true);
  });
  fc.assert(property, { numRuns: 1500 });
});
