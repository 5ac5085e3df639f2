import type { CommandName } from '../src/slack/kit/commands.ts';
import type { TourStep } from './drawer/drawer.ts';
import type { Snapshot } from './slack/snapshot.ts';

const messagesIn = (look: Snapshot) => look.channels.flatMap(({ messages }) => messages);
const textOf = (value: unknown): string => JSON.stringify(value ?? '');
const someMessage = (look: Snapshot, words: RegExp) =>
  messagesIn(look).some(({ blocks, text }) => words.test(textOf(blocks) + text));
const someModal = (look: Snapshot, words: RegExp) => look.modals.some(({ view }) => words.test(textOf(view)));

const firstSteps = (commandName: CommandName): readonly TourStep[] => [
  {
    id: 'brief',
    title: 'Ask for a brief',
    text: 'You have a call with Priya Sharma. Send the line and pick the one at Rentfield.',
    line: `${commandName('brief')} Priya`,
    isDone: ({ look }) => someMessage(look, /"brief_why"/),
  },
  {
    id: 'why',
    title: 'Ask why this score',
    text: 'Press Why under the brief. Every row has its points, its day and the words it rests on; they add up.',
    isDone: ({ look }) => someModal(look, /Why this score/),
  },
  {
    id: 'log',
    title: 'Log a call, watch the score move',
    text: 'After a call two sentences do. Choose Priya Sharma at Rentfield and save: the receipt says what moved.',
    line: `${commandName('log')} Priya: She signed off the pilot budget with the CFO. She asked for the contract by Friday.`,
    isDone: ({ look }) => someMessage(look, /→|Score \*|Score stays/),
  },
  {
    id: 'wrong-priya',
    title: 'Save on the wrong Priya',
    text: 'More than one buyer is called Priya. Save this one on Priya Sharma at Ledgerly by mistake, then press Undo on its receipt.',
    line: `${commandName('log')} Priya: She moved the kickoff to January.`,
    isDone: ({ look }) => someMessage(look, /Undone/),
  },
  {
    id: 'break',
    title: 'Break the model',
    text: 'Switch the model to “Down” in the drawer, then ask: briefs stay as they are, since each note is read once, and a question gets the notes nearest to it. Switch it back after.',
    line: `${commandName('ask')} What did James think of the demo?`,
    opens: 'controls',
    isDone: ({ look }) => someMessage(look, /The model did not answer/),
  },
];

const digest: TourStep = {
  id: 'digest',
  title: 'Monday’s digest',
  text: 'Jump to next Monday 08:00 in the drawer: your week comes as one message, the most urgent deal first.',
  opens: 'controls',
  isDone: ({ look }) => someMessage(look, /Your week/),
};

/** Three minutes for a newcomer; commands are named as the bot is told to. */
export function tourSteps(commandName: CommandName): readonly TourStep[] {
  return [...firstSteps(commandName), digest];
}
