import MiniSearch from 'minisearch';
import type { Note } from '../../memory/note.ts';
import type { History } from '../signals/history.ts';
import { lastSaid, mentionsOf, type Signal } from '../signals/signal.ts';
import { createTermReader } from './content-words.ts';
import { kindsAsked } from './kind-words.ts';

/** What was read of one deal, as far as it is searched. */
export interface SearchedDeal {
  /** Newest call first. */
  readonly notes: readonly Note[];
  readonly history: History;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** A signal that a question may be about. */
export interface FoundSignal {
  readonly signal: Signal;
  /** Of whom it is. */
  readonly deal: SearchedDeal;
  /** 0 to 1, of the best: 1. */
  readonly match: number;
  /** One of its own words was asked for, not its kind alone. */
  readonly isWorded: boolean;
}

/** What others of one deal are worth once one of them fits well: a question is of one buyer more often than of all. */
const dealShare = 0.5;

/**
 * What was read in these deals that has words of the question or is of a kind that it asks for, best first: a rare kind
 * tells more than a common one, as rare words do. `on` is the day it is asked for, `YYYY-MM-DD`; left out, each deal's own.
 */
export function findSignals(
  question: string,
  deals: readonly SearchedDeal[],
  { kinds = kindsAsked(question), on }: { kinds?: ReadonlySet<string>; on?: string | undefined } = {},
): readonly FoundSignal[] {
  const all = deals.flatMap((deal) =>
    deal.history.on(on ?? deal.asOf).signals.map((signal) => ({ deal, signal })),
  );
  const index = indexOf(all.map(({ signal }) => signal));
  const worded = new Set(index.search(question, { fields: ['text'] }).map(({ id }) => Number(id)));
  const ofKind = { queries: [...kinds].map(kindTerm), fields: ['kind'] };
  const hits = index.search({
    combineWith: 'OR',
    queries: [{ queries: [question], fields: ['text'] }, ...(kinds.size > 0 ? [ofKind] : [])],
  });
  const scored = hits.flatMap(({ id, score }) => {
    const one = all[Number(id)];
    return one ? [{ ...one, score, isWorded: worded.has(Number(id)) }] : [];
  });
  return ranked(scored);
}

type Scored = Omit<FoundSignal, 'match'> & { readonly score: number };

function ranked(scored: readonly Scored[]): readonly FoundSignal[] {
  const best = new Map<SearchedDeal, number>();
  for (const { deal, score } of scored) best.set(deal, Math.max(best.get(deal) ?? 0, score));
  const lifted = scored.map(({ score, ...one }) => ({
    ...one,
    lifted: score + dealShare * (best.get(one.deal) ?? 0),
  }));
  const top = Math.max(...lifted.map((one) => one.lifted));
  return lifted
    .map(({ lifted: own, ...one }) => ({ ...one, match: own / top }))
    .toSorted((a, b) => b.match - a.match);
}

function indexOf(signals: readonly Signal[]) {
  const read = createTermReader();
  const index = new MiniSearch<{ id: number; text: string; kind: string }>({
    fields: ['text', 'kind'],
    tokenize: (text) => (text.startsWith(kindMark) ? [text] : [...read(text)]),
    processTerm: (term) => term,
  });
  index.addAll(signals.map((signal, id) => ({ id, text: wordsOf(signal), kind: kindTerm(signal.kind) })));
  return index;
}

/** No word of a note begins so. */
const kindMark = '=';

function kindTerm(kind: string): string {
  return `${kindMark}${kind}`;
}

function wordsOf(signal: Signal): string {
  const quotes = mentionsOf(signal).map(({ quote }) => quote);
  return [signal.text, ...quotes, signal.closedBy?.quote ?? ''].join('\n');
}

/** The notes that a signal rests on: where it was said last, what ended it, then where it was said before. */
export function notesOf(signal: Signal): readonly string[] {
  const { closedBy } = signal;
  const before = mentionsOf(signal).map(({ noteId }) => noteId);
  const ids = [lastSaid(signal).noteId, ...(closedBy ? [closedBy.noteId] : []), ...before.toReversed()];
  return [...new Set(ids)];
}
