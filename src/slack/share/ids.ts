/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  view: 'share_view',
  /** On a brief and on a note. */
  brief: 'share_brief',
  note: 'share_note',
  /** The picker. */
  channel: 'share_channel',
  /** Makes a private note the team's first. */
  openUp: 'share_open_up',
  toDm: 'share_to_dm',
  takeBack: 'share_take_back',
});
