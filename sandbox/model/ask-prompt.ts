import { readNotes } from './notes.ts';
import type { ReadNote } from './read-note.ts';

/** A note of a question's prompt: several companies stand in one. */
export interface AskedNote extends ReadNote {
  readonly company: string;
  /** Whether whoever asks wrote it. */
  readonly isAskers: boolean;
}

/** What a question's prompt holds. */
export interface AskedPrompt {
  /** Oldest first. */
  readonly notes: readonly AskedNote[];
  readonly question: string;
}

const question = /^=== question ([0-9a-f]+) ===\n([\s\S]*?)\n=== end of question \1 ===$/mu;
const header = /^\[(\d+)\] \S+ \S+ · \w+ · (.*) · (.*) · by (the asker|a colleague)$/gmu;

/** Reads notes and question; earlier questions are passed over. */
export function readAsked(message: string): AskedPrompt {
  const told = new Map(
    [...message.matchAll(header)].map(([, number, names = '', company = '', by]) => {
      return [Number(number), { people: names.split(', '), company, isAskers: by === 'the asker' }];
    }),
  );
  const notes = readNotes(message).flatMap((note): AskedNote[] => {
    const head = told.get(note.n);
    return head ? [{ ...note, ...head }] : [];
  });
  return { notes, question: question.exec(message)?.[2]?.split('\n').at(-1) ?? '' };
}
