import type { Random } from '../chaos/random.ts';
import { daysAgo } from '../support/filled.ts';
import { deals, sales, type World } from '../support/world.ts';
import type { Roamer } from './roamer.ts';

interface Given {
  readonly world: World;
  readonly roamer: Roamer;
  readonly random: Random;
  readonly note: () => string;
  readonly words: () => string;
  readonly name: () => string;
}

type Opener = readonly [listener: string, open: (given: Given) => Promise<unknown>];

const command = (listener: string, line: (given: Given) => string): Opener => [
  `command ${listener}`,
  (given) => {
    const { me } = given.roamer;
    const where = given.random.chance(0.2) ? deals : me.dm;
    return me.type(`/${listener} ${line(given)}`.trim(), where);
  },
];

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

async function importRows({ world, roamer: { me }, note, name, random }: Given): Promise<void> {
  const rows = Array.from({ length: 6 }, (_, index) =>
    [daysAgo(random.between(1, 200)), name(), index % 2 ? name() : 'Odd Rows', note()].map(cell).join(','),
  );
  const content = Buffer.from(['Date,Contact,Company,Notes', ...rows].join('\n'));
  await world.hand.sayInChannel(me.user, me.dm, { text: '', files: [{ name: 'odd.csv', content }] });
}

/** Whoever is in the channel reads it anyway, so that it has no mark. */
async function rememberMessage({ world, roamer: { me }, words }: Given): Promise<void> {
  const text = words();
  await world.hand.sayInChannel(me.user, sales, { text });
  const said = me.messages(sales).at(-1);
  if (said) await world.hand.messageShortcut(me.user, 'remember_message', { channel: sales, ts: said.ts });
}

/** Memory is away while a form is sent, and back a moment later. */
async function notSaved({ world, roamer, name, note }: Given): Promise<void> {
  const { me } = roamer;
  world.memory.faults.set({ kind: 'refuse' });
  await me.say(`${name()}: ${note()}`);
  await roamer.step();
  await roamer.step();
  world.memory.faults.set(undefined);
}

async function notOpened({ world, roamer: { me }, name, note }: Given): Promise<void> {
  world.slack.faults.failWith('views.open', { times: 1, error: 'expired_trigger_id' });
  await me.type(`/log ${name()}: ${note()}`);
}

/** Each way to begin something, with odd words in it. */
export const openers: readonly Opener[] = [
  command('log', ({ name, note }) => `${name()}: ${note()}`),
  command('log', ({ note }) => note()),
  ['shortcut log_call', ({ roamer }) => roamer.me.shortcut('log_call')],
  ['shortcut remember_message', rememberMessage],
  ['event said', ({ roamer, name, note }) => roamer.me.say(`${name()}: ${note()}`)],
  ['event said', ({ roamer, note }) => roamer.me.say(note())],
  ['event said', ({ roamer, name }) => roamer.me.say(`what did ${name()} say?`)],
  ['event said', ({ roamer, words }) => roamer.me.say(`@SalesMemory ${words()}`, { where: sales })],
  command('brief', ({ name }) => name()),
  command('brief', ({ words }) => words()),
  command('brief', ({ name, words }) => `${name()} about ${words().slice(0, 80)}`),
  command('brief', ({ name }) => `${name()} as of ${daysAgo(9)}`),
  command('brief', () => ''),
  command('timeline', ({ name }) => name()),
  command('timeline', () => ''),
  command('ask', ({ words }) => words()),
  command('ask', ({ name, words }) => `What did ${name()} say about ${words().slice(0, 60)}?`),
  command('ask', () => 'Who is worried, and what did we promise?'),
  command('pipeline', () => ''),
  command('pipeline', ({ name }) => `commit ${name()}`),
  command('pipeline', () => 'calibration'),
  command('digest', () => 'now'),
  command('digest', () => 'settings'),
  command('digest', ({ words }) => words()),
  command('forget', ({ name }) => name()),
  command('forget', () => ''),
  ['event app_home_opened', ({ world, roamer }) => world.hand.openHome(roamer.me.user)],
  ['event pane opened', ({ world, roamer }) => world.hand.openHome(roamer.me.user, 'messages')],
  ['event member changed', ({ world, roamer }) => world.hand.tellOfPerson(roamer.me.user)],
  ['event group changed', ({ world }) => world.hand.changeUserGroup('S0SALES001', ['U0AVA00001'])],
  ['event said', importRows],
  ['action log_try_again', notSaved],
  ['action log_reopen', notOpened],
];
