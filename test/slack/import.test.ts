import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Feature, unaskedFeatures } from '../../scripts/manifest/make-manifest.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

const withFiles: ReadonlySet<Feature> = new Set([...unaskedFeatures(), 'import']);
const now = () => new Date('2026-11-23T09:00:00Z');
let world: World;
let me: Someone;

beforeEach(async () => {
  world = await createWorld({ features: withFiles, now });
  me = personIn(world, ava);
});

afterEach(async () => {
  await world.close();
});

const calls = [
  'Activity date,Associated Contact,Associated Company,Call notes,Call outcome',
  '2026-11-17 09:30,Mona Reyes (mona@hollowmere.example),Hollowmere,"Wants the plan, by Friday",Connected',
  '2026-11-12 11:00,Mona Reyes (mona@hollowmere.example),Hollowmere,Rang twice,No answer',
  ',Otto Brandvold,Fennick,Asked about seats,Connected',
  '2026-11-18 10:00,,,Somebody rang,Connected',
].join('\r\n');

const drop = (name: string, text: string, who = me) =>
  world.hand.sayInChannel(who.user, who.dm, { text: '', files: [{ name, content: Buffer.from(text) }] });

test('a CSV in the DM is shown as it would be stored, and nothing is stored before a yes', async () => {
  await drop('calls.csv', calls);
  const shown = textOf(await me.sees('2 new'));
  expect(shown).toContain('2 new, 2 not readable.');
  expect(shown).toContain('Mona Reyes · Hollowmere');
  expect(shown).toContain('“Wants the plan, by Friday”');
  expect(shown).toContain('row 4: no day');
  expect(shown).toContain('row 5: nobody is named');
  expect(shown).toContain('Private to you.');
  await me.type('/timeline Mona');
  await me.seesModal('Nothing on Mona yet');
});

test('a yes stores them, the same file again stores nothing, and one press takes them back', async () => {
  await drop('calls.csv', calls);
  await me.sees('2 new');
  await me.press('import_yes');
  await me.sees('2 notes from calls.csv are stored.');
  await me.type('/timeline Mona');
  const modal = textOf((await me.seesModal('Rang twice')).view);
  expect(modal).toContain('Wants the plan, by Friday');
  await drop('calls-again.csv', calls);
  expect(textOf(await me.sees('2 you have'))).toContain('0 new, 2 you have');
  await me.press('import_undo');
  await me.sees('The import of calls.csv is undone: 2 notes deleted.');
  await me.type('/timeline Mona');
  await me.seesModal('Nothing on Mona yet');
  await drop('calls-once-more.csv', calls);
  await me.sees('calls-once-more.csv');
  await me.sees('2 new, 2 not readable');
});

test('without the scope a dropped file gets a sentence, and /log import says so too', async () => {
  await world.close();
  world = await createWorld({ now });
  me = personIn(world, ava);
  await drop('calls.csv', calls);
  await me.sees('may not read files yet');
  await me.type('/log import');
  await me.sees('add the scope files:read');
});
