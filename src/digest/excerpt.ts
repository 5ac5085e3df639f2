import { daysBetween } from '../brief/calendar.ts';
import { estimateTokens } from '../brief/model/tokens.ts';
import { lastContactDay } from '../brief/score/silence.ts';
import type { Note } from '../memory/note.ts';
import { type DealCase, knownOf, type WeekScale } from './deal-case.ts';
import type { ShownDeal } from './digest-message.ts';

/** A note's number, day, outcome and names. */
const headerTokens = 24;
/** A deal's own line. */
const dealTokens = 30;
/** How many of the newest notes are shown of a deal whose signals are known. */
const newestOfKnown = 2;
const longestNoteShare = 0.6;

function cut(note: Note, tokens: number): Note {
  const all = estimateTokens(note.text);
  if (all <= tokens) return note;
  return { ...note, text: `${note.text.slice(0, Math.floor((note.text.length * tokens) / all))}…` };
}

/** Of a deal whose signals are known: the newest notes, and those that what is open rests on. */
function telling({ notes, signals }: DealCase): readonly Note[] {
  const open = new Set(signals.filter((one) => one.closedBy === null).map((one) => one.raisedBy.noteId));
  return notes.filter((note, index) => index < newestOfKnown || open.has(note.id));
}

/** A deal for the prompt: newest notes first into the budget, the newest always, then in the order they were written. */
export function excerptOf(one: DealCase, scale: WeekScale, budgetTokens: number): ShownDeal {
  const isWanted = one.source === 'none';
  let left = budgetTokens - dealTokens;
  const shown: Note[] = [];
  for (const note of isWanted ? one.notes : telling(one)) {
    const short = cut(note, Math.max(40, Math.floor(left * longestNoteShare)));
    const cost = estimateTokens(short.text) + headerTokens;
    if (shown.length > 0 && cost > left) break;
    shown.unshift(short);
    left -= cost;
  }
  const { known, asOf } = knownOf(one, scale);
  const contact = lastContactDay(known.notes) ?? asOf;
  const isWhole = shown.length === one.notes.length && shown.every((note) => one.notes.includes(note));
  return {
    key: one.deal.key,
    buyer: one.deal.company ?? one.prospect.name,
    daysAgo: Math.max(0, daysBetween(contact, asOf)),
    isWanted,
    isWhole,
    notes: shown,
  };
}
