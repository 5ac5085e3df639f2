/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  /** Saves the offered note; followed by the number of the button. */
  save: 'talk_save_',
  else: 'talk_else',
  question: 'talk_question',
});
