import { createPlaceFinder } from '../quotes/quote.ts';
import { sentencesOf } from '../quotes/sentence-bounds.ts';
import { type Cited, mentionsOf, type Signal } from '../signals/signal.ts';
import { type Term, termsOf } from './english.ts';
import { isNamed } from './kind-checks.ts';

/** A note that a sentence rests on. */
interface CitedNote {
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly text: string;
  /** Names of the buyer's people on the call. */
  readonly people: readonly string[];
}

/** What a model's sentence rests on. */
export interface Grounds {
  /** As they stand today; for an answer from quotes alone, of no kind. */
  readonly signals: readonly Signal[];
  /** The notes of all their quotes. */
  readonly notes: readonly CitedNote[];
  /** All that the notes of the deal say: a thing may be called as it is there. */
  readonly dealText: string;
  /** Everybody known on the deal, by name. */
  readonly people: readonly string[];
  /** The day of the deal's newest note. */
  readonly newestDay: string;
  readonly today: string;
  /** What the buyer is called, which a sentence may always say; left out where no one buyer is meant. */
  readonly buyer?: string;
}

/** The words around the quotes of a sentence. */
export interface Ground {
  /** Sentences that the quotes stand in, and the signals' own words. */
  readonly near: string;
  readonly nearTerms: readonly Term[];
  /** Of the sentences that end a signal: they hold now. */
  readonly endTerms: readonly Term[];
  /** The whole of the cited notes. */
  readonly far: string;
  readonly farTerms: readonly Term[];
  /** The quotes alone. */
  readonly quotes: string;
  /** Names that the quotes' sentences are about. */
  readonly names: ReadonlySet<string>;
}

/** What the notes say around the quotes of a sentence. */
export function groundOf({ signals, notes, people, buyer = '' }: Grounds): Ground {
  const told = signals.flatMap((signal) => {
    const cited = [...mentionsOf(signal), ...(signal.closedBy ? [signal.closedBy] : [])];
    return cited.map((one) => ({
      ...one,
      isFirst: one === signal.raisedBy || one === signal.closedBy,
      isEnd: one === signal.closedBy,
    }));
  });
  const surrounds = told.flatMap((one) => surroundOf(notes, one) ?? []);
  const texts = signals.map(({ text }) => text);
  const near = [buyer, ...texts, ...surrounds.map(({ sentence }) => sentence)].filter(Boolean).join('. ');
  const far = notes.map(({ text }) => text).join('\n');
  return {
    near,
    nearTerms: termsOf(near),
    endTerms: termsOf(surrounds.flatMap(({ sentence, isEnd }) => (isEnd ? [sentence] : [])).join('. ')),
    far,
    farTerms: termsOf(far),
    quotes: [...texts, ...told.map(({ quote }) => quote)].join('. '),
    names: new Set([
      ...surrounds.flatMap((one) => namesNear(one, people)),
      ...people.filter((name) => isNamed(name, near)),
    ]),
  };
}

/** A quote's own sentence, and what stands before it in its note. */
interface Surround {
  readonly note: CitedNote;
  readonly sentence: string;
  readonly before: readonly string[];
  /** Said first, or ended, there: not just once more. */
  readonly isFirst: boolean;
  readonly isEnd: boolean;
}

function surroundOf(
  notes: readonly CitedNote[],
  { noteId, quote, isFirst, isEnd }: Pick<Cited, 'noteId' | 'quote'> & Pick<Surround, 'isFirst' | 'isEnd'>,
): Surround | null {
  const note = notes.find(({ id }) => id === noteId);
  const place = note && createPlaceFinder(note.text)(quote);
  if (!note || !place) return null;
  const sentences = sentencesOf(note.text);
  const at = sentences.findIndex(({ end }) => end > place.start);
  const last = sentences.findLastIndex(({ start }) => start < place.end);
  const from = sentences[at]?.start ?? 0;
  const sentence = note.text.slice(from, sentences[last]?.end ?? note.text.length);
  const before = sentences.slice(0, Math.max(0, at)).map(({ start, end }) => note.text.slice(start, end));
  return { note, sentence, before, isFirst, isEnd };
}

/** Whom words of a note are about: those they name; where they say `he` first or name nobody, the last named before, and who alone was on the call. */
function namesNear(
  { note, sentence, before, isFirst }: Surround,
  people: readonly string[],
): readonly string[] {
  const named = people.filter((name) => isNamed(name, sentence));
  const spoken = sentence.search(pronoun);
  const isBefore = named.some((name) => firstNamed(sentence, name) < spoken);
  if (!isFirst || (named.length > 0 && (spoken < 0 || isBefore))) return named;
  const earlier = before.toReversed().map((one) => people.filter((name) => isNamed(name, one)));
  const last = earlier.find((names) => names.length > 0) ?? note.people;
  return [...named, ...last, ...(named.length === 0 && note.people.length === 1 ? note.people : [])];
}

/** Where a text first says a word of a name. */
function firstNamed(text: string, name: string): number {
  const lower = text.toLowerCase();
  const places = name
    .toLowerCase()
    .split(/\s+/)
    .map((word) => lower.indexOf(word));
  return Math.min(...places.filter((place) => place >= 0), Number.POSITIVE_INFINITY);
}

const pronoun = /\b(?:he|she|they|him|her|his|their|er|sie|ihr|ihm)\b/i;
