import MiniSearch from 'minisearch';
import type { Unit } from './records.ts';

/** Ranks units by their words (BM25). */
export interface KeywordIndex {
  /** Scores by unit id, of those among the units that share a word with the query. */
  search(units: readonly Unit[], query: string): Map<string, number>;
}

const silent = new Set(
  'a an and are as at be but by for if in is it no not of on or the to was with'.split(' '),
);

/** An index that takes in units as they are asked for: a search over one deal never pays for the others. */
export function createKeywordIndex(): KeywordIndex {
  const index = new MiniSearch<Unit>({ fields: ['text'], processTerm: stem });
  return {
    search: (units, query) => {
      const ids = new Set(units.map((unit) => unit.id));
      index.addAll(units.filter((unit) => !index.has(unit.id)));
      const results = index.search(query, { filter: (result) => ids.has(String(result.id)) });
      return new Map(results.map((result) => [String(result.id), result.score]));
    },
  };
}

function stem(term: string): string | null {
  const word = term.toLowerCase();
  if (silent.has(word)) return null;
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word;
}
