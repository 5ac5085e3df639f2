/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  view: 'log_view',
  who: 'log_who',
  name: 'log_name',
  company: 'log_company',
  label: 'log_label',
  deal: 'log_deal',
  same: 'log_same',
  also: 'log_also',
  /** Followed by the number of the field: a long text runs over into further ones. */
  text: 'log_text_',
  outcome: 'log_outcome',
  day: 'log_day',
  share: 'log_share',
  /** The row of buttons by which a receipt is known. */
  buttons: 'log_receipt',
  undo: 'log_undo',
  edit: 'log_edit',
  tryAgain: 'log_try_again',
  reopen: 'log_reopen',
});

/** Starts the value of the option that makes a new person; the typed name follows. */
export const newPerson = 'new:';
