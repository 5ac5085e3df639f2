import { expect, test } from 'vitest';
import {
  deniesItself,
  isClosingOurCondition,
  isForOneCase,
  isHedged,
  isInPart,
  isRumourDenied,
} from '../../src/brief/quotes/clause.ts';
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
  ['The 17k is not approved, 18 was the ask.', 'The 17k is not approved, 18 was the ask'],
  ['We named 5 Oct, no 3 month trial agreed.', 'trial agreed'],
  ['Not 18.5k approved, the board waits.', '18.5k approved'],
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
  ['CFO (Moira) approved 17k not 18.5', 'CFO (Moira) approved 17k not 18.5'],
  ['CFO approved £17k, not the £18.5k.', 'CFO approved £17k'],
  ['Approved not 18.5k but 17k.', 'Approved not 18.5k but 17k'],
  ['Budget sind 17k, nicht 18,5k, freigegeben.', 'Budget sind 17k, nicht 18,5k, freigegeben'],
  ['Pilot agreed in 2 shops, not 3.', 'Pilot agreed in 2 shops, not 3'],
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

test.each([
  ['swap of the faulty scanner, no date', false],
  ['Scanner tauschen, noch kein Termin', false],
  ['wir tauschen den Scanner ohne Aufpreis', false],
  ['we replace it at no extra cost', false],
  ['cambiar el escáner, sin fecha', false],
  ["remplacer l'appareil, pas encore de date", false],
  ['swap of the scanner (date not fixed)', false],
  ['no date for the swap', true],
  ['we promised no discount', true],
  ['never said we would swap it, no date', true],
  ['kein Termin zugesagt', true],
])('“%s” denies itself: %s', (quote, isSo) => {
  expect(deniesItself(quote, new Set(['en', 'de', 'fr', 'es']))).toBe(isSo);
});

test.each([
  ['Mags: if Gerald says yes, sure', 'if Gerald says yes, sure', true],
  ['She sends the form if Gerald says yes.', 'She sends the form', true],
  ['If Gerald says yes she sends the form.', 'she sends the form', true],
  ["cem says we're out unless we halve it.", "we're out unless we halve it", true],
  ['Wenn der Chef zusagt, schickt sie das Formular.', 'schickt sie das Formular', true],
  ['Manda el formulario si el jefe quiere.', 'Manda el formulario', true],
  ['Elle envoie le dossier sauf si son chef refuse.', 'Elle envoie le dossier', true],
  ['本部が承認すれば送る', '送る', true],
  ['She sends the form on Friday, if possible before noon.', 'She sends the form on Friday', false],
  ['She asked if we ship to Hull; she sends the form.', 'she sends the form', false],
  ['They went with Testo, even if we halve it.', 'They went with Testo', false],
  ['Ella se compromete a mandar el formulario.', 'se compromete a mandar el formulario', false],
  ['Si impegna a mandare il modulo.', 'Si impegna a mandare il modulo', false],
  ['They provided the list and send the rest.', 'send the rest', false],
])('“%s” says “%s” for one case alone: %s', (text, quote, isSo) => {
  const start = text.indexOf(quote);
  expect(isForOneCase(text, { start, end: start + quote.length })).toBe(isSo);
});

test.each([
  ['we can live with 10% off if they sign by fri 30 oct', true],
  ['10 % Rabatt, wenn sie bis Freitag unterschreiben', true],
  ['descuento del 10 % si firman antes del viernes', true],
  ['10 % de remise s’ils signent avant vendredi', true],
  ['they decide by 30 Oct if the board signs it off', false],
  ['if the board meets, they sign by 30 Oct', false],
  ['they sign on 30 Oct', false],
])('in “%s” the closing is a condition of ours: %s', (text, isSo) => {
  expect(isClosingOurCondition(text)).toBe(isSo);
});
