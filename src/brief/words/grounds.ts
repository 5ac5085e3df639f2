import type { Deal, Note } from '../../memory/note.ts';
import type { Grounds } from '../checks/sentence-ground.ts';
import type { Known } from '../signals/history.ts';
import type { Signal } from '../signals/signal.ts';

/** A deal as its sentences are held against it. */
export interface SentenceDeal {
  /** All that the viewer may see of it, newest call first. */
  readonly notes: readonly Note[];
  readonly known: Known;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What the buyer is called; its notes need not say so. */
  readonly buyer: string;
}

/** A deal's company and label in one; empty where neither is known. */
export function buyerOf(deal: Pick<Deal, 'company' | 'label'> | undefined): string {
  return [deal?.company, deal?.label].filter(Boolean).join(' ');
}

/** Ids of all notes that a signal rests on, the one that ended it included. */
export function notesOf({ raisedBy, again, closedBy }: Signal): readonly string[] {
  return [raisedBy, ...again, ...(closedBy ? [closedBy] : [])].map(({ noteId }) => noteId);
}

/** A note on nobody in particular is on the company. */
function namesOn({ prospects }: Pick<Note, 'prospects'>): readonly string[] {
  return prospects.flatMap(({ name, company }) => (name === company ? [] : name));
}

/** What a sentence on some of a deal's signals may say. */
export function groundsOf(signals: readonly Signal[], { notes, known, today, buyer }: SentenceDeal): Grounds {
  const cited = new Set(signals.flatMap(notesOf));
  const heard = notes.flatMap(namesOn);
  const told = known.signals.flatMap(({ kind, text }) =>
    kind === 'person' ? (text.split(',')[0] ?? '') : [],
  );
  return {
    signals,
    notes: notes
      .filter(({ id }) => cited.has(id))
      .map(({ id, day, text, prospects }) => ({ id, day, text, people: namesOn({ prospects }) })),
    dealText: notes.map(({ text }) => text).join('\n'),
    people: [...new Set([...heard, ...told])],
    newestDay: notes[0]?.day ?? today,
    today,
    buyer,
  };
}
