import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyOn } from '../../src/brief/score/history.ts';
import { score } from '../../src/brief/score/score.ts';
import { checkAnswer } from '../../src/brief/signals/check.ts';
import { createQuoteFinder } from '../../src/brief/signals/quote.ts';
import { isSafe, tidy } from '../../src/brief/signals/sentence.ts';
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
const worry = {
  kind: 'objection',
  text: 'Migration timeline',
  who: 'them',
  raised: { note: 1, quote: 'nervous about the migration timeline' },
  closed: null,
  due_on: null,
};
const empty = { signals: [], do_next: null, open_with: null, recommendation: [], changed: [], tone: null };
const claim = { text: 'Send the sheet.', note: 2, quote: 'I owe her the ROI sheet' };

const findQuote = (text: string, quote: string) => createQuoteFinder(text)(quote);

function checked(answer: Record<string, unknown>) {
  const testimony = checkAnswer({ ...empty, ...answer }, notes, rubric);
  if (testimony === null) throw new TypeError('no answer');
  return testimony;
}

test.each([
  ['case and quote marks', 'she is "NERVOUS about', 'She is “nervous about'],
  ['white space', 'about the   migration', 'about the\nmigration'],
  ['width and dashes', 'ｎｅｒｖｏｕｓ about the', 'nervous about the'],
  ['outer marks and dots', '“migration timeline”...', 'migration timeline'],
])('a quote may differ in %s and comes back in the note’s own characters', (_, quote, own) => {
  expect(findQuote(notes[0]?.text ?? '', quote)).toBe(own);
});

test.each([
  ['of other words', 'afraid of the migration'],
  ['shorter than twelve characters', 'nervous'],
  ['of nothing', '“...”'],
])('a quote %s does not hold', (_, quote) => {
  expect(findQuote(notes[0]?.text ?? '', quote)).toBeNull();
});

test('a short note may be quoted whole', () => {
  expect(findQuote('Lost it.', 'lost it.')).toBe('Lost it.');
  expect(findQuote('बजट नहीं है', 'बजट नहीं है')).toBe('बजट नहीं है');
});

test('any run of a note of twelve characters or more is found and is a piece of the note', () => {
  const property = fc.property(fc.string({ unit: 'grapheme', minLength: 14 }), fc.nat(), (text, cut) => {
    const graphemes = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
    const part = graphemes.slice(0, Math.max(13, cut % graphemes.length)).join('');
    const found = findQuote(text, part);
    if (found !== null) expect(text).toContain(found);
  });
  fc.assert(property, { numRuns: 500 });
});

test('signals with an unknown note, kind or quote are dropped and counted, the good ones stay', () => {
  const { signals, dropped } = checked({
    signals: [
      worry,
      { ...worry, raised: { note: 9, quote: 'nervous about the migration' } },
      { ...worry, raised: { note: 0, quote: 'nervous about the migration' } },
      { ...worry, kind: 'jackpot' },
      { ...worry, raised: { note: 1, quote: 'she loves everything' } },
      'nonsense',
    ],
  });
  expect(signals).toMatchObject([{ kind: 'objection', raisedBy: { noteId: 'note-2026-11-03' } }]);
  expect(dropped).toBe(5);
});

test('a bad date, a closing before the raising and a closing without a quote are dropped alone', () => {
  const pilot = { ...worry, kind: 'pilot_agreed', raised: { note: 2, quote: 'Pilot agreed: 20 seats' } };
  const { signals, dropped } = checked({
    signals: [
      { ...pilot, due_on: '2026-02-30', closed: { note: 1, quote: 'nervous about the migration' } },
      { ...worry, due_on: '2099-01-01', closed: { note: 2, quote: 'all settled now, she says' } },
    ],
  });
  expect(signals).toHaveLength(2);
  expect(signals.every((one) => one.closedBy === null && one.dueOn === null)).toBe(true);
  expect(dropped).toBe(4);
});

test('the same matter told twice counts once and keeps its closing', () => {
  const closed = { note: 2, quote: 'Pilot agreed: 20 seats' };
  const { signals } = checked({
    signals: [worry, { ...worry, closed }, { ...worry, text: 'migration TIMELINE' }],
  });
  expect(signals).toHaveLength(1);
  expect(signals[0]?.closedBy?.noteId).toBe('note-2026-11-17');
});

test('a matter told again by a later note tells that note beside the first, once for each', () => {
  const again = { ...worry, raised: { note: 2, quote: 'Pilot agreed: 20 seats' } };
  const { signals } = checked({ signals: [again, worry, again] });
  expect(signals).toMatchObject([
    { raisedBy: { noteId: 'note-2026-11-03' }, again: [{ noteId: 'note-2026-11-17', dueOn: null }] },
  ]);
  expect(signals).toHaveLength(1);
  expect(signals[0]?.again).toHaveLength(1);
});

test('a matter told again with another date is due by that one from the day of its note', () => {
  const again = { ...worry, raised: { note: 2, quote: 'Pilot agreed: 20 seats' }, due_on: '2026-12-01' };
  const { signals } = checked({ signals: [{ ...worry, due_on: '2026-11-20' }, again] });
  const dueOn = (day: string) => historyOn(day, { signals, notes: [] }).signals.map((one) => one.dueOn);
  expect(dueOn('2026-11-16')).toEqual(['2026-11-20']);
  expect(dueOn('2026-11-17')).toEqual(['2026-12-01']);
});

test('a signal whose words may not be shown keeps its quote under the kind’s own name', () => {
  const { signals, dropped } = checked({ signals: [{ ...worry, text: 'see evil.com <!channel>' }] });
  expect(signals).toMatchObject([{ text: 'Open' }]);
  expect(dropped).toBe(1);
});

test.each([
  'See https://evil.example/?d=1',
  'Go to evil.com now',
  'Ping <!channel> today',
  'Ask @here for help',
  'Write to amit@rentfield',
  'Offer 30 seats',
  'As an AI, I cannot judge this',
])('a sentence such as "%s" is left out and counted', (text) => {
  expect(checked({ do_next: { ...claim, text } })).toMatchObject({ doNext: null, dropped: 1 });
});

test('a sentence may use numbers of notes, their days and due dates', () => {
  const due = {
    ...worry,
    kind: 'promise',
    who: 'us',
    raised: { note: 2, quote: claim.quote },
    due_on: '2026-11-20',
  };
  const text = 'Send the ROI sheet for 20 seats by 20 November 2026.';
  expect(checked({ signals: [due], do_next: { ...claim, text } }).doNext).toMatchObject({ text });
});

test('long texts are clipped with an ellipsis and lists to what a card shows', () => {
  const long = { ...claim, text: 'word '.repeat(9000) };
  const { recommendation } = checked({ recommendation: Array.from({ length: 50 }, () => long) });
  expect(recommendation).toHaveLength(3);
  expect(recommendation[0]?.text.length).toBeLessThanOrEqual(240);
  expect(recommendation[0]?.text.endsWith('…')).toBe(true);
});

test('what is no object is no answer', () => {
  expect(checkAnswer('<html>', notes, rubric)).toBeNull();
  expect(checkAnswer(null, notes, rubric)).toBeNull();
});

const hostileText = fc.oneof(
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
const wild = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1, 0, 1, 2, 3, 1e308, Number.NaN));
const hostileQuote = { note: wild, quote: hostileText };
const hostileClaim = fc.record({ text: hostileText, ...hostileQuote });
const hostileAnswer = fc.record({
  signals: fc.array(
    fc.record({
      kind: fc.constantFrom(...Object.keys(rubric.kinds)),
      text: hostileText,
      who: fc.constantFrom('us', 'them'),
      raised: fc.record(hostileQuote),
      closed: fc.option(fc.record(hostileQuote)),
      due_on: fc.option(hostileText),
    }),
  ),
  do_next: hostileClaim,
  open_with: hostileClaim,
  recommendation: fc.array(hostileClaim),
  changed: fc.array(hostileClaim),
  tone: hostileClaim,
});

test('an answer full of hostile text and wild numbers changes no score and says nothing', () => {
  const history = { signals: [], notes };
  const before = score(history, rubric, '2026-11-23');
  const property = fc.property(hostileAnswer, (answer) => {
    const testimony = checked(answer);
    expect(testimony.signals).toEqual([]);
    expect([testimony.doNext, testimony.openWith, testimony.tone]).toEqual([null, null, null]);
    expect([...testimony.recommendation, ...testimony.changed]).toEqual([]);
    expect(score({ ...history, signals: testimony.signals }, rubric, '2026-11-23')).toEqual(before);
  });
  fc.assert(property, { numRuns: 400 });
});

test('a hostile sentence on a real quote is not shown either', () => {
  const sentences = fc.constantFrom('<!here>', 'https://x.io', '999 seats', 'mail a@b.co', '<https://e|ok>');
  const property = fc.property(sentences, fc.lorem(), (bad, good) => {
    expect(checked({ tone: { ...claim, text: `${good} ${bad}` } }).tone).toBeNull();
  });
  fc.assert(property);
});

test('a tidy line has no control, bidi or zero-width character, for any text', () => {
  const property = fc.property(
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 5, max: 80 }),
    (text, limit) => {
      const line = tidy(text, limit);
      expect(line.length).toBeLessThanOrEqual(limit);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    },
  );
  fc.assert(property);
  expect(tidy('𞟭𖠀𖿰ༀ', 6)).toBe('𞟭𖠀…');
  expect(isSafe('', { numbers: new Set(), words: new Set() })).toBe(false);
});

test('a full name that is in no note is a stranger, and the sentence that names them is left out', () => {
  const known = { numbers: new Set<string>(), words: new Set(['priya', 'sharma', 'call']) };
  expect(isSafe('Ask Walter Grimes for the contract.', known)).toBe(false);
  expect(isSafe('Call Priya Sharma on the ROI sheet.', known)).toBe(true);
});
