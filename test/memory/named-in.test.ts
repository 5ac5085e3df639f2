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

const said = (sentence: string) =>
  namedIn(sentence, headers)
    .flatMap(({ targets }) => targets.map(({ prospect, deal }) => `${prospect?.name ?? '-'}/${deal.company}`))
    .toSorted();

test.each([
  ['What did Priya say?', ['Priya Raman/Northhaul', 'Priya Sharma/Ledgerly', 'Priya Sharma/Rentfield']],
  ["what is priya sharma's worry", ['Priya Sharma/Ledgerly', 'Priya Sharma/Rentfield']],
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
