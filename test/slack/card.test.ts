import type { KnownBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Correction } from '../../src/brief/signals/signal.ts';
import { cardMessage, phoneLines } from '../../src/slack/kit/brief-card.ts';
import { noteBlocks } from '../../src/slack/kit/note-blocks.ts';
import { textOf } from '../support/person.ts';
import { seededBriefs } from '../support/seeded.ts';

/** The demo's own, read once. */
const demo = seededBriefs('2026-11-23');

/** What stands on the card before anything is pressed: its buttons and what a menu would offer apart. */
function wordsOn(blocks: readonly KnownBlock[]): readonly string[] {
  return blocks
    .filter(({ type }) => type !== 'actions')
    .map((block) => textOf({ ...block, accessory: undefined }));
}

function linesOf(words: readonly string[]): number {
  return words.reduce((sum, markup) => sum + phoneLines({ markup }), 0);
}

test('every card of the demo is at most 14 lines on a phone, its buttons apart, of today and of a past day', async () => {
  const briefs = await demo;
  expect(briefs.length).toBeGreaterThan(15);
  for (const brief of briefs.flatMap((one) => [one, { ...one, isPast: true }])) {
    const { blocks } = cardMessage(brief, { offersKeep: true });
    const words = wordsOn(blocks);
    expect(linesOf(words), words.join('\n')).toBeLessThanOrEqual(14);
  }
});

test('a promise on a card cites the note that gave its day', async () => {
  const brief = (await demo).find(({ promises, notes }) => promises.length > 0 && notes.length > 1);
  const [promise] = brief?.promises ?? [];
  const later = brief?.notes.find(({ id }) => id !== promise?.cited.noteId);
  if (!brief || !promise || !later) return expect.fail('the demo has promises');
  const dated = { noteId: later.id, day: later.day, quote: '' };
  const doNext = { text: 'Ring them.', cited: null };
  const number = brief.notes.indexOf(later) + 1;
  const card = cardMessage({ ...brief, doNext, promises: [{ ...promise, dated }] }, { offersKeep: true });
  expect(wordsOn(card.blocks).join('\n')).toMatch(new RegExp(`\\*Promised\\* .*\\[${number}\\]`));
});

test('a move that is too long for a card ends with a whole sentence', async () => {
  const [brief] = await demo;
  if (!brief) return expect.fail('the demo has briefs');
  const text = 'Ring Helga Ström today. Site plan: due 5 Jan, 2 days late. They mean to sign on 20 Jan 2027.';
  const card = cardMessage({ ...brief, doNext: { text, cited: null } }, { offersKeep: true });
  expect(wordsOn(card.blocks).join('\n')).toMatch(
    /Ring Helga Ström today\. Site plan: due 5 Jan, 2 days late\. …$/m,
  );
});

test('what a colleague promised is the asker’s to do with the colleague’s name beside it', async () => {
  const brief = (await demo).find(({ signals, doNext }) =>
    signals.some(
      (one) => one.kind === 'promise' && one.who === 'us' && one.raisedBy.quote === doNext.cited?.quote,
    ),
  );
  if (!brief) return expect.fail('the demo has a promise to be kept next');
  const told = (asker: string) =>
    wordsOn(cardMessage({ ...brief, asker }, { offersKeep: true }).blocks).join('\n');
  expect(told(brief.notes[0]?.author ?? '')).not.toContain('promised by');
  expect(told('U0ZOE00009')).toMatch(/Do next\*.* \(promised by <@U\w+>\)/);
});

test.each([
  [0, /\*Since (?:your last brief, )?9 Nov:\* 2 notes, 35 → 61/],
  [
    1,
    /\*Since (?:your last brief, 9 Nov:\* 2 notes, 1 correction by colleagues, 35 → 61|9 Nov:\* 2 notes, 1 corrected)/,
  ],
])(
  'what is new since the last brief, corrections: %s, stands on every card, shorter where there is no room',
  async (corrections, line) => {
    const news = {
      since: '2026-11-09',
      notes: 2,
      corrections,
      score: { from: 35, to: 61 },
      opened: ['Security review of the new region', 'Price'],
      settled: ['Migration timeline and cut-over'],
    };
    const told = (await demo).map((brief) => {
      const words = wordsOn(cardMessage(brief, { offersKeep: true, news }).blocks);
      expect(linesOf(words), words.join('\n')).toBeLessThanOrEqual(14);
      return words.join('\n');
    });
    expect(told.filter((text) => !line.test(text))).toEqual([]);
  },
);

test('a card says for 14 days what was put right, where it has the room, and names no colleague', async () => {
  const briefs = await demo;
  const texts = briefs.map((brief) => {
    const [first, ...others] = brief.signals;
    if (!first) return '';
    const correction = (day: string): Correction => ({
      ...{ id: 'ruling-1', deal: brief.deal.key, signal: refOf(first), says: 'not_true', reason: 'Hush.' },
      ...{ by: 'U0BEN00002', day, at: `${day}T08:00:00.000Z` },
    });
    const shown = (day: string) => {
      const signals = [{ ...first, correction: correction(day) }, ...others];
      const { blocks } = cardMessage({ ...brief, signals }, { offersKeep: true });
      const words = wordsOn(blocks);
      expect(linesOf(words), words.join('\n')).toBeLessThanOrEqual(14);
      return words.join('\n');
    };
    expect(shown('2026-11-08')).not.toContain('Corrected');
    return shown('2026-11-09');
  });
  const told = texts.filter((text) => text.includes('*Corrected*'));
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThan(texts.length);
  for (const text of told) expect(text).toContain('no longer true since 9 Nov (a colleague)');
  expect(texts.join()).not.toMatch(/Hush|\*Corrected\*.*<@/);
});

test('words that two quotes share stand once in the note, in bold, and nothing of it is lost', async () => {
  const [brief] = await demo;
  const [first] = brief?.notes ?? [];
  if (!brief || !first) return expect.fail('the demo has notes');
  const note = { ...first, text: 'She wants the plan by Friday, and the price list too.' };
  const quotes = ['wants the plan by Friday', 'the plan by Friday, and the price', 'plan by'];
  const blocks = noteBlocks(brief, note, { number: 1, asker: note.author, quotes });
  const words = textOf(blocks[1]);
  expect(words.replace(/\*/g, '')).toBe(note.text);
  expect(words).toContain('*wants the plan by Friday*');
});
