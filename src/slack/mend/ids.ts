/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  open: 'mend_open',
  /** Followed by what is to be said: `rename`, `merge`, `move`. */
  as: 'mend_as_',
  /** The form, and the preview that is confirmed. */
  form: 'mend_form',
  preview: 'mend_preview',
  name: 'mend_name',
  company: 'mend_company',
  other: 'mend_other',
  undo: 'mend_undo',
});
