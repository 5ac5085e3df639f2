import type { KnownBlock } from '@slack/types';
import type { CitedNote } from '../../ask/answer.ts';
import { button, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';

/** A note that an answer rests on, with all that was quoted of it. */
interface Source {
  readonly note: CitedNote;
  readonly quotes: readonly string[];
}

const quoteLength = 200;
const whoLength = 90;

/** Each note once, numbered from 1 in the order in which the answer comes to it. */
export function sourcesOf(cited: readonly CitedNote[]): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const note of cited) {
    const known = sources.get(note.noteId) ?? { note, quotes: [] };
    const quotes = known.quotes.includes(note.quote) ? known.quotes : [...known.quotes, note.quote];
    sources.set(note.noteId, { ...known, quotes });
  }
  return [...sources.values()];
}

/** " [1] [3]": the numbers of the notes. */
export function numbersOf(cited: readonly CitedNote[], sources: readonly Source[]): Markup {
  const places = cited.map(({ noteId }) => sources.findIndex(({ note }) => note.noteId === noteId) + 1);
  const numbers = [...new Set(places)].toSorted((a, b) => a - b);
  return lines(
    numbers.map((number) => md` [${number}]`),
    '',
  );
}

/** "[1] 17 Nov, Priya Sharma · Rentfield “…”", with a button that opens the note whole. */
export function sourceBlock({ note, quotes }: Source, number: number, asOf: string): KnownBlock {
  const { day, prospects, deal, noteId, isPrivate } = note;
  const people = prospects.map(({ name }) => name).join(', ');
  const who = clip([people, deal.company, deal.label].filter(Boolean).join(' · '), whoLength);
  const kept = isPrivate ? md` · only you can read it` : md``;
  const words = quotes.map((quote) => md`“${clip(quote.replace(/\s+/g, ' '), quoteLength)}”`);
  return section(
    lines([md`*[${number}]* ${dayName(day, asOf)}, ${who}${kept}`, lines(words, ' … ')]),
    button(`${ids.note}${number}`, 'Note', {
      value: noteId,
      label: `Note ${number}, of ${dayName(day, asOf)}`,
    }),
  );
}
