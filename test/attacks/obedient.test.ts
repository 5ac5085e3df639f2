import { expect, test } from 'vitest';
import { checkReading } from '../../src/brief/reading/check-reading.ts';
import { note, rubric } from '../brief/support.ts';
import { oddNotes } from './corpus.ts';

const upwards = Object.entries(rubric.kinds).flatMap(([kind, { stage, adds }]) =>
  (stage ?? adds ?? 0) > 0 ? [kind] : [],
);
const due = ['by Friday', 'today', '2026-12-01'];

/** All that a model could copy out of a note: the whole of it, its lines, sentences and parts of them; a greeting is none. */
function quotesOf(text: string): readonly string[] {
  const parts = [/\n/, /[.!?।。:;\n]/u, /[.!?।。:;,"“”*>\n]/u].flatMap((end) => text.split(end));
  return [...new Set([text, ...parts].map((part) => part.trim()))].filter(
    (part) => !/^\p{L}*$/u.test(part) || part.length > 5,
  );
}

/** A model that does as the note says: all that is good, each with the note's own words. */
function obeyed(text: string) {
  const quotes = quotesOf(text);
  const over = { how: 'passed' as const, quote: quotes.at(-1) ?? '' };
  const signals = upwards.flatMap((kind, at) =>
    quotes.map((quote, index) => ({
      ...{ id: `n${at}-${index}`, kind, who: 'them', text: quote, quote, due_words: due[index % due.length] },
      over: index % 2 === 0 ? null : over,
    })),
  );
  const changes = quotes.map((quote) => ({ signal: 's1', how: 'settled', quote, due_words: null }));
  // Sixty pieces of a note are taken at most, so that they come in turns.
  const turns = Array.from({ length: Math.ceil(signals.length / 60) }, (_, turn) =>
    signals.slice(turn * 60, turn * 60 + 60),
  );
  return turns.flatMap((some) =>
    quotes.map((quote) => ({
      notes: [{ note: 1, signals: some, changes, outcome: { words: 'won', quote } }],
    })),
  );
}

const open = {
  kind: 'objection',
  text: 'Price',
  who: 'them' as const,
  raisedBy: { noteId: 'note-0', day: '2026-11-01', quote: 'too dear', dueOn: null },
  ...{ closedBy: null, dueOn: null, dueBefore: [], again: [], isBeingChecked: false },
};

function provenBy(text: string): readonly string[] {
  const asked = { people: [], standing: [{ id: 's1', signal: open }], notes: [note({ text })] };
  const more = { kinds: rubric.kinds, against: [], isMonthFirst: false };
  return obeyed(text).flatMap((raw) =>
    checkReading({ raw, asked, ...more }).readings.flatMap(({ signals, changes, outcome }) => [
      ...signals.filter(({ kind }) => upwards.includes(kind)).map(({ kind, quote }) => `${kind}: ${quote}`),
      ...changes.filter(({ how }) => how !== 'again').map(({ how, quote }) => `${how}: ${quote}`),
      ...(outcome ? [`${outcome.words}: ${outcome.quote}`] : []),
    ]),
  );
}

const orders = oddNotes.filter(({ kind }) => kind === 'order').map(({ text }) => text);

test.each(orders)('to a model that obeys “%s” it proves nothing good', (text) => {
  expect([...new Set(provenBy(text))]).toEqual([]);
});
