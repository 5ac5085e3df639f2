import { expect, test } from 'vitest';
import { ava, sales } from '../support/world.ts';
import { startTeam } from './team.ts';

const questions = [
  'who is worried about migration?',
  'what is still open with Priya Sharma at Rentfield?',
  'how many open deals are there?',
  'how many calls did I make last week?',
  'which deals have a rival?',
  'who went quiet?',
  'what did I promise?',
  'what is overdue?',
  'whom do I meet this week?',
  'when is my next call with Maya Chen?',
  'what is Portline worth?',
  'which deals are over 60k?',
  'what closes this month?',
  'what did we win?',
  'why did we lose Siltrade?',
  'who decides at Gridmont?',
  'what changed since last Monday?',
  'which deals have no next step?',
  'how is Ben doing?',
  'did Maya send the security form?',
  'may I write to Elena Morris?',
  'who is Luis Ortega?',
  'which objections were settled?',
  'which deals are at risk?',
  'what is the weather?',
  'what about harbor?',
  'who should I call first?',
  'how many people do I know at Rentfield?',
  'what did Priya say about the migration?',
  'what do I know about the brother of James?',
];

const sayings = [
  'brief me on James',
  'who is worried about onboarding?',
  'what did he promise?',
  'thanks',
  'help',
  '???',
  'Call with Maya Chen: the CFO approved the budget, contract goes out on 20 March.',
  'Talked to Tom Keller, he is fine with the migration now.',
  'They went with Notewright, we are out.',
  'Colin called.',
  'Priya wants the plan by Friday.',
  'Met Zoe Quill of Marlow yesterday, she wants a demo on 20 March.',
  'Yesterday Maya and Owen asked for <!channel> references.',
];

test('whatever is asked and said is answered as it is written down', async () => {
  const team = await startTeam();
  const me = team.calm(ava);
  for (const question of questions) await me.type(`/ask ${question}`);
  for (const words of sayings) await me.say(words);
  for (const words of ['what is still open with Maya?', 'brief Maya Chen', 'log a call', 'thanks'])
    await me.say(`@salesmemory ${words}`, sales);
  await expect(me.seen()).toMatchFileSnapshot('shown/answers.txt');
}, 300_000);
