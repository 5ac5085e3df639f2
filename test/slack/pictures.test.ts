import { afterEach, describe, expect, test } from 'vitest';
import type { Block } from '../../sandbox/slack/blocks/block.ts';
import type { Feature } from '../../src/slack/kit/grants.ts';
import { ask } from '../support/asking.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, createWorld, sales, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

async function createMe(features: readonly Feature[]): Promise<Someone> {
  world = await createWorld({ features: new Set(features) });
  await storeRead(world, [
    call({ day: daysAgo(12), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(2), text: 'They agreed to a pilot. It would be 48k EUR a year.' }),
    call({ name: 'James Okafor', company: 'Fleetline', day: daysAgo(20) }),
    call({ name: 'Maya Chen', company: 'Tallygate', day: daysAgo(3), outcome: 'won' }),
  ]);
  return personIn(world, ava);
}

type Table = Extract<Block, { type: 'data_table' }>;
type Image = Extract<Block, { type: 'image' }>;

const blocksIn = (me: Someone) => me.messages().flatMap(({ blocks = [] }) => blocks);
const tablesIn = (me: Someone) => blocksIn(me).filter((block): block is Table => block.type === 'data_table');
const picturesIn = (me: Someone) => blocksIn(me).filter((block): block is Image => block.type === 'image');
const textIn = (cell: Table['rows'][number][number] | undefined) => (cell && 'text' in cell ? cell.text : '');
const rowsOf = (table: Table | undefined) => (table?.rows ?? []).map((row) => row.map(textIn));

async function show(me: Someone, as: string, where = me.dm): Promise<void> {
  await ask(me, '/pipeline', /2 open deals|Counting/);
  if (where !== me.dm) await me.type('/pipeline', where);
  const { ts } = await me.sees('2 open deals', where);
  const outcome = await world.hand.choose(
    me.user,
    { channel: where, ts },
    { actionId: 'pipeline_show_as', value: as },
  );
  expect(outcome).toMatchObject({ ok: true });
}

/** Width and height in pixels of a PNG; throws when it is none. */
function sizeOfPicture(image: Image | undefined): readonly [number, number] {
  const file = world.slack.files.find(image?.slack_file?.id ?? '');
  const png = Buffer.from(file?.content ?? '', 'base64');
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('where the app may upload pictures', () => {
  test.each(['light', 'dark'])(
    'the pipeline comes as a %s picture below its table, in the DM of who asked',
    async (shade) => {
      const me = await createMe(['pictures']);
      await show(me, shade, sales);
      await me.sees('The picture and its table are in your DM.', sales);
      const [table] = tablesIn(me);
      expect(table?.caption).toBe('Open deals by stage and score');
      expect(rowsOf(table)[0]).toEqual([
        ...['Stage', 'Score', 'Deals', 'EUR', 'EUR, weighted', 'Without an amount that counts'],
      ]);
      expect(rowsOf(table)).toContainEqual([
        'Pilot agreed',
        expect.any(String),
        '1',
        '48k EUR',
        expect.any(String),
        '–',
      ]);
      const [picture] = picturesIn(me);
      expect(picture?.alt_text).toContain('Pilot agreed: 1 deal (1 ');
      expect(picture?.alt_text).toContain('48k EUR in 1');
      const [width, height] = sizeOfPicture(picture);
      expect(width).toBe(1_200);
      expect(height).toBeGreaterThan(300);
      // Slack looks at an upload for a while, which is no fault of anybody's.
      expect(world.logged.join()).not.toMatch(/"level":[45]0/);
      expect(JSON.stringify(me.messages(sales))).not.toMatch(
        /48k EUR in 1[^,]*1 without|slack_file|data_table/,
      );
    },
  );

  test('a light picture and a dark one are two pictures', async () => {
    const me = await createMe(['pictures']);
    await show(me, 'light');
    await me.sees('The picture and its table are in your DM.');
    await show(me, 'dark');
    await expect.poll(() => picturesIn(me).length).toBe(2);
    const [light, dark] = picturesIn(me).map(({ slack_file: file }) =>
      world.slack.files.find(file?.id ?? ''),
    );
    expect(light?.content).not.toBe(dark?.content);
  });

  test.each([
    ['the upload', 'files.getUploadURLExternal'],
    ['the file', 'files.completeUploadExternal'],
  ])(
    'where Slack does not take %s the table is there, and what is missing is said',
    async (_what, method) => {
      const me = await createMe(['pictures']);
      world.slack.faults.failWith(method, { times: 9, error: 'storage_limit_reached' });
      await show(me, 'light');
      await me.sees('The table is in your DM. Slack did not take the picture.');
      expect(tablesIn(me)).toHaveLength(1);
      expect(picturesIn(me)).toHaveLength(0);
      expect(world.logged.join()).toContain('Slack did not take a picture');
      expect(world.logged.join()).not.toMatch(/48k|Priya|Rentfield/);
    },
  );

  test('the score of a deal comes as a picture whose numbers are the rows of its table', async () => {
    const me = await createMe(['pictures']);
    await me.type('/timeline Priya');
    await me.seesModal('Score over time as');
    await me.choose('timeline_score_as', 'light');
    await me.seesModal('The picture and its table are in your DM.');
    const [table] = tablesIn(me);
    expect(table?.caption).toBe('Score of Priya Sharma · Rentfield');
    const [head, ...rows] = rowsOf(table);
    expect(head).toEqual(['No.', 'Day', 'Score', 'Change', 'What moved it']);
    expect(rows.length).toBeGreaterThan(0);
    const values = rows.map(([, , score]) => Number.parseInt(score ?? '', 10));
    for (const [at, [, , , change]] of rows.entries())
      if (at > 0) expect(Number(change)).toBe((values[at] ?? 0) - (values[at - 1] ?? 0));
    const [picture] = picturesIn(me);
    for (const [number, , score] of rows)
      expect(picture?.alt_text).toMatch(new RegExp(`${number}: .*, ${score}`));
    expect(sizeOfPicture(picture)[0]).toBe(1_200);
  });
});

describe('where it may not', () => {
  test('tables alone are offered, and a picture that is asked for all the same comes as its table', async () => {
    const me = await createMe(['share']);
    await ask(me, '/pipeline', /2 open deals/);
    expect(JSON.stringify(blocksIn(me))).not.toContain('Picture');
    await show(me, 'stages');
    await expect.poll(() => tablesIn(me).length).toBe(1);
    await me.type('/timeline Priya');
    await me.seesModal('Score over time as');
    expect(me.modalText()).not.toContain('Picture');
    await me.choose('timeline_score_as', 'table');
    await me.seesModal('The table is in your DM');
    expect(world.slack.log.calls().filter(({ name }) => name.startsWith('files.'))).toEqual([]);
  });

  test('the table of open deals sorts by score, amount and days, and is told in words to whoever sees no tables', async () => {
    const me = await createMe([]);
    await show(me, 'deals');
    await me.sees('The table is in your DM.');
    const [table] = tablesIn(me);
    const [, ...rows] = table?.rows ?? [];
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(row.map(({ type }) => type)).toEqual([
        ...['raw_text', 'raw_number', 'raw_text', 'raw_number', 'raw_text', 'raw_number'],
      ]);
    const [message] = me
      .messages()
      .filter(({ blocks = [] }) => blocks.some(({ type }) => type === 'data_table'));
    expect(message?.text).toContain('Priya Sharma · Rentfield: Score');
    expect(message?.text).toContain('Amount 48k EUR');
    expect(message?.text).toContain('James Okafor · Fleetline: Score Too new');
  });

  test('where Slack refuses a table its rows come in words', async () => {
    const me = await createMe([]);
    await ask(me, '/pipeline', /2 open deals/);
    const { ts } = await me.sees('2 open deals');
    world.slack.faults.failWith('chat.postMessage', { times: 1, error: 'invalid_blocks' });
    await world.hand.choose(
      me.user,
      { channel: me.dm, ts },
      { actionId: 'pipeline_show_as', value: 'deals' },
    );
    await me.sees('James Okafor · Fleetline: Score Too new');
    expect(tablesIn(me)).toHaveLength(0);
  });
});
