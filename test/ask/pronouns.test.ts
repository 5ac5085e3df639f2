import { expect, test } from 'vitest';
import { hasLonePronoun, withName } from '../../src/ask/about.ts';
import { createRecentQuestions } from '../../src/slack/ask/verb.ts';
import { note } from '../brief/support.ts';
import { answering } from './answering.ts';

const at = (name: string, company: string, day: string) =>
  note({
    ...{ id: `note-${name}`, day, text: `${name} wants a price list.` },
    prospects: [{ key: `${name} ${company}`, name, company }],
    deal: { key: company, company, label: null },
  });
const notes = [at('Ida Lund', 'Kestrel', '2026-11-20'), at('Omar Haddad', 'Norwick', '2026-11-19')];

test.each([
  ...['what did i promise her?', 'When did he call', 'is she happy', 'what is his budget'],
  ...['who are we up against there', 'who signs over there?', 'what is the price in there'],
])('“%s” with nothing before it asks whom it means, by two names', async (question) => {
  const { ask, asked } = await answering(notes, async () => ({ found: false, sentences: [] }));
  const answer = await ask(question);
  expect(answer).toMatchObject({ kind: 'whom' });
  expect(answer.followUps.join(' ')).toMatch(/Ida Lund.* .*Omar Haddad/);
  expect(asked).toEqual([]);
});

test('whom a question may mean is said with the company where two of one name are known', async () => {
  const twins = [...notes, at('Ida Lund', 'Portline', '2026-11-18')];
  const { ask } = await answering(twins, async () => ({ found: false, sentences: [] }));
  expect((await ask('is she happy')).followUps).toEqual([
    'is Ida Lund at Kestrel happy',
    'is Omar Haddad happy',
  ]);
});

test('a name with a slip in it is nobody who was asked about before', async () => {
  const { askAfter } = await answering(notes, async () => ({ found: false, sentences: [] }));
  const answer = await askAfter('has norwik sent their list?', ['Who is Ida Lund?']);
  expect(answer).toMatchObject({ kind: 'whom', followUps: ['has Norwick sent their list?'] });
});

test('a question before it says whom a pronoun means', async () => {
  const { ask } = await answering(notes, async () => ({ found: false, sentences: [] }));
  const answer = await ask('What did he want?', 'Who is Omar Haddad?');
  expect(answer).toMatchObject({ kind: 'nothing', names: ['Omar Haddad'] });
});

test('“their” is whoever was asked about in another message before it, or is asked for', async () => {
  const { askAfter } = await answering(notes, async () => ({ found: false, sentences: [] }));
  const after = (lately: readonly string[]) => askAfter('is their budget frozen', lately);
  expect(await after(['Who is Omar Haddad?'])).toMatchObject({ names: ['Omar Haddad'] });
  expect(await after(['Who is Zoe?'])).toMatchObject({ kind: 'whom' });
  expect(await after(['Who is Omar Haddad?', 'has norwik paid?'])).toMatchObject({ kind: 'whom' });
  const since = ['How was the week?', 'What is due?', 'Any news?'];
  expect(await after(['Who is Omar Haddad?', ...since.slice(1)])).toMatchObject({ names: ['Omar Haddad'] });
  expect(await after(['Who is Omar Haddad?', ...since])).toMatchObject({ kind: 'whom' });
  expect(await after([])).toMatchObject({ kind: 'nothing', names: [] });
});

test.each([
  'Who said he is leaving?',
  'Which deals said she would sign?',
  'What worries her at Hollowmere?',
  'Did Zoe say she would call?',
  'How many open deals are there?',
  'What else is there',
  'Is anything from Kestrel in there?',
])('“%s” says itself whom it means, or means nobody', (question) => {
  expect(hasLonePronoun(question)).toBe(false);
});

test.each([
  ['what did i promise her?', 'what did i promise Ida Lund?'],
  ['what is his budget', 'what is Ida Lund’s budget'],
  ['Is she happy', 'Is Ida Lund happy'],
  ['when is her next call', 'when is Ida Lund’s next call'],
  ['who signs over there?', 'who signs at Ida Lund?'],
  ['what do they wait for?', 'what does Ida Lund wait for?'],
  ['Are they happy?', 'Is Ida Lund happy?'],
  ['why haven’t they answered', 'why hasn’t Ida Lund answered'],
  ['what do we owe them?', 'what do we owe Ida Lund?'],
])('“%s” with a name is “%s”', (question, named) => {
  expect(withName(question, 'Ida Lund')).toBe(named);
});

test.each([
  ['did kestral answer', 'did Kestrel answer'],
  ['has norwik paid yet?', 'has Norwick paid yet?'],
  ['what did hadad ask for', 'what did Omar Haddad ask for'],
  ['what about the kest renewal', 'what about the Kestrel renewal'],
])('“%s”, which no note holds, asks whether “%s” is meant', async (question, meant) => {
  const { ask } = await answering(notes, async () => ({ found: false, sentences: [] }));
  expect(await ask(question)).toMatchObject({ kind: 'whom', followUps: [meant] });
});

test.each(['has the plumber paid yet?', 'what did harold ask for', 'who wants a price lisst'])(
  '“%s” is like no name, and nobody is put into it',
  async (question) => {
    const { ask } = await answering(notes, async () => ({ found: false, sentences: [] }));
    expect((await ask(question)).kind).not.toBe('whom');
  },
);

test('questions are kept for ten minutes, three of each person, and for nobody else', () => {
  let at = 0;
  const recent = createRecentQuestions(() => new Date(at));
  for (const question of ['one', 'two', 'three', 'four']) recent.asked('U1', question);
  expect(recent.of('U1')).toEqual(['two', 'three', 'four']);
  expect(recent.of('U2')).toEqual([]);
  at = 10 * 60_000;
  expect(recent.of('U1')).toEqual([]);
});
