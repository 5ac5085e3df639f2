import { readFileSync } from 'node:fs';
import { readRubric } from '../../src/brief/score/rubric.ts';
import type { Ending, Signal } from '../../src/brief/signals/signal.ts';
import type { Note } from '../../src/memory/note.ts';

const promptsUrl = new URL('../../prompts/', import.meta.url);

export const rubric = readRubric(readFileSync(new URL('rubric.yml', promptsUrl), 'utf8'));

export const deal = { key: 'deal-rentfield-1a2b', company: 'Rentfield', label: null };
export const priya = { key: 'priya-sharma-rentfield-9f', name: 'Priya Sharma', company: 'Rentfield' };

/** A legal note; its id is as short as tests like to read. */
export function note(overrides: Partial<Note> = {}): Note {
  const day = overrides.day ?? '2026-11-17';
  return {
    id: `note-${day}`,
    prospects: [priya],
    deal,
    author: 'U1',
    outcome: 'spoke',
    day,
    timestamp: `${day}T12:00:00Z`,
    loggedAt: `${day}T15:00:00Z`,
    visibility: 'private',
    source: 'modal',
    link: null,
    text: 'She is nervous about the migration timeline.',
    ...overrides,
  };
}

/** An open signal raised by the note of that day. */
export function signal(kind: string, day: string, overrides: Partial<Signal> = {}): Signal {
  const quote = `${kind} ${overrides.text ?? ''} said here`;
  const dueOn = overrides.dueOn ?? null;
  return {
    kind,
    text: kind.replaceAll('_', ' '),
    who: 'them',
    raisedBy: { noteId: `note-${day}`, day, quote, dueOn },
    closedBy: null,
    dueOn,
    dueBefore: [],
    again: [],
    isBeingChecked: false,
    ...overrides,
  };
}

/** The same signal, ended by the note of that day. */
export function ended(signal: Signal, day: string, how: Ending): Signal {
  return { ...signal, closedBy: { noteId: `note-${day}`, day, quote: `${how} here`, how } };
}
