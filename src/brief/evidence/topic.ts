import { type Cited, type Closing, citedOf, lastSaid, mentionsOf, type Signal } from '../signals/signal.ts';
import { bestPiece } from './best-piece.ts';
import { stemsOf } from './content-words.ts';
import { type FoundSignal, findSignals, type SearchedDeal } from './find-signals.ts';
import { kindsAsked, kindsBeside } from './kind-words.ts';
import type { Found } from './search-notes.ts';

/** What the notes of a deal say on one matter, old or new: what must be known first leads. */
export interface Topic {
  /** In the asker's words. */
  readonly name: string;
  readonly lines: readonly TopicLine[];
  /** No note has its words and nothing of its kind was read: the lines are what is nearest in meaning. */
  readonly isNearest: boolean;
}

export interface TopicLine {
  /** In a few words; null where the quote says them, and of a note's own words, of which nothing more is known. */
  readonly text: string | null;
  /** Where it was said last. */
  readonly cited: Cited;
  /** The day it was said first, `YYYY-MM-DD`. */
  readonly since: string;
  readonly stands: 'open' | 'said';
  /** How it ended; null while it has not. */
  readonly ended: Closing | null;
  /** When it is due, or ends, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  readonly isUntil: boolean;
}

interface Findings {
  /** Notes searched for the topic, best first. */
  readonly found: readonly Found[];
  /** The day it is asked for, `YYYY-MM-DD`. */
  readonly asOf: string;
}

const mostLines = 8;
/** Meaning always finds something nearest: it speaks only where nothing else does. */
const mostNearest = 2;

/** Signals with the words or of the kinds of the topic first, then notes in their own words. */
export function topicOf(deal: SearchedDeal, topic: string, { found, asOf }: Findings): Topic {
  const asked = kindsAsked(topic);
  const beside = kindsBeside(asked);
  const signals = findSignals(topic, [deal], { kinds: new Set([...asked, ...beside]), on: asOf })
    .filter(({ signal, isWorded }) => isWorded || isFirst(signal) || asked.has(signal.kind))
    .filter(({ signal }) => signal.closedBy?.how !== 'moved')
    .toSorted((one, other) => placeOf(one) - placeOf(other) || other.match - one.match);
  const lines = signals.map(({ signal }) => signalLine(signal));
  const told = new Set(signals.flatMap(({ signal }) => restsOn(signal)));
  const worded = found.filter(({ note, by }) => by === 'words' && !told.has(note.id));
  const nearest = lines.length + worded.length > 0 ? [] : found.slice(0, mostNearest);
  const stems = stemsOf(topic);
  const own = [...worded, ...nearest].map(({ note }): TopicLine => {
    const cited = { noteId: note.id, day: note.day, quote: bestPiece(note.text, stems).text };
    return { text: null, cited, since: note.day, stands: 'said', ended: null, dueOn: null, isUntil: false };
  });
  return { name: topic, lines: [...lines, ...own].slice(0, mostLines), isNearest: nearest.length > 0 };
}

/** Open trouble in this order, whatever its age: who has no money does not talk about a price. */
const troubles = [
  'budget_doubt',
  'setback',
  'competitor',
  'objection',
  'price_pressure',
  'ask_unanswered',
  'buyer_request',
  'promise',
];

function isFirst({ kind, closedBy }: Signal): boolean {
  return closedBy === null && troubles.includes(kind);
}

/** Open trouble, then what stands, then what is over. */
function placeOf({ signal, isWorded }: FoundSignal): number {
  const rank = troubles.indexOf(signal.kind);
  if (signal.closedBy !== null) return 3 * troubles.length;
  if (rank >= 0) return rank;
  return troubles.length + (isWorded ? 0 : 1);
}

function signalLine(signal: Signal): TopicLine {
  const { kind, text, raisedBy, closedBy, dueOn } = signal;
  const cited = citedOf(lastSaid(signal));
  return {
    text: isSaidIn(text, cited.quote) ? null : text,
    cited,
    since: raisedBy.day,
    stands: troubles.includes(kind) ? 'open' : 'said',
    ended: closedBy,
    dueOn,
    isUntil: ends.has(kind),
  };
}

/** Kinds whose day is when it is over. */
const ends: ReadonlySet<string> = new Set(['budget_doubt', 'agreed_silence', 'objection', 'pilot_agreed']);

function isSaidIn(text: string, quote: string): boolean {
  const said = stemsOf(quote);
  return [...stemsOf(text)].every((stem) => said.has(stem));
}

function restsOn(signal: Signal): readonly string[] {
  return mentionsOf(signal).map(({ noteId }) => noteId);
}
