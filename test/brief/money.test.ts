import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyText } from '../../src/brief/pipeline/deal-money.ts';
import { type Price, priceIn } from '../../src/brief/quotes/money.ts';

const price = (value: number, currency: string | null = null, per: Price['per'] = null) => ({
  ...{ value, currency, per },
});

test.each([
  ['48k', price(48_000)],
  ['42k a year', price(42_000, null, 'year')],
  ['48.000 EUR', price(48_000, 'EUR')],
  ['48,000 eur', price(48_000, 'EUR')],
  ['1,2 Mio', price(1_200_000)],
  ['12 Mio. Euro', price(12_000_000, 'EUR')],
  ['€ 40 000', price(40_000, 'EUR')],
  ['12 lakh', price(1_200_000)],
  ['Rs 12,50,000', price(1_250_000, 'INR')],
  ['1.5 crore rupees', price(15_000_000, 'INR')],
  ['£46,750 a year', price(46_750, 'GBP', 'year')],
  ['690 gbp a month', price(690, 'GBP', 'month')],
  ['6,090 a month', price(6_090, null, 'month')],
  ['31,200 eur/yr', price(31_200, 'EUR', 'year')],
  ['12 EUR/Monat', price(12, 'EUR', 'month')],
  ['Liste sind 62k im Jahr', price(62_000, null, 'year')],
  ['48k EUR p.a.', price(48_000, 'EUR', 'year')],
  ['$48k CAD', price(48_000, 'CAD')],
  ['US$ 5,000', price(5_000, 'USD')],
  ['48 TEUR', price(48_000, 'EUR')],
  ['14.2m kes', price(14_200_000, 'KES')],
  ['1억 1천', price(110_000_000)],
  ['Deal abt GHS 1.35m', price(1_350_000, 'GHS')],
  ['1.2m cedis', price(1_200_000, 'GHS')],
  ['UGX 40m', price(40_000_000, 'UGX')],
  ['450k mad', price(450_000)],
  ['450k MAD', price(450_000, 'MAD')],
  ['TL 90.000', price(90_000, 'TRY')],
  ['try 40k', price(40_000)],
  ['R1.1m', price(1_100_000, 'ZAR')],
  ['R450 000 a year', price(450_000, 'ZAR', 'year')],
  ['48k for the SAP R3 link', price(48_000)],
  ['EUR48k', price(48_000, 'EUR')],
  ['40k for R&D', price(40_000)],
  ['40k all in', price(40_000)],
  ['zł38k', price(38_000, 'PLN')],
  ['€4k6 p.a. for both clinics', price(4_600, 'EUR', 'year')],
  ['12k5 eur', price(12_500, 'EUR')],
  ['4k650', price(4_650)],
  ['1M2 EUR', price(1_200_000, 'EUR')],
  ['40k EUR for the 120m2 office', price(40_000, 'EUR')],
  ['COP 85 millones', price(85_000_000, 'COP')],
  ['85 millones de pesos', price(85_000_000, 'pesos')],
  ['R$ 2 milhões', price(2_000_000, 'BRL')],
  ['2 miljoner SEK', price(2_000_000, 'SEK')],
  ['₹5 cr', price(50_000_000, 'INR')],
  ['1.200 € mtl.', price(1_200, 'EUR', 'month')],
  ['300 € mensuel', price(300, 'EUR', 'month')],
  ['1.200 € jährl.', price(1_200, 'EUR', 'year')],
  ['35k EUR + VAT', price(35_000, 'EUR')],
  ['월 500만원', price(5_000_000, 'KRW', 'month')],
  ['¥400,000', price(400_000, '¥')],
  ["CHF 12'500", price(12_500, 'CHF')],
  ['76,800 euros for 120 units', price(76_800, 'EUR')],
  ['120k over three years', price(120_000)],
  ['the deal is 48k, so 48,000 EUR', price(48_000, 'EUR')],
  ['signed on 3 Dec 2026 for 15,000', price(15_000)],
  ['€1.234,56', price(1_234.56, 'EUR')],
  ['between us, the quote is $7,777 a year', price(7_777, 'USD', 'year')],
  ['we are now at 52k EUR a year, not 48k', price(52_000, 'EUR', 'year')],
  ['not 48k but 52k EUR', price(52_000, 'EUR')],
  ['52k EUR instead of 48k EUR', price(52_000, 'EUR')],
  ['42k a year, down from 60k', price(42_000, null, 'year')],
  ['up from $48k to $52k', price(52_000, 'USD')],
  ['€52k rather than the €48k', price(52_000, 'EUR')],
  ['52k EUR statt 48k', price(52_000, 'EUR')],
  ['nicht 48k sondern 52k EUR', price(52_000, 'EUR')],
])('%s is a price', (quote, said) => {
  expect(priceIn(quote)).toEqual(said);
});

test.each([
  ['40-50k EUR', 'a range'],
  ['€40k to 50k', 'a range'],
  ['between 40 and 50k', 'a range'],
  ['between €40k and €50k', 'a range'],
  ['up to 50k EUR', 'a limit'],
  ['at least 50k', 'a limit'],
  ['48k+', 'a limit'],
  ['27.50 a device', 'a price for each'],
  ['500 EUR a week', 'a price by the week, day or hour'],
  ['€80 per hour', 'a price by the week, day or hour'],
  ['500 EUR a week for each shop', 'a price for each'],
  ['500 EUR a shop a week', 'a price for each'],
  ['$12 per user per month', 'a price for each'],
  ['1,900 dkk a desk a month', 'a price for each'],
  ['210 x 29 eur/month x 36 months', 'a price for each'],
  ['20 seats at 40 EUR', 'a price for each'],
  ['48k EUR first, 36k EUR after', 'several figures'],
  ['between 48k and 52k EUR, not 60k', 'a range'],
  ['not more than 48k EUR', 'a limit'],
  ['not 48k', 'no figure'],
  ['not 48-50k EUR', 'a range'],
  ['not 48k or 50k EUR', 'a range'],
  ['48k or 52k EUR, not settled', 'a range'],
  ['48k EUR and 52k EUR', 'several figures'],
  ['1.125m', 'can be read in two ways'],
  ['€4k6b', 'can be read in two ways'],
  ['EUR 85 millionth', 'can be read in two ways'],
  ['35k + training', 'a limit'],
  ['2 mil euros', 'can be read in two ways'],
  ['€48k USD', 'can be read in two ways'],
  ['120 devices', 'no figure'],
  ['26.80, 36 months, all 210', 'no figure'],
  ['20% off', 'no figure'],
  ['to be signed in 2027', 'no figure'],
  ['forty thousand', 'no figure'],
])('%s is not counted: %s', (quote, why) => {
  expect(priceIn(quote)).toBe(why);
});

/** A whole number as people of different countries write it. */
const writings: readonly ((value: number) => string)[] = [
  String,
  (value) => grouped(value, ','),
  (value) => grouped(value, '.'),
  (value) => grouped(value, ' '),
  (value) => grouped(value, '\u202f'),
  (value) => grouped(value, '’'),
];

function grouped(value: number, by: string): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, by);
}

const whole = fc.integer({ min: 1_000, max: 90_000_000 });
const signs = fc.constantFrom(
  ['€', 'EUR'],
  ['$', 'USD'],
  ['£', 'GBP'],
  ['₹', 'INR'],
  ['EUR ', 'EUR'],
  ['CHF ', 'CHF'],
);
const words = fc.constantFrom(
  [' EUR', 'EUR'],
  [' euros', 'EUR'],
  ['€', 'EUR'],
  [' usd', 'USD'],
  [' rupees', 'INR'],
);
const rates = fc.constantFrom(
  ['', null],
  [' a year', 'year'],
  [' per month', 'month'],
  ['/yr', 'year'],
  [' p.a.', 'year'],
);
const before = fc.constantFrom('', 'offer is ', 'Quote out at ', 'they said yes to ', 'contract: ');
const after = fc.constantFrom('', '.', ', agreed', ' for 3 years', ' incl. training');

describe('a figure', () => {
  test('is read with its currency and its rate, however it is written and wherever the currency stands', () => {
    const figure = fc.record({
      whole,
      write: fc.constantFrom(...writings),
      lead: before,
      tail: after,
      rate: rates,
    });
    fc.assert(
      fc.property(
        figure,
        fc.boolean(),
        signs,
        words,
        (given, isBefore, [sign = '', code], [word = '', name]) => {
          const { lead, tail, write, rate } = given;
          const [said, per] = rate;
          const shown = isBefore ? `${sign}${write(given.whole)}` : `${write(given.whole)}${word}`;
          const quote = `${lead}${shown}${said}${tail}`;
          expect(priceIn(quote)).toEqual({ value: given.whole, currency: isBefore ? code : name, per });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('in thousands, millions or lakhs is what it says', () => {
    const scales = fc.constantFrom(
      ['k', 1e3],
      ['K', 1e3],
      ['m', 1e6],
      [' Mio', 1e6],
      [' lakh', 1e5],
      [' crore', 1e7],
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.nat(9),
        scales,
        before,
        (one, tenth, [scale, factor], lead) => {
          const value = Math.round((one + tenth / 10) * Number(factor) * 100) / 100;
          for (const point of tenth === 0 ? [''] : ['.', ',']) {
            const written = point === '' ? String(one) : `${one}${point}${tenth}`;
            expect(priceIn(`${lead}${written}${scale} EUR`)).toEqual(price(value, 'EUR'));
          }
        },
      ),
    );
  });

  test('of a pair, a range or a price for each is never counted', () => {
    const joined = fc.constantFrom('-', ' to ', '–', ' x ', ' or ', ' bis ');
    fc.assert(
      fc.property(whole, whole, joined, (one, other, join) => {
        fc.pre(one !== other);
        expect(priceIn(`${one}${join}${other} EUR`)).toBeTypeOf('string');
        expect(priceIn(`${one} EUR per seat, ${other} in all`)).toBeTypeOf('string');
        expect(priceIn(`${one} EUR and ${other} EUR`)).toBeTypeOf('string');
      }),
    );
  });

  test('is above zero and to the cent in whatever words, and code never fails on them', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\dkm.,€$ xa/-]{0,40}$/)),
        (quote) => {
          const said = priceIn(quote);
          if (typeof said === 'string') return;
          expect(said.value).toBeGreaterThan(0);
          expect(Number.isInteger(Math.round(said.value * 100))).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('is shown to the cent: what is shown is read as the same again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1e11 }),
        fc.constantFrom('EUR', 'USD', '¥', 'kr'),
        (cents, currency) => {
          const money = { value: cents / 100, currency };
          expect(priceIn(moneyText(money))).toEqual({ ...money, per: null });
        },
      ),
    );
  });
});

test('a hostile quote of any length is read at once', () => {
  const started = Date.now();
  for (const piece of ['1,', '1 ', '€', '1k-', '1 x ', '12 a ', '9'.repeat(50), 'per ', '1억'])
    priceIn(piece.repeat(20_000));
  expect(Date.now() - started).toBeLessThan(1_500);
});
