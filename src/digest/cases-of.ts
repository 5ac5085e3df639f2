import { newestFirst } from '../brief/score/history.ts';
import type { Note } from '../memory/note.ts';
import type { DealCase } from './deal-case.ts';
import type { RepDeal } from './deals-of.ts';

/** Each deal with its own of these notes; a deal without any is left out. */
export function casesOf(deals: readonly RepDeal[], notes: readonly Note[]): readonly DealCase[] {
  const byDeal = new Map<string, Note[]>();
  for (const note of notes) {
    const own = byDeal.get(note.deal.key);
    if (own) own.push(note);
    else byDeal.set(note.deal.key, [note]);
  }
  return deals.flatMap(({ deal, prospect }) => {
    const own = newestFirst(byDeal.get(deal.key) ?? []);
    return own.length === 0 ? [] : [{ deal, prospect, notes: own, signals: [], rulings: [], source: 'none' }];
  });
}
