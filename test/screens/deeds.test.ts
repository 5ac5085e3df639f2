import { expect, test } from 'vitest';
import { ava } from '../support/world.ts';
import { startTeam } from './team.ts';

const told = [
  'Call with James Okafor: they went with Trellisdata, we are out.',
  'Call with James Okafor: we are out, he has signed with Trellisdata.',
  'Call with Riya Kapoor: she signed, we won at $70K.',
  'Call with Priya Sharma at Rentfield: migration is solved, she is no longer nervous. I will send the contract by 20 March.',
  'Call with Jordan Patel: compliance said no. He wants a call on 24 March.',
];

const sheet = [
  'Date,Contact,Company,Notes',
  '2026-01-05,Yrsa Holt,Dunmarrow,She is worried about the price.',
  '2026-01-12,Yrsa Holt,Dunmarrow,The price is settled and they asked for an offer.',
  '2026-02-02,Maya,Portline,Maya asked for references.',
  '2026-02-30,Bo Li,Tarn,No such day.',
].join('\n');

test('what was said changes what is shown, as it is written down', async () => {
  const team = await startTeam();
  const me = team.calm(ava);
  for (const words of told) {
    await me.say(words);
    await me.press('[Save]');
  }
  await me.say(
    'Met Zoe Quill of Marlow yesterday, she is worried about the price and wants a demo on 20 March.',
  );
  await me.press('[Choose who]');
  await me.submit();
  for (const name of [
    'James Okafor',
    'Riya Kapoor',
    'Priya Sharma at Rentfield',
    'Jordan Patel',
    'Zoe Quill',
    'Sarah Chen',
  ]) {
    await me.type(`/brief ${name}`);
    await me.press('[More]');
  }
  await me.type('/pipeline');
  await me.press('[Value]');
  await me.type('/digest now');
  await me.openHome();
  await expect(me.seen()).toMatchFileSnapshot('shown/said.txt');
}, 300_000);

test('what is brought from elsewhere, renamed, deleted and forgotten shows as it is written down', async () => {
  const team = await startTeam();
  const me = team.curious(ava);
  await me.send('calls.csv', sheet);
  await me.send('again.csv', sheet);
  for (const line of [
    '/timeline Tidebank',
    '/forget Priya Raman',
    '/forget Avery Stone',
    '/forget nobody',
    '/forget',
    '/brief Yrsa Holt',
    '/brief Jordan Patel',
  ])
    await me.type(line);
  await expect(me.seen()).toMatchFileSnapshot('shown/deeds.txt');
}, 300_000);
