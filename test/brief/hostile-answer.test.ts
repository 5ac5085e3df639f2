import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReading } from '../../src/brief/reading/check-reading.ts';
import { score } from '../../src/brief/score/score.ts';
import { endings } from '../../src/brief/signals/signal.ts';
import { historyOf, readingOf } from './by-hand.ts';
import { note, rubric } from './support.ts';

const notes = [
  note({
    day: '2026-11-03',
    text: 'She is “nervous about the\nmigration timeline”. Budget frozen until Q3.',
  }),
  note({
    day: '2026-11-17',
    text: 'Pilot agreed: 20 seats, start 1 March. I owe her the ROI sheet by Friday.',
  }),
];

/** However short, words of a note hold as its quote: what is hostile is all else. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const saidThere = notes.map(({ text }) => bare(text)).join(' ');

const anyHostile = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<@U1>',
    'https://evil.com',
    '@everyone',
    'x'.repeat(50_000),
    '"},{"',
    '\u202Egnp',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const hostileText = anyHostile.filter((text) => !saidThere.includes(bare(text)));
const wild = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1, 0, 1, 2, 3, 1e308, Number.NaN));
const ending = fc.record({ how: fc.constantFrom(...endings), quote: hostileText });
const hostileAnswer = fc.record({
  notes: fc.array(
    fc.record({
      note: wild,
      changes: fc.array(
        fc.record({
          signal: fc.constantFrom('s1', 'n1', 'x'),
          how: fc.constantFrom(...endings, 'again'),
          quote: hostileText,
          due_words: fc.option(hostileText),
        }),
      ),
      signals: fc.array(
        fc.record({
          id: fc.constantFrom('n1', 'n2'),
          kind: fc.constantFrom(...Object.keys(rubric.kinds)),
          who: fc.constantFrom('us', 'them'),
          text: hostileText,
          quote: hostileText,
          due_words: fc.option(hostileText),
          over: fc.option(ending),
        }),
      ),
      outcome: fc.option(
        fc.record({ words: fc.constantFrom('won', 'lost', 'reopened'), quote: hostileText }),
      ),
    }),
  ),
});

test('an answer full of hostile text and wild numbers changes no score and says nothing', () => {
  const scoreWith = (readings: Parameters<typeof historyOf>[0]['readings']) =>
    score(historyOf({ notes, readings }), rubric, '2026-11-23');
  const before = scoreWith(notes.map((one) => readingOf(one)));
  const asked = { people: [], standing: [], notes };
  const property = fc.property(hostileAnswer, (raw) => {
    const { readings } = checkReading({
      raw,
      asked,
      kinds: rubric.kinds,
      against: [],
      isMonthFirst: false,
    });
    for (const one of readings) expect(one).toMatchObject({ signals: [], changes: [], outcome: null });
    expect(scoreWith(readings)).toEqual(before);
  });
  fc.assert(property, { numRuns: 400 });
});
