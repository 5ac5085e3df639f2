/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  /** On the full brief. */
  open: 'handover_open',
  view: 'handover_view',
  to: 'handover_to',
  words: 'handover_words',
  share: 'handover_share',
  accept: 'handover_accept',
  decline: 'handover_decline',
  withdraw: 'handover_withdraw',
  keep: 'handover_keep',
});
