import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlain, isSafe, knownFrom, tidy } from '../../src/brief/checks/sentence.ts';
import { groundsOf } from '../../src/brief/words/grounds.ts';
import { deal, note, signal } from './support.ts';

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
const known = knownFrom(notes, ['2026-11-20']);

test.each([
  'See https://evil.example/?d=1',
  'Go to evil.com now',
  'Open plan.zip before the call',
  'Her deck is at rentfield.museum',
  'Слайды на пример.рф',
  'Take it from 例え．テスト today',
  'Ping <!channel> today',
  'Ask @here for help',
  'Write to amit@rentfield',
  'Offer 30 seats',
  'As an AI, I cannot judge this',
])('a sentence such as "%s" is not safe to show', (text) => {
  expect(isSafe(text, known)).toBe(false);
});

test('a sentence may use numbers of notes, their days and due dates', () => {
  expect(isSafe('Send the ROI sheet for 20 seats by 20 November 2026.', known)).toBe(true);
  expect(isSafe('Send the ROI sheet for 20 seats by 20 November 2026.', knownFrom(notes, []))).toBe(true);
  expect(isSafe('Send it by 29 November.', known)).toBe(false);
});

test('a sentence may call the deal as people do', () => {
  const named = note({ deal: { ...deal, label: 'Fleet Tracker' }, text: 'All fine.' });
  expect(isSafe('Open with Fleet Tracker.', knownFrom([named], []))).toBe(true);
  expect(isSafe('Open with Fleet Tracker.', known)).toBe(false);
});

test('a sentence with hostile words is not shown, whatever else stands in it', () => {
  const sentences = fc.constantFrom('<!here>', 'https://x.io', '999 seats', 'mail a@b.co', '<https://e|ok>');
  const property = fc.property(sentences, fc.lorem(), (bad, good) => {
    expect(isSafe(`${good} ${bad}`, known)).toBe(false);
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
  expect(isPlain('')).toBe(false);
});

test('long texts are clipped at a word with an ellipsis', () => {
  const line = tidy('word '.repeat(9000), 240);
  expect(line.length).toBeLessThanOrEqual(240);
  expect(line).toMatch(/ word…$/);
});

test('a full name that is in no note is a stranger, and the sentence that names them is left out', () => {
  const named = { numbers: new Set<string>(), words: new Set(['priya', 'sharma', 'call']) };
  expect(isSafe('Ask Walter Grimes for the contract.', named)).toBe(false);
  expect(isSafe('Call Priya Sharma on the ROI sheet.', named)).toBe(true);
});

test('a sentence rests on the notes of its own signals alone', () => {
  const [own, other] = [note({ id: 'note-1' }), note({ id: 'note-2', text: 'Another matter.' })];
  const raisedBy = { noteId: 'note-1', day: own.day, quote: own.text, dueOn: null };
  const one = signal('objection', own.day, { raisedBy });
  const known = { notes: [], signals: [one], readIds: new Set<string>() };
  const { notes } = groundsOf([one], { notes: [own, other], known, today: own.day, buyer: '' });
  expect(notes.map(({ id }) => id)).toEqual(['note-1']);
});
