import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Feature, unaskedFeatures } from '../../src/slack/kit/grants.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

const withFiles: ReadonlySet<Feature> = new Set([...unaskedFeatures(), 'import']);
const start = Date.parse('2026-11-23T09:00:00Z') - performance.now();
const now = () => new Date(start + performance.now());
let world: World;
let me: Someone;

beforeEach(async () => {
  world = await createWorld({ features: withFiles, now });
  me = personIn(world, ava);
});

afterEach(async () => {
  await world.close();
}, 30_000);

const calls = [
  'Activity date,Associated Contact,Associated Company,Call notes,Call outcome',
  '2026-11-17 09:30,Mona Reyes (mona@hollowmere.example),Hollowmere,"Wants the plan, by Friday",Connected',
  '2026-11-12 11:00,Mona Reyes (mona@hollowmere.example),Hollowmere,Rang twice,No answer',
  ',Otto Brandvold,Fennick,Asked about seats,Connected',
  '2026-11-18 10:00,,,Somebody rang,Connected',
].join('\r\n');

const drop = (name: string, text: string, who = me) =>
  world.hand.sayInChannel(who.user, who.dm, { text: '', files: [{ name, content: Buffer.from(text) }] });

/** Both rows are stored, and the newest of them stands open. */
async function opensOneOfTwo(): Promise<void> {
  await drop('calls.csv', calls);
  await me.sees('2 new');
  await me.press('import_yes');
  await me.sees('2 notes from calls.csv are stored.');
  await me.type('/timeline Mona');
  await me.seesModal('Rang twice');
  await me.pressInModal('timeline_open');
  await me.seesModal('Back');
}

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

test('a form that is sent after the yes changes nothing of what is stored', async () => {
  await drop('calls.csv', calls);
  const { ts } = await me.sees('2 new');
  await me.press('import_change');
  await me.seesModal('How dates are written');
  await world.hand.pressButton(ava, { channel: me.dm, ts }, { actionId: 'import_yes' });
  await me.sees('2 notes from calls.csv are stored.');
  await me.submit({});
  await me.sees('That import has begun already. Undo it to choose otherwise.');
  expect(textOf(me.messages().find((one) => one.ts === ts))).toContain('are stored');
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

const owned = [
  'Date,Contact,Company,Notes,Owner',
  '2026-11-17,Mona Reyes,Hollowmere,Wants the plan,Ava Lindqvist',
  '2026-11-16,Mona Reyes,Hollowmere,Asked Ben about seats,Ben Carter',
  '2026-11-15,Otto Brandvold,Fennick,Nobody owns this,Somebody Unknown',
  '2026-11-14,Otto Brandvold,Fennick,Lena heard the budget,Lena Fischer',
].join('\n');

test('rows of a colleague are theirs to accept, and nothing of theirs is stored before', async () => {
  const ben = personIn(world, 'U0BEN00002');
  await drop('owned.csv', owned);
  const shown = textOf(await me.sees('2 new'));
  expect(shown).toContain('1 row is of *Ben Carter*: asked when you say yes');
  expect(shown).toContain('1 row is of *Lena Fischer*, who left: only an admin can bring them.');
  expect(shown).not.toContain('Asked Ben about seats');
  expect(ben.messages()).toEqual([]);
  await me.press('import_yes');
  await me.sees('2 notes from owned.csv are stored.');
  const offer = textOf(await ben.sees('1 new'));
  expect(offer).toContain('*Ava Lindqvist* sent a file with notes of yours.');
  expect(offer).toContain('Asked Ben about seats');
  expect(offer).not.toContain('Wants the plan');
  await ben.type('/timeline Mona');
  await ben.seesModal('Nothing on Mona yet');
  await ben.press('import_yes');
  await ben.sees('1 note from owned.csv is stored.');
  await ben.type('/timeline Mona');
  expect(textOf((await ben.seesModal('Asked Ben about seats')).view)).not.toContain('Wants the plan');
  await me.type('/timeline Mona');
  expect(textOf((await me.seesModal('Wants the plan')).view)).not.toContain('Asked Ben about seats');
  // Who was asked asks nobody: the sender has no second preview of their own file.
  expect(me.texts().join()).not.toContain('you have');
});

test('of somebody who left an admin alone may bring the rows, and sees no more of them than before', async () => {
  const nadia = personIn(world, 'U0NADIA003');
  await drop('owned.csv', owned, nadia);
  await nadia.sees('1 new');
  await nadia.press('import_yes');
  await nadia.sees('1 note from owned.csv is stored.');
  const offer = textOf(await nadia.sees('These are notes of'));
  expect(offer).toContain('*Lena Fischer*, who left. As an admin you may bring them.');
  expect(offer).toContain('Shared with the team.');
  await nadia.press('import_yes');
  const stored = () =>
    nadia
      .texts()
      .filter((text) => text.includes('owned.csv are stored') || text.includes('owned.csv is stored'));
  await world.slack.waitFor(() => stored().length === 2 || undefined);
  await me.type('/timeline Otto');
  const seen = textOf((await me.seesModal('Lena heard the budget')).view);
  expect(seen).not.toContain('Nobody owns this');
  await nadia.press('import_undo');
  await nadia.sees('The import of owned.csv is undone: 1 note deleted.');
  for (const did of ['imported', 'import undone'])
    expect(world.logged.join()).toContain(`"audit":"${did}","by":"${nadia.user}","of":"U0LEFT0006"`);
});

test('of somebody who left nobody brings the rows who is no admin any more', async () => {
  const nadia = personIn(world, 'U0NADIA003');
  await drop('owned.csv', owned, nadia);
  await nadia.sees('1 new');
  await nadia.press('import_yes');
  await nadia.sees('As an admin you may bring them.');
  const person = { id: 'U0NADIA003', name: 'nadia', real_name: 'Nadia Haddad', tz: 'Asia/Kolkata' };
  world.hand.changePeople([{ ...person, team_id: 'T0SANDBOX1', is_admin: false }]);
  await nadia.press('import_yes');
  await nadia.sees('That import is somebody else’s.');
  await me.type('/timeline Otto');
  expect(me.modalText()).not.toContain('Lena heard the budget');
});

test('a note of an import that its author deleted by itself stays deleted when the file comes again', async () => {
  await opensOneOfTwo();
  await me.pressInModal('timeline_delete');
  await world.slack.waitFor(() => !me.modalText().includes('Back') || undefined);
  await drop('calls-again.csv', calls);
  expect(textOf(await me.sees('1 you have'))).toContain('0 new, 1 you have, 1 you deleted');
});

test('a press on somebody else’s import does nothing', async () => {
  await drop('calls.csv', calls);
  const { ts } = await me.sees('2 new');
  await world.hand.pressButton('U0BEN00002', { channel: me.dm, ts }, { actionId: 'import_yes' });
  const seen = () => JSON.stringify(world.slack.messages.seenBy('U0BEN00002', me.dm));
  await world.slack.waitFor(() => seen().includes('That import is somebody else’s.') || undefined);
  expect(textOf(await me.sees('2 new'))).toContain('Import 2 notes');
});

test('what each column is can be changed, and rows with a secret are left out unless they are wanted', async () => {
  const sheet = [
    'A,B,C,D',
    '2026-11-17,Mona Reyes,Hollowmere,Wants the plan',
    '2026-11-16,Mona Reyes,Hollowmere,The token is sk-abcdef0123456789abcdef for now',
  ].join('\n');
  await drop('plain.csv', sheet);
  expect(textOf(await me.sees('No column says'))).toContain('what happened and who it was with.');
  await me.press('import_change');
  await me.seesModal('How dates are written');
  const refused = await me.submit({ import_role_person: ['1'], import_role_company: '2' });
  expect(refused.errors).toEqual({ import_role_words: 'Choose what says what happened.' });
  await me.submit({ import_role_person: ['1'], import_role_company: '2', import_role_words: ['3'] });
  const shown = textOf(await me.sees('1 row seems to hold a secret'));
  expect(shown).toContain('1 new.');
  expect(shown).not.toContain('sk-abcdef');
  await me.press('import_change');
  await me.seesModal('Rows that seem to hold a secret');
  await me.submit({ import_secrets: 'leave out secrets' });
  expect(textOf(await me.sees('brought without it'))).toContain('The token is [key left out] for now');
});

test('a note that was edited since stays when its import is undone, and is counted', async () => {
  await opensOneOfTwo();
  await me.pressInModal('log_edit');
  await me.seesModal('How it went');
  await me.submit({ log_text_0: 'Wants the plan, and soon.' });
  await me.seesModal('Saved');
  await me.press('import_undo');
  await me.sees('The import of calls.csv is undone: 1 note deleted. 1 note edited since stays.');
  await me.type('/timeline Mona');
  await me.seesModal('Wants the plan, and soon.');
});

test('a bot that stops in the middle goes on after its start, and stores each row once', async () => {
  const rows = Array.from(
    { length: 90 },
    (_, index) => `2026-11-1${index % 9},Mona Reyes,Hollowmere,Call number ${index}`,
  );
  await drop('many.csv', ['Date,Contact,Company,Notes', ...rows].join('\n'));
  await me.sees('90 new');
  await me.press('import_yes');
  await me.sees('Importing many.csv');
  await world.restartBot();
  await me.sees('90 notes from many.csv are stored.');
  await drop('many-again.csv', ['Date,Contact,Company,Notes', ...rows].join('\n'));
  expect(textOf(await me.sees('90 you have'))).toContain('0 new, 90 you have.');
});

test('a deal without a note for 90 days is dormant: counted beside the week until a note wakes it', async () => {
  await drop('old.csv', 'Date,Contact,Company,Notes\n2026-05-02,Ida Falk,Gransee,Began well');
  expect(textOf(await me.sees('1 new'))).toContain('Deals: 0 open. 1 dormant');
  await me.press('import_yes');
  await me.sees('1 note from old.csv is stored.');
  await me.type('/digest now');
  await me.sees('1 dormant');
});

test('who is meant is chosen in several forms, and what one of them said holds in the next', async () => {
  const known = [
    'Date,Contact,Company,Notes',
    '2026-01-05,Yrsa Holt,Dunmarrow,one',
    '2026-01-05,Sten Holt,Dunmarrow,two',
    '2026-01-05,Ida Falk,Gransee,three',
    '2026-01-05,Otto Falk,Gransee,four',
  ];
  await drop('known.csv', known.join('\n'));
  await me.sees('4 new');
  await me.press('import_yes');
  await me.sees('4 notes from known.csv are stored.');
  const nobody = ['2026-01-06,,Dunmarrow,five', '2026-01-06,,Gransee,six'];
  await drop('nobody.csv', ['Date,Contact,Company,Notes', ...nobody].join('\n'));
  await me.sees('0 new, 2 need');
  const leaveOutOneOf = async (count: number) => {
    await me.press('import_people');
    const { view } = await me.seesModal('Leave these rows out');
    const fields = new Set(JSON.stringify(view).match(/import_who_[0-9a-f]+/g));
    expect(fields.size).toBe(count);
    const [field = ''] = fields;
    await me.submit({ [field]: 'leave out' });
  };
  await leaveOutOneOf(2);
  await me.sees('1 needs a choice');
  await leaveOutOneOf(1);
  await me.sees('0 new, 2 not readable.');
});

test('a workbook sent beside a CSV is asked for as CSV, and the CSV is read', async () => {
  await world.hand.sayInChannel(me.user, me.dm, {
    text: '',
    files: [
      { name: 'plan.xlsx', content: Buffer.from('PK') },
      { name: 'calls.csv', content: Buffer.from(calls) },
    ],
  });
  await me.sees('That is a workbook. Save it as CSV');
  await me.sees('2 new');
});
