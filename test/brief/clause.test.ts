import { expect, test } from 'vitest';
import { isHedged, isInPart, isRumourDenied } from '../../src/brief/quotes/clause.ts';
import { createPlaceFinder } from '../../src/brief/quotes/quote.ts';

function hedged(text: string, quote: string, isAct = false): boolean {
  const start = text.indexOf(quote);
  return isHedged(text, { start, end: start + quote.length }, isAct);
}

test.each([
  ["NOT a yes: 'don't tell your boss we're buying'", "we're buying"],
  ['They have not agreed a pilot.', 'agreed a pilot'],
  ['The pilot is agreed if IT nods.', 'The pilot is agreed'],
  ["He'd take five units on trial if the console gets sorted.", 'take five units on trial'],
  ['Nobody has set money aside.', 'set money aside'],
  ['Budget ist nicht freigegeben.', 'freigegeben'],
  [
    'Sie nimmt das Angebot an, wenn der Preis stimmt und die IT mit der Sache klar ist.',
    'Sie nimmt das Angebot an',
  ],
  ['Le budget n’est pas validé, elle le sait et nous aussi, pas les autres.', 'validé'],
  ['Ella no quiere, nunca dijo que sí, y el precio con los otros es mejor.', 'dijo que sí'],
  ['Se o chefe aprovar, assinam; ela não sabe e nós também não, mas as coisas andam para frente.', 'assinam'],
  ['Het contract is niet getekend, ze wil dat de rest van het team er naar kijkt.', 'getekend'],
  ['할인 약속 안 함.', '할인 약속'],
  ['예산 승인 아직.', '예산 승인'],
  ['契約はまだ決まっていない。', '契約はまだ決まって'],
  ['बजट मंज़ूर नहीं है', 'बजट मंज़ूर'],
])('"%s" does not prove "%s"', (text, quote) => {
  expect(hedged(text, quote)).toBe(true);
});

test.each([
  ['Pilot agreed before the board met.', 'Pilot agreed'],
  ['Terms agreed no later than May.', 'Terms agreed'],
  ['She asked if we ship to Hull. Pilot agreed.', 'Pilot agreed'],
  ['Price is agreed, nobody minds.', 'Price is agreed'],
  ['Review cleared, no open points.', 'Review cleared'],
  ['Not only Priya: the CFO signed.', 'the CFO signed'],
  ['It did not work in May. The pilot passed.', 'The pilot passed'],
  ['Pilot ja, Start 05.10., Ende 27.11.', 'Pilot ja'],
  ['명 과장 합격 판정.', '합격 판정'],
])('"%s" proves "%s"', (text, quote) => {
  expect(hedged(text, quote)).toBe(false);
});

test('of an act only the first words can deny it', () => {
  const text = "She told her boss she won't work with Obrix.";
  expect(hedged(text, text.slice(0, -1), true)).toBe(false);
  expect(hedged(text, text.slice(0, -1))).toBe(true);
  expect(hedged("She hasn't told her boss of us.", "She hasn't told her boss", true)).toBe(true);
});

test.each([
  ['Sent half of the tasting box.', 'Sent half of the tasting box', true],
  ['Tasting box is out, the rest follows on Monday.', 'Tasting box is out', true],
  ['Sent her a part of the references.', 'Sent her a part of the references', true],
  ['Referenzen teilweise geschickt.', 'Referenzen teilweise geschickt', true],
  ['Sent the half-year report.', 'Sent the half-year report', false],
  ['Sent the box; the rest of the call was small talk.', 'Sent the box', false],
  ['Sent the box. The rest is for Monday.', 'Sent the box', false],
])('"%s" says of "%s" that a part alone was done: %s', (text, quote, isSo) => {
  expect(isInPart(text, createPlaceFinder(text)(quote) ?? { start: 0, end: 0 })).toBe(isSo);
});

test.each([
  ['Rita told me that Tim signed with Bakels. Tim himself says he has not decided.', true],
  ['Heard that they went with Bakels. No decision yet, says Tim.', true],
  ['Rita told me that Tim signed with Bakels.', false],
  ['They went with Bakels. Rita told me that nothing is signed yet.', false],
])('“%s” is a rumour that the note denies: %s', (text, isSo) => {
  expect(isRumourDenied(text, { start: 0, end: text.indexOf('.') })).toBe(isSo);
});
