/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  /** One of several numbers in a row: followed by its place. */
  open: 'pipeline_open_',
  csv: 'pipeline_csv',
});
