/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  /** The block that holds the question as it was asked. */
  question: 'ask_question',
  /** A question to ask next: followed by its number; its value is the question. */
  next: 'ask_next_',
  /** One of the notes: followed by its number in the answer. */
  note: 'ask_note_',
  /** On Home: opens the form. */
  open: 'ask_open',
  view: 'ask_view',
  field: 'ask_field',
});
