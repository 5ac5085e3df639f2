import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namedIn } from '../../src/memory/identity/named-in.ts';
import { anyNote, anyText } from '../support/arbitrary.ts';
import { note, person } from './support.ts';

const headers = [
  note({ who: [person('Priya Sharma', 'Rentfield')] }),
  note({ who: [person('Priya Sharma', 'Ledgerly')] }),
  note({ who: [person('Priya Raman', 'Northhaul')] }),
  note({ who: [person('Priyanka Rao', 'Bellmere')] }),
  note({ who: [person('Maya Chen', 'Portline')] }),
  note({ who: [person('Sarah Chen', 'Gridmont')] }),
  note({ who: [person('Will May', 'St Brigid Hospital')] }),
  note({ who: [person('प्रिया वर्मा', 'Dhara Foods')] }),
  note({ who: [person('An Nguyen', 'Lotusworks')] }),
];

const said = (sentence: string, known = headers) =>
  namedIn(sentence, known)
    .flatMap(({ targets }) => targets.map(({ prospect, deal }) => `${prospect?.name ?? '-'}/${deal.company}`))
    .toSorted();

test.each([
  ['What did Priya say?', ['Priya Raman/Northhaul', 'Priya Sharma/Ledgerly', 'Priya Sharma/Rentfield']],
  ["what is priya sharma's worry", ['Priya Sharma/Ledgerly', 'Priya Sharma/Rentfield']],
  ['whats mayas budget', ['Maya Chen/Portline']],
  ['is sarahs cfo in', ['Sarah Chen/Gridmont']],
  ['how big is portlines fleet', ['-/Portline']],
  ['is dharas plant head in', ['-/Dhara Foods']],
  ['who wills it, and what do priyankas people say', ['Priyanka Rao/Bellmere']],
  ['What did Sarah Chen think?', ['Sarah Chen/Gridmont']],
  ['What did Chen think?', ['Maya Chen/Portline', 'Sarah Chen/Gridmont']],
  ['Anything from St Brigid?', ['-/St Brigid Hospital']],
  ['who is at dhara', ['-/Dhara Foods']],
  ['प्रिया ने क्या कहा?', ['प्रिया वर्मा/Dhara Foods']],
  ['Will it close in may?', []],
  ['What did Will say?', ['Will May/St Brigid Hospital']],
  ['Is there a hospital that pays?', []],
  ['Did she have an offer?', []],
  ['What did An Nguyen say?', ['An Nguyen/Lotusworks']],
  ['Nobody at all', []],
])('“%s” names %j', (sentence, names) => {
  expect(said(sentence)).toEqual(names);
});

test('any sentence is searched for any names without failing, and only known people are found', () => {
  fc.assert(
    fc.property(anyText, fc.array(anyNote, { maxLength: 6 }), (sentence, notes) => {
      const deals = new Set(notes.map(({ deal }) => deal.key));
      for (const { targets } of namedIn(sentence, notes))
        for (const { deal } of targets) expect(deals.has(deal.key)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a name said again and again, and words longer than any name, name the same people', () => {
  const sentence = 'Priya Sharma met Will and प्रिया वर्मा of Rentfield. ';
  expect(said(`${'\ufdfa'.repeat(9_000)} ${sentence.repeat(200)}`)).toEqual(said(sentence));
});

const calendar = [
  note({ who: [person('June Abara', 'Tidewell')] }),
  note({ who: [person('Nora March', 'Ostwald')] }),
  note({ who: [person('Otto Kranz', 'April Labs')] }),
  note({ who: [person('Ines Friday', 'Koster')] }),
  note({ who: [person('Ravi Nair', 'monday.com')] }),
  note({ who: [person('Summer Lund', 'The Nordic Mill Ltd.')] }),
];

test.each([
  ['What was agreed in June?', []],
  ['What did June say in June?', ['June Abara/Tidewell']],
  ['Did June sign?', ['June Abara/Tidewell']],
  ['What is June’s worry?', ['June Abara/Tidewell']],
  ['Who signs by the end of June?', []],
  ['Is 5 June still good?', []],
  ['What happened in March or June 2026?', []],
  ['What is due in March and June?', []],
  ['Did Otto and June sign?', ['June Abara/Tidewell', 'Otto Kranz/April Labs']],
  ['Any news from Nora since March?', ['Nora March/Ostwald']],
  ['What did March think?', ['Nora March/Ostwald']],
  ['Anything from April Labs in April?', ['-/April Labs']],
  ['Which calls did I have this April?', []],
  ['Who did I call on Friday?', []],
  ['What did Friday say?', ['Ines Friday/Koster']],
  ['What did we hear last Monday?', []],
  ['Is monday.com happy?', ['-/monday.com']],
  ['Did we close it this summer?', []],
  ['Did Summer call?', ['Summer Lund/The Nordic Mill Ltd.']],
  ['How is Nordic Mill doing?', ['-/The Nordic Mill Ltd.']],
])('“%s” names %j, a date where one stands', (sentence, names) => {
  expect(said(sentence, calendar)).toEqual(names);
});

const short = [
  note({ who: [person('Bo Larsen', 'Fjordline')] }),
  note({ who: [person('Yu Tanaka', 'Hoshi')] }),
  note({ who: [person('Al Whitby', 'Corran')] }),
  note({ who: [person('An Nguyen', 'Lotusworks')] }),
  note({ who: [person('Ed Moss', 'Pallas')] }),
];

test.each([
  ['Bo agreed to the price', ['Bo Larsen/Fjordline']],
  ['What did Yu say?', ['Yu Tanaka/Hoshi']],
  ['Met Al and Ed, both are in.', ['Al Whitby/Corran', 'Ed Moss/Pallas']],
  ['An offer went out. An answer did not come.', []],
  ['Called An about it', ['An Nguyen/Lotusworks']],
  ['the AL files and the ED system', []],
  ['is she an ed tech buyer', []],
])('“%s” names %j, of two letters too', (sentence, names) => {
  expect(said(sentence, short)).toEqual(names);
});

const unspaced = [
  note({ who: [person('李雪梅', '青石科技有限公司')] }),
  note({ who: [person('鈴木 一郎', '株式会社ひかり')] }),
  note({ who: [person('鈴木一', 'そら')] }),
  note({ who: [person('박지훈', '(주)새벽')] }),
  note({ who: [person('中村花', 'そら')] }),
];

test.each([
  ['李雪梅说价格太高，下周再谈。', ['李雪梅/青石科技有限公司']],
  ['今天给李经理打了电话', ['李雪梅/青石科技有限公司']],
  ['青石科技想要合同', ['-/青石科技有限公司']],
  ['昨日鈴木一郎さんと話しました', ['鈴木 一郎/株式会社ひかり']],
  ['ひかりは契約したい', ['-/株式会社ひかり']],
  ['田一さんと会う', []],
  ['박지훈은 계약을 원해요', ['박지훈/(주)새벽']],
  ['새벽에서 전화가 왔어요', ['-/(주)새벽']],
])('“%s” names %j without a space', (sentence, names) => {
  expect(said(sentence, unspaced)).toEqual(names);
});
