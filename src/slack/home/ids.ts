/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  log: 'home_log',
  brief: 'home_brief',
  /** Turns to the page in its value; further buttons in a row are told apart by a number. */
  earlier: 'home_earlier',
  later: 'home_later',
});
