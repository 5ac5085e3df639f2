/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  /** Posts a brief in the DM, beside what was pressed: on a receipt, in a modal. */
  brief: 'brief_open',
  /** Shows it in place of the question: one of several buttons in a row, followed by their number. */
  choice: 'brief_choice_',
  pick: 'brief_pick',
  keep: 'brief_keep',
  logCall: 'brief_log_call',
  logFirst: 'brief_log_first',
  why: 'brief_why',
  notes: 'brief_notes',
  /** Another page of the notes: followed by which way. */
  notesPage: 'brief_page_',
  more: 'brief_more',
});
