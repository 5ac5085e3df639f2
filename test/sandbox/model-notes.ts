import { readFileSync } from 'node:fs';
import type { ReadNote } from '../../sandbox/model/read-note.ts';
import { type Rubric, readRubric } from '../../src/brief/score/rubric.ts';
import type { Note } from '../../src/memory/note.ts';

/** A note as the model reads it: 17 November 2026 is a Tuesday. */
export function readNote(text: string, over: Partial<ReadNote> = {}): ReadNote {
  return { n: 1, day: '2026-11-17', outcome: 'spoke', people: ['Priya Sharma'], text, ...over };
}

/** A note as memory keeps it, on one deal. */
export function storedNote(text: string, over: Partial<Note> = {}): Note {
  return {
    id: 'note-00000000-0000-4000-8000-000000000001',
    prospects: [{ key: 'priya-sharma', name: 'Priya Sharma', company: 'Rentfield' }],
    deal: { key: 'rentfield', company: 'Rentfield', label: null },
    author: 'U00000001',
    outcome: 'spoke',
    day: '2026-11-17',
    timestamp: '2026-11-17T12:00:00+00:00',
    loggedAt: '2026-11-17T13:00:00Z',
    visibility: 'team',
    source: 'modal',
    link: null,
    text,
    ...over,
  };
}

/** The rubric as the product ships it. */
export function testRubric(): Rubric {
  return readRubric(readFileSync('prompts/rubric.yml', 'utf8'));
}

/** What a reading tells apart, and a few that only older rubrics have. */
export const readingKinds: readonly string[] = [
  ...['buyer_request', 'pilot_agreed', 'evaluation_passed', 'proposal_out', 'terms_agreed', 'paper_process'],
  ...['verbal_yes', 'budget_confirmed', 'next_step', 'decision_maker', 'champion', 'objection'],
  ...['price_pressure', 'budget_doubt', 'competitor', 'setback', 'ask_unanswered', 'promise'],
  ...['agreed_silence', 'person', 'amount', 'close_date', 'reason', 'metrics', 'decision_criteria'],
  ...['decision_process', 'pain'],
];
