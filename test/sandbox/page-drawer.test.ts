import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createClock, nextMondayMorning } from '../../sandbox/clock.ts';
import { createWorkspaceFile, readWorkspaceFile } from '../../sandbox/data-folder.ts';
import { lastBrief } from '../../sandbox/drawer/holdings.ts';
import { judge, modelCalls, quoteFault } from '../../sandbox/drawer/model-calls.ts';
import { createProxy } from '../../sandbox/drawer/proxy.ts';
import { createRecorder, type Exchange } from '../../sandbox/drawer/recorder.ts';
import type { Trouble } from '../../sandbox/drawer/switches.ts';
import { createQuoteFinder } from '../../src/brief/quotes/quote.ts';

const now = () => new Date('2026-11-23T09:00:00Z');

async function echo() {
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ authorization }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${port}`;
}

async function recorded(trouble?: Trouble) {
  const recorder = createRecorder();
  const proxy = await createProxy({
    side: 'memory',
    target: await echo(),
    recorder,
    now,
    trouble: () => trouble,
  });
  onTestFinished(() => proxy.close());
  const ask = () =>
    fetch(`${proxy.url}/v1/notes?a=1`, {
      method: 'POST',
      body: 'two sentences',
      headers: { authorization: 'Bearer hidden' },
    });
  return { recorder, ask };
}

test('a request passes through the proxy whole, and its key is in no record', async () => {
  const { recorder, ask } = await recorded();
  expect(await (await ask()).json()).toEqual({ authorization: 'Bearer hidden' });
  const [exchange] = recorder.all();
  expect(exchange).toMatchObject({
    name: 'POST /v1/notes?a=1',
    request: 'two sentences',
    outcome: '200',
    isOk: true,
  });
  expect(JSON.stringify({ ...exchange, reply: '' })).not.toContain('hidden');
});

test.each<[Trouble['kind'], Trouble]>([
  ['down', { kind: 'down' }],
  ['lost', { kind: 'lost' }],
])('a service that is %s cuts the connection, and the record says so', async (_kind, trouble) => {
  const { recorder, ask } = await recorded(trouble);
  await expect(ask()).rejects.toThrow();
  expect(recorder.all()).toMatchObject([{ isOk: false }]);
});

test('a switch may answer in the service’s place', async () => {
  const reply = { status: 429, headers: { 'retry-after': '30' }, body: '{}' };
  const { ask } = await recorded({ kind: 'reply', reply });
  const answer = await ask();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30']);
});

test.each([
  ['2026-11-23T09:00:00Z', 'Europe/Stockholm', '2026-11-30T07:00:00.000Z'],
  ['2026-11-23T06:59:00Z', 'Europe/Stockholm', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T07:00:00Z', 'Europe/Stockholm', '2026-11-30T07:00:00.000Z'],
  ['2026-11-22T23:00:00Z', 'America/Los_Angeles', '2026-11-23T16:00:00.000Z'],
  ['2026-03-27T12:00:00Z', 'Europe/Stockholm', '2026-03-30T06:00:00.000Z'],
  ['2026-10-23T12:00:00Z', 'Europe/Stockholm', '2026-10-26T07:00:00.000Z'],
  ['2026-11-23T09:00:00Z', 'Asia/Kolkata', '2026-11-30T02:30:00.000Z'],
])('from %s in %s the next Monday morning is %s', (from, zone, expected) => {
  expect(nextMondayMorning(new Date(from), zone).toISOString()).toBe(expected);
});

test('the clock runs on from where it was put, and back to now', () => {
  let machine = 1_000;
  const clock = createClock(() => new Date(machine));
  clock.jumpTo(new Date(500_000));
  machine += 5;
  expect(clock.now().getTime()).toBe(500_005);
  clock.reset();
  expect([clock.now().getTime(), clock.offsetMs()]).toEqual([1_005, 0]);
});

const note = {
  n: 1,
  day: '2026-11-17',
  outcome: 'spoke',
  people: ['Priya'],
  text: 'She agreed to start with 20 seats in March.',
};

test('what the drawer calls no quote is none to the bot', () => {
  const words = fc.array(fc.constantFrom('She', 'agreed', '“to”', '—', '20', 'ﬁne', '  ', '...', 'İx'), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(words, words, words, (before, quote, after) => {
      const text = [...before, ...quote, ...after].join(' ');
      const said = quote.join(' ');
      if (quoteFault(said, text) !== undefined) expect(createQuoteFinder(text)(said)).toBeNull();
      if (createQuoteFinder(text)(said) !== null) expect(quoteFault(said, text)).toBeUndefined();
    }),
  );
});

test('what does not stand in its note is named with the reason', () => {
  const signal = {
    ...{ id: 'n1', kind: 'pilot_agreed', who: 'them', text: 'Pilot agreed', due_words: null, over: null },
    quote: 'agreed to start with 20 seats',
  };
  const verdicts = judge(
    {
      notes: [
        {
          note: 1,
          changes: [
            { signal: 's1', how: 'settled', quote: 'She agreed', due_words: null },
            { signal: 's2', how: 'done', quote: 'signed the contract', due_words: null },
          ],
          signals: [
            signal,
            { ...signal, quote: 'signed the contract today' },
            { ...signal, due_words: 'by Friday' },
            { ...signal, text: '45 seats' },
            'nonsense',
          ],
          outcome: { words: 'won', quote: 'all is signed' },
        },
        { note: 7, changes: [], signals: [signal], outcome: null },
      ],
    },
    [note],
  );
  expect(verdicts?.map(({ dropped, trimmed }) => dropped ?? trimmed)).toEqual([
    [],
    'the quote does not stand in that note',
    [],
    'the quote does not stand in that note',
    ['no day: “by Friday” does not stand in that note'],
    ["shown under its kind's name: its words hold the number 45, which stands in no note"],
    'it is not in the shape that was asked for',
    'the quote does not stand in that note',
    'there is no note 7',
  ]);
});

const exchange = (rest: Partial<Exchange>): Exchange => ({
  id: 1,
  at: now().toISOString(),
  side: 'model',
  way: 'out',
  name: 'POST /openai/v1/chat/completions',
  ms: 5,
  outcome: '200',
  isOk: true,
  request: '',
  reply: '',
  ...rest,
});
const prompt =
  '=== notes ab12 ===\n[1] 2026-11-03 Tuesday · spoke · Priya\nOlder words here\n\n[2] 2026-11-17 Tuesday · spoke · Priya\nNewer words here\n=== end of notes ab12 ===';
const asked = exchange({
  request: JSON.stringify({
    messages: [
      { role: 'system', content: 'Rules' },
      { role: 'user', content: prompt },
    ],
  }),
});
const held = (id: string, text: string) => ({ id, text, tags: [], metadata: {}, date: '' });

test('the last brief tells notes found by meaning from those found by date', () => {
  const search = exchange({
    side: 'memory',
    name: 'POST /v1/default/banks/b/memories/recall',
    request: JSON.stringify({ query: 'budget' }),
    reply: JSON.stringify({ results: [{ document_id: 'gone' }, { document_id: 'old' }] }),
  });
  const brief = lastBrief(
    [search, asked],
    [held('old', 'Older words here'), held('new', 'Newer words here')],
  );
  expect(brief).toMatchObject({
    searches: 1,
    leftOut: ['gone'],
    notes: [
      { id: 'new', searches: [] },
      { id: 'old', searches: [{ query: 'budget', place: 2 }] },
    ],
  });
});

test('an answer that is no JSON is shown as said, with no verdicts', () => {
  const reply = JSON.stringify({ choices: [{ message: { content: 'sorry' } }] });
  const broken = modelCalls([{ ...asked, reply }, exchange({ reply: '<html>' })]);
  expect(broken).toMatchObject([{ said: '' }, { said: 'sorry', notes: [{ n: 1 }, { n: 2 }] }]);
  expect(broken.map(({ verdicts }) => verdicts)).toEqual([undefined, undefined]);
});

test('the workspace is on disk soon after a change, and the file is never half written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'workspace.json');
  expect(await readWorkspaceFile(path)).toBeUndefined();
  let state = { turn: 0 };
  const file = createWorkspaceFile({ path, snapshot: () => state, report: () => undefined });
  file.changed();
  await expect.poll(() => readWorkspaceFile(path)).toEqual({ turn: 0 });
  for (let turn = 1; turn <= 50; turn += 1) {
    state = { turn };
    file.changed();
    JSON.parse(await readFile(path, 'utf8'));
  }
  await file.close();
  expect(await readWorkspaceFile(path)).toEqual({ turn: 50 });
  await writeFile(path, '{');
  await expect(readWorkspaceFile(path)).rejects.toThrow('is damaged');
});
