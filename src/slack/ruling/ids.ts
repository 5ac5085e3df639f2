/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  contest: 'ruling_contest',
  form: 'ruling_form',
  reason: 'ruling_reason',
  note: 'ruling_note',
  /** A menu on a row of a ledger. */
  item: 'ruling_item',
  back: 'ruling_back',
  done: 'ruling_done',
  newer: 'ruling_newer',
  both: 'ruling_both',
  neither: 'ruling_neither',
  undo: 'ruling_undo',
});

/** Ours, not Slack's: a reason is a sentence or two. */
export const reasonLength = 300;
