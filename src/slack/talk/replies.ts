import { type Message, message, section, sentence } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { lines, md } from '../kit/text.ts';
import type { Intent, Order } from './what-was-said.ts';

/** To words that are no note, no question and no wish for a brief. */
export function replyTo(
  intent: Exclude<Intent, { kind: 'brief' | 'question' | 'named question' | 'note' }>,
  commandName: CommandName,
): Message {
  if (intent.kind === 'order') return sentence(ways[intent.order](commandName));
  if (intent.kind === 'thanks') return thanksMessage();
  return intent.kind === 'help' ? helpMessage() : noWordsMessage();
}

/** Where what was ordered is done: words alone change nothing that is stored. */
const ways: Readonly<Record<Order, (commandName: CommandName) => string>> = {
  undo: (name) =>
    `Undo stands below the receipt of your note. A note of before has Delete beside it under ${name('timeline')} and the person’s name.`,
  pause: (name) =>
    `Your week pauses with ${name('digest')} pause until 7 Jan, or whichever day you are back; ${name('digest')} off stops it.`,
  remind: () =>
    'I send no reminders of their own, but what you promise stands in your week until it is done. Say it with a name and a day, such as: I promised Priya a call by Friday.',
  done: () =>
    'What is done, and for whom? Say it in a few words, such as: Sent Priya the quote. Or press Done beside the promise on the card.',
};

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

/** For courtesy, of which no note is made. */
export function thanksMessage(): Message {
  return sentence('Gladly. Tell me about the next call when it is over, or ask.');
}

/** Notes are not taken where others look on. */
export function logHintMessage(): Message {
  return sentence(
    'To log a call, write it to me in my messages, or use “Save as a call note” in the menu of the message that says it.',
  );
}

/** For a file, or anything else without a word in it. */
function noWordsMessage(): Message {
  return sentence(
    'There are no words in that message, and files are not read, but for a CSV of notes. Write what happened in two sentences.',
  );
}
