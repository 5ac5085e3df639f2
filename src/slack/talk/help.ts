import { section } from '../blocks.ts';
import { type Message, message, sentence } from '../message.ts';
import { lines, md } from '../mrkdwn.ts';

const examples = [
  md`• *Priya agreed to the pilot, wants the plan by Friday* is offered as a note on Priya.`,
  md`• *What did Priya say about pricing?* is answered from your notes.`,
  md`• *brief Priya* shows where you stand before a call.`,
];

/** What can be said, by three examples. */
export function helpMessage(): Message {
  const lead = 'Tell me what happened on a call, or ask.';
  const plain = `${lead} Such as: Priya agreed to the pilot. What did Priya say about pricing? brief Priya`;
  return message(plain, [section(lines([md`${lead}`, ...examples]))]);
}

/** The same where others look on. */
export function mentionHelpMessage(): Message {
  const lead = 'Ask me here and only you see the answer. In my messages you can log a call too.';
  const plain = `${lead} Such as: What did Priya say about pricing? How many open deals are there? brief Priya`;
  const asked = lines([
    md`${lead}`,
    md`• *What did Priya say about pricing?*`,
    md`• *How many open deals are there?*`,
    md`• *brief Priya*`,
  ]);
  return message(plain, [section(asked)]);
}

/** Notes are not taken where others look on. */
export function logHintMessage(): Message {
  return sentence(
    'To log a call, write it to me in my messages, or use “Save as a call note” in the menu of the message that says it.',
  );
}

/** For a file, or anything else without a word in it. */
export function noWordsMessage(): Message {
  return sentence(
    'There are no words in that message, and files are not read. Write what happened in two sentences.',
  );
}
