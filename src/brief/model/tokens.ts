import { estimateTokens } from './model.ts';

/** Counts the tokens of texts as the model's family does. */
export interface TokenCounter {
  count(text: string): Promise<number>;
}

/** By their bytes alone: enough where a minute has many. */
export const roughCounter: TokenCounter = { count: async (text) => estimateTokens(text) };

/** A run of letters or of blanks this long costs the tokenizer its square: it is counted piece by piece. */
const longRun = /\S{200}|\s{200}/;
const pieces = /\S{1,64}|\s{1,64}/g;
const mostKept = 64;

/** Loads its tables, some 65 MB in a quarter of a second, with the first count; texts that come again, such as prompts, are counted once. */
export function createTokenCounter(): TokenCounter {
  let loading: Promise<(text: string) => number> | undefined;
  const known = new Map<string, number>();

  async function load(): Promise<(text: string) => number> {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    // What looks like a control token inside a note is text.
    const plain = { disallowedSpecial: new Set<string>() };
    return (text) => countTokens(text, plain);
  }

  return {
    async count(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      loading ??= load();
      const countOne = await loading;
      const parts = longRun.test(text) ? (text.match(pieces) ?? []) : [text];
      const tokens = parts.reduce((sum, part) => sum + countOne(part), 0);
      known.set(text, tokens);
      for (const oldest of known.keys()) {
        if (known.size <= mostKept) break;
        known.delete(oldest);
      }
      return tokens;
    },
  };
}
