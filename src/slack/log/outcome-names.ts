import type { Outcome } from '../../memory/note.ts';

/** The outcomes in the order and words of the form. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  spoke: 'Spoke',
  objection: 'Objection',
  next_step: 'Next step agreed',
  no_answer: 'No answer',
  won: 'Won',
  lost: 'Lost',
  note: 'Just a note',
};
