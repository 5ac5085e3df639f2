import type { Model } from '../src/brief/model/model.ts';
import type { Signal } from '../src/brief/score/signal.ts';
import { lastSaid } from '../src/brief/score/signal.ts';
import { dueDay } from '../src/brief/signals/due-day.ts';
import { createHistory } from '../src/brief/signals/history.ts';
import { createPlaceFinder } from '../src/brief/signals/quote.ts';
import type { LeftOut, ReadChange, Reading, ReadSignal } from '../src/brief/signals/reading.ts';
import {
  type ReadingPrompt,
  readingAnswer,
  readingMessage,
  type StandingLine,
} from '../src/brief/signals/reading-prompt.ts';
import type { Note } from '../src/memory/note.ts';
import type { ReadOf } from './judge-deal.ts';

interface Needs {
  readonly model: Model;
  readonly prompt: ReadingPrompt;
  readonly path: 'notes' | 'import';
}

/** Stands in for the reader until it is there: no checks but that a quote stands in its note. */
export async function readDeal(notes: readonly Note[], { model, prompt, path }: Needs): Promise<ReadOf> {
  const readings: Reading[] = [];
  const inOrder = notes.toSorted(
    (a, b) => a.day.localeCompare(b.day) || a.loggedAt.localeCompare(b.loggedAt),
  );
  for (const batch of batches(inOrder, path === 'import' ? 6 : 1)) {
    const [first] = batch;
    if (!first) continue;
    const before = inOrder.filter(
      (note) => note.day <= first.day && !batch.includes(note) && mayShow(note, first),
    );
    const standing = standingOf(before, readings);
    const user = readingMessage({ people: [], standing, notes: batch });
    const raw = await model.complete(
      {
        name: 'reading',
        system: prompt.system,
        schema: prompt.schema,
        user,
        maxOutputTokens: 8000,
        priority: 'gain',
      },
      new Date(Date.now() + 60_000),
    );
    readings.push(...held(raw, batch, standing, prompt.kinds));
  }
  return { readings, comparisons: [] };
}

function mayShow(note: Note, to: Note): boolean {
  return note.visibility === 'team' || (to.visibility === 'private' && to.author === note.author);
}

function batches(notes: readonly Note[], size: number): readonly (readonly Note[])[] {
  const found: Note[][] = [];
  for (const note of notes) {
    const last = found.at(-1);
    const fits = last && last.length < size && last[0]?.visibility === 'team' && note.visibility === 'team';
    if (fits) last.push(note);
    else found.push([note]);
  }
  return found;
}

function standingOf(notes: readonly Note[], readings: readonly Reading[]): readonly StandingLine[] {
  const day = notes.at(-1)?.day;
  if (day === undefined) return [];
  const ids = new Set(notes.map(({ id }) => id));
  const history = createHistory({
    ...{
      notes,
      comparisons: [],
      at: '2999-01-01T00:00:00Z',
      correct: (known: { signals: readonly Signal[] }) => known.signals,
    },
    readings: readings.filter(({ noteId }) => ids.has(noteId)),
  });
  return history
    .on(day)
    .signals.filter(({ closedBy }) => closedBy === null)
    .map((signal, index) => ({ id: `s${index + 1}`, signal }));
}

function held(
  raw: unknown,
  batch: readonly Note[],
  standing: readonly StandingLine[],
  kinds: readonly string[],
) {
  const answer = readingAnswer(kinds).parse(raw);
  const own = new Map<string, ReadSignal & { noteId: string }>();
  return batch.map((note, index): Reading => {
    const said = answer.notes[index];
    const leftOut: LeftOut[] = [];
    const find = createPlaceFinder(note.text);
    const isIn = (quote: string) => find(quote) !== null;
    const dayOf = (kind: string, quote: string, words: string | null) => {
      const place = find(quote);
      if (words === null || place === null) return null;
      return dueDay({ words, text: note.text, quote: place, day: note.day, kind, isMonthFirst: false });
    };
    const signals: ReadSignal[] = [];
    for (const one of said?.signals ?? []) {
      const { kind, who, text, quote, over, due_words } = one;
      if (!isIn(quote)) leftOut.push({ kind, who, text, quote: '', dueOn: null, why: 'quote' });
      else {
        const signal = { kind, who, text, quote, dueOn: dayOf(kind, quote, due_words), over };
        signals.push(signal);
        own.set(one.id, { ...signal, noteId: note.id });
      }
    }
    const changes = (said?.changes ?? []).flatMap(
      ({ signal, how, quote, due_words }): readonly ReadChange[] => {
        const line = standing.find(({ id }) => id === signal)?.signal;
        const mine = own.get(signal);
        const last = line && lastSaid(line);
        const of =
          line && last
            ? { noteId: last.noteId, kind: line.kind, who: line.who, quote: last.quote, text: line.text }
            : mine && {
                noteId: mine.noteId,
                kind: mine.kind,
                who: mine.who,
                quote: mine.quote,
                text: mine.text,
              };
        return of && isIn(quote) ? [{ of, how, quote, dueOn: dayOf(of.kind, quote, due_words) }] : [];
      },
    );
    return { noteId: note.id, signals, changes, outcome: null, leftOut, against: [], checkingUntil: null };
  });
}
