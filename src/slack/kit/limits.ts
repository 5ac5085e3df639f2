/** Slack's maxima, in characters unless the name says otherwise; the whole-message size is measured, not documented. */
export const limits = Object.freeze({
  messageBlocks: 45,
  viewBlocks: 100,
  /** Counted with `&` as 5, `<` and `>` as 4, and 100 for each header; Slack refuses near 13,200. */
  messageSize: 12_000,
  messageText: 3_500,
  header: 150,
  text: 3_000,
  button: 75,
  buttonValue: 2_000,
  optionText: 75,
  options: 100,
  placeholder: 150,
  modalTitle: 24,
  privateMetadata: 3_000,
  inputText: 3_000,
  /** Ours, not Slack's: the longest name of a person, company or deal. */
  name: 80,
  /** Ours too: what one message can hand back whole when memory is down, as Slack counts characters. */
  note: 9_000,
  contextElements: 10,
  actionElements: 25,
});
