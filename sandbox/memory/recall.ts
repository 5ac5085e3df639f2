import MiniSearch from 'minisearch';
import type { Embed } from './embeddings.ts';
import type { RecallRequest } from './requests.ts';
import { type Found, recalledUnit } from './shapes.ts';
import type { Unit } from './state.ts';

/** Ranks units by their words (BM25). */
interface KeywordIndex {
  /** Scores by unit id, of those among the units that share a word with the query. */
  search(units: readonly Unit[], query: string): Map<string, number>;
}

const silent = new Set(
  'a an and are as at be but by for if in is it no not of on or the to was with'.split(' '),
);

/** An index that takes in units as they are asked for: a search over one deal never pays for the others. */
function createKeywordIndex(): KeywordIndex {
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

/** Hindsight's `semantic_min_similarity`: without a floor in the request nothing less alike is found by meaning. */
const hiddenFloor = 0.3;
const candidates = { low: 100, mid: 300, high: 1_000 };
/** Damps the lead of the first places when ranks are fused; the usual constant. */
const fusionConstant = 60;

export interface Search {
  /** Best first, cut at the request's `max_tokens`. */
  recall(found: readonly Found[], request: RecallRequest): Promise<unknown[]>;
  /** Embeds these units one after the other; a question that comes meanwhile waits for one of them at most. */
  warm(units: readonly Unit[]): void;
}

/** Search by meaning and by words, ranks fused. */
export function createSearch(embed: Embed): Search {
  const keywords = createKeywordIndex();
  // Promises, so that a unit that is being embedded is not embedded a second time.
  const vectors = new WeakMap<Unit, Promise<Float32Array>>();
  const vectorOf = (unit: Unit) => {
    const vector = vectors.get(unit) ?? embed(unit.text);
    vectors.set(unit, vector);
    return vector;
  };
  let warming = Promise.resolve();
  const semantic = async (found: readonly Found[], query: string) => {
    const question = await embed(query);
    const scores = new Map<string, number>();
    for (const { unit } of found) scores.set(unit.id, cosine(question, await vectorOf(unit)));
    return scores;
  };
  return {
    warm: (units) => {
      for (const unit of units) {
        warming = warming
          .then(() => vectorOf(unit))
          .then(
            () => undefined,
            () => undefined,
          );
      }
    },
    recall: async (found, request) => {
      const limit = candidates[request.budget];
      const byMeaning = best(await semantic(found, request.query), {
        floor: request.min_scores?.semantic ?? hiddenFloor,
        limit,
      });
      const units = found.map(({ unit }) => unit);
      const byWords = best(keywords.search(units, request.query), {
        floor: request.min_scores?.keyword ?? 0,
        limit,
      });
      return fuse(found, { byMeaning, byWords, request });
    },
  };
}

type Ranking = Map<string, number>;

/** The highest scores first. */
function best(scores: Ranking, bounds: { floor: number; limit: number }): Ranking {
  const ranked = [...scores].filter(([, score]) => score >= bounds.floor).sort((a, b) => b[1] - a[1]);
  return new Map(ranked.slice(0, bounds.limit));
}

function fuse(
  found: readonly Found[],
  given: { byMeaning: Ranking; byWords: Ranking; request: RecallRequest },
): unknown[] {
  const fused = new Map<string, number>();
  for (const ranking of [given.byMeaning, given.byWords]) {
    [...ranking.keys()].forEach((id, place) => {
      fused.set(id, (fused.get(id) ?? 0) + 1 / (fusionConstant + place + 1));
    });
  }
  const byId = new Map(found.map((item) => [item.unit.id, item]));
  const ranked = [...fused].sort((a, b) => b[1] - a[1]).flatMap(([id]) => byId.get(id) ?? []);
  const scored = ranked.map((item, place) => ({
    item,
    scores: {
      final: finalScore(place, ranked.length),
      semantic: given.byMeaning.get(item.unit.id) ?? null,
      keyword: given.byWords.get(item.unit.id) ?? null,
    },
  }));
  const passing = scored.filter(({ scores }) => scores.final >= (given.request.min_scores?.final ?? 0));
  return withinTokens(passing, given.request.max_tokens).map(({ item, scores }) =>
    recalledUnit(item, scores),
  );
}

/** Without a reranker Hindsight spreads the places between 1.1 and 0.11. */
function finalScore(place: number, count: number): number {
  return count === 1 ? 1.1 : 0.11 + (0.99 * (count - 1 - place)) / (count - 1);
}

/** The first always fits, unless nothing may. A token is taken for four characters. */
function withinTokens<T extends { item: Found }>(ranked: readonly T[], maxTokens: number): readonly T[] {
  if (maxTokens <= 0) return [];
  let used = 0;
  const end = ranked.findIndex(({ item }, place) => {
    used += Math.ceil(item.unit.text.length / 4);
    return used > maxTokens && place > 0;
  });
  return end === -1 ? ranked : ranked.slice(0, end);
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
