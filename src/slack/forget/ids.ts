/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  view: 'forget_view',
  name: 'forget_name',
  /** One of several buttons in a row: followed by their number. */
  choice: 'forget_choice_',
  pick: 'forget_pick',
  export: 'forget_export',
  own: 'forget_own',
  all: 'forget_all',
});
