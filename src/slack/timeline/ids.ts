/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  view: 'timeline_view',
  /** One of several buttons in a row: followed by their number. */
  choice: 'timeline_choice_',
  pick: 'timeline_pick',
  query: 'timeline_query',
  outcome: 'timeline_outcome',
  whole: 'timeline_whole',
  newer: 'timeline_newer',
  older: 'timeline_older',
  open: 'timeline_open',
  back: 'timeline_back',
  remove: 'timeline_delete',
  share: 'timeline_share',
});

/** Stands for no filter: Slack's options need a value. */
export const anyOutcome = 'all';
