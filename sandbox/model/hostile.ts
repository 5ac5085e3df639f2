import type { AnsweredClaim, AnsweredSignal, RulesAnswer } from './answer.ts';
import type { AskedAnswer } from './ask-answer.ts';
import type { DigestAnswer } from './digest-answer.ts';

const poison =
  '<!channel> <@U00000000> <https://evil.example|Rentfield> https://evil.example/?d=notes *bold* `code` \u202eemarf\u202c ```';
const quotes = ['<!channel> approved', 'a quote that stands in no note', '', poison];
const dates = ['9999-12-31', '0000-00-00', '2026-02-30', 'tomorrow', '-1', poison];

const numbers = [0, -1, 1, 999_999, 2_147_483_647];

/** An answer in the right shape in which nothing is true: what a model that fell for an injection might send. */
export function hostileAnswer(kinds: readonly string[]): RulesAnswer {
  const signals = kinds.flatMap((kind, index): AnsweredSignal[] =>
    numbers.map((note) => ({
      kind,
      text: poison.repeat(3),
      who: index % 2 === 0 ? 'us' : 'them',
      raised: { note, quote: quotes[index % quotes.length] ?? poison },
      closed: index % 3 === 0 ? { note: -note, quote: poison } : null,
      due_on: dates[index % dates.length] ?? null,
    })),
  );
  const claims = numbers.map((note): AnsweredClaim => ({ text: poison.repeat(20), note, quote: poison }));
  const claim = claims[2] ?? null;
  return { signals, do_next: claim, open_with: claim, recommendation: claims, changed: claims, tone: claim };
}

/** The same for a digest: every deal that is asked for is lied about, and some that are not. */
export function hostileDigest(kinds: readonly string[]): DigestAnswer {
  const { signals, tone } = hostileAnswer(kinds);
  const deals = numbers.map((deal) => ({ deal, reason: tone, next: tone, signals }));
  const comparisons = numbers.map((note) => {
    const cited = { note, quote: poison };
    return { text: poison, first: cited, second: cited };
  });
  return { deals, comparisons };
}

/** The same for a question: quotes that stand nowhere, numbers of no note, and every trick in the text. */
export function hostileAsked(): AskedAnswer {
  const sentences = numbers.flatMap((note, index) =>
    [poison, 'The budget is approved.'].map((text) => ({
      text,
      citations: [{ note, quote: quotes[index % quotes.length] ?? poison }],
    })),
  );
  return { found: true, sentences };
}
