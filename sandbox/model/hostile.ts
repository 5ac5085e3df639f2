import type { AskedAnswer } from './ask-answer.ts';
import type { DigestAnswer } from './digest-answer.ts';
import type { AnsweredChange, AnsweredNote, AnsweredSignal, ReadingAnswer } from './reading-answer.ts';
import type { WitnessAnswer } from './witness-answer.ts';
import type { WordsAnswer } from './words-answer.ts';

const poison =
  '<!channel> <@U00000000> <https://evil.example|Rentfield> https://evil.example/?d=notes *bold* `code` \u202eemarf\u202c ```';
const quotes = ['<!channel> approved', 'a quote that stands in no note', '', poison];
const days = ['9999-12-31', 'by the end of days', '2026-02-30', 'tomorrow', '-1', poison];
const numbers = [0, -1, 1, 999_999, 2_147_483_647];
const endings = ['settled', 'done', 'passed', 'withdrawn', 'moved', 'again'] as const;

function quoteAt(index: number): string {
  return quotes[index % quotes.length] ?? poison;
}

/** A reading in the right shape in which nothing is true: what a model that fell for an injection might send. */
export function hostileReading(kinds: readonly string[]): ReadingAnswer {
  const signals = kinds.map(
    (kind, index): AnsweredSignal => ({
      id: index % 2 === 0 ? 's1' : `n${index}`,
      kind,
      who: index % 2 === 0 ? 'us' : 'them',
      text: poison.repeat(3),
      quote: quoteAt(index),
      due_words: days[index % days.length] ?? null,
      over: index % 3 === 0 ? { how: 'done', quote: poison } : null,
    }),
  );
  const named = ['s1', 's2', 'n1', 's999', poison];
  const changes = named.flatMap((signal, index) =>
    endings.map((how): AnsweredChange => ({ signal, how, quote: quoteAt(index), due_words: poison })),
  );
  const notes = numbers.map((note, index): AnsweredNote => {
    return { note, changes, signals, outcome: { words: 'won', quote: quoteAt(index) } };
  });
  return { notes };
}

/** A witness that swears to everything, also to what it was not asked. */
export function hostileWitness(): WitnessAnswer {
  return { claims: numbers.map((claim) => ({ claim, why: poison, supported: true })) };
}

/** Sentences in the right shape that the lines do not carry. */
export function hostileWords(): WordsAnswer {
  const sentences = [poison, 'The budget is approved.', 'They signed last time.'].map((text) => ({
    text,
    on: ['s1', 's2'],
  }));
  const [first = null] = sentences;
  return { open_with: first, recommendation: sentences, changed: sentences, tone: first };
}

/** A week's words on lines of other deals, on none, and with every trick in the text. */
export function hostileDigest(): DigestAnswer {
  const said = [poison, 'The budget is approved.', 'They sign today.', 'Signed, while nobody answers.'];
  const lines = ['d1', 'd2', 'd1', 'd0', 'd999', poison].map((deal, index) => {
    const sentence = {
      text: said[index % said.length] ?? poison,
      on: ['s1', 's999', poison].slice(0, (index % 3) + 1),
    };
    return { deal, reason: sentence, next: sentence };
  });
  const comparisons = said.flatMap((text) => [
    { text, first: 's1', second: 's2' },
    { text, first: 's1', second: 's999' },
  ]);
  return { lines, comparisons };
}

/** An answer to a question: quotes that stand nowhere, numbers of no note, and every trick in the text. */
export function hostileAsked(): AskedAnswer {
  const sentences = numbers.flatMap((note, index) =>
    [poison, 'The budget is approved.'].map((text) => ({
      text,
      citations: [{ note, quote: quoteAt(index) }],
    })),
  );
  return { found: true, sentences };
}

/** A true answer spoilt a little: quotes in other case or with a word changed, invented days, endings of the wrong line. */
export function careless(answer: ReadingAnswer): ReadingAnswer {
  let count = 0;
  const spoil = (quote: string): string => {
    count += 1;
    if (count % 5 === 0) return quote.replace(/\p{L}{4,}/u, 'probably');
    return count % 3 === 0 ? `${quote.toUpperCase()}...` : quote;
  };
  const notes = answer.notes.map((note) => ({
    ...note,
    changes: note.changes.map((one) => ({ ...one, quote: spoil(one.quote) })),
    signals: note.signals.map((one) => {
      const quote = spoil(one.quote);
      return { ...one, quote, due_words: count % 4 === 0 ? 'by next Friday' : one.due_words };
    }),
  }));
  return { notes };
}
