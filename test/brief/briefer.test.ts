import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBriefer } from '../../src/brief/briefer.ts';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { estimateTokens, type Model, type ModelRequest } from '../../src/brief/model/model.ts';
import { createKept } from '../../src/brief/signals/kept.ts';
import { UpstreamError } from '../../src/errors.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import { addDays } from '../../src/util/calendar.ts';
import { memoryOf, stateInMemory } from './memory-stand-in.ts';
import { deal, note, priya, prompt, rubric } from './support.ts';

const amit = { key: 'amit-rao-rentfield-2c', name: 'Amit Rao', company: 'Rentfield' };
const first = note({ day: '2026-11-03', text: 'She is nervous about the migration timeline.' });
const second = note({
  day: '2026-11-17',
  prospects: [amit],
  text: 'Amit Rao, their CTO: pilot agreed with 20 seats. I owe him the ROI sheet by Friday.',
});
const notes = [second, first];
const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };

const signals = [
  {
    kind: 'objection',
    text: 'Migration timeline',
    who: 'them',
    raised: { note: 1, quote: 'nervous about the migration timeline' },
    closed: null,
    due_on: null,
  },
  {
    kind: 'pilot_agreed',
    text: 'Pilot with 20 seats',
    who: 'them',
    raised: { note: 2, quote: 'pilot agreed with 20 seats' },
    closed: null,
    due_on: null,
  },
  {
    kind: 'promise',
    text: 'ROI sheet',
    who: 'us',
    raised: { note: 2, quote: 'I owe him the ROI sheet by Friday' },
    closed: null,
    due_on: '2026-11-20',
  },
  {
    kind: 'person',
    text: 'Amit Rao, CTO',
    who: 'them',
    raised: { note: 2, quote: 'Amit Rao, their CTO' },
    closed: null,
    due_on: null,
  },
];
const answer = {
  signals,
  do_next: { text: 'Send the ROI sheet.', note: 2, quote: 'I owe him the ROI sheet by Friday' },
  open_with: null,
  recommendation: [],
  changed: [],
  tone: null,
};

let requests: ModelRequest[];
let reports: unknown[];

function modelOf(complete: (request: ModelRequest, deadline: Date) => Promise<unknown>): Model {
  return {
    name: 'm',
    complete: (asked, deadline) => {
      requests.push(asked);
      return complete(asked, deadline);
    },
  };
}

const failing = (kind: 'busy' | 'server', status?: number) =>
  modelOf(() => Promise.reject(new UpstreamError({ service: 'groq', kind, operation: 'complete', status })));
const answering = () => modelOf(() => Promise.resolve(answer));

function brieferOf(model: Model, parts: { state?: StateBank; held?: typeof notes; tokens?: number } = {}) {
  const state = parts.state ?? stateInMemory();
  const report = (error: unknown) => void reports.push(error);
  return createBriefer({
    memory: memoryOf(parts.held ?? notes),
    corrections: createCorrectionStore(state),
    kept: createKept(state, report),
    tokensPerMinute: parts.tokens ?? 8000,
    zone: 'UTC',
    now: () => new Date(),
    ...{ model, prompt, rubric, report },
  });
}

beforeEach(() => {
  requests = [];
  reports = [];
  vi.useFakeTimers({ now: new Date('2026-11-23T09:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a brief scores the deal, puts the asked person first and names every note it rests on', async () => {
  const briefer = brieferOf(answering());
  const brief = await briefer.brief(request, await briefer.gather(request));
  expect(brief).toMatchObject({
    prospect: priya,
    asOf: '2026-11-23',
    source: { kind: 'model' },
    readCount: 2,
    privateCount: 2,
    lastContact: { day: '2026-11-17', daysAgo: 6 },
    score: { value: 62, band: 'Hot', momentum: 35 },
    doNext: { text: 'Send the ROI sheet.', cited: { noteId: second.id } },
    openItems: [{ text: 'Migration timeline', points: -8 }],
    promises: [{ who: 'us', dueOn: '2026-11-20', overdue: true }],
  });
  expect(brief.notes.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(brief.people).toMatchObject([
    { name: 'Amit Rao', role: 'CTO', cited: { noteId: second.id } },
    { name: 'Priya Sharma', role: null },
  ]);
  expect(brief.knowledge.find((line) => line.topic === 'who signs')?.state).toBe('unknown');
});

test('two people of one deal have one score, from one call', async () => {
  const briefer = brieferOf(answering());
  const hers = await briefer.brief(request, notes);
  const his = await briefer.brief({ ...request, prospect: amit.key }, notes);
  expect(his.score).toEqual(hers.score);
  expect(his.source).toEqual({ kind: 'kept' });
  expect(requests).toHaveLength(1);
});

test('a second process with the same state asks no model and gives the same score', async () => {
  const state = stateInMemory();
  const before = await brieferOf(answering(), { state }).brief(request, notes);
  const after = await brieferOf(failing('server'), { state }).brief(request, notes);
  expect(after.score).toEqual(before.score);
  expect(requests).toHaveLength(1);
});

test('the order in which memory lists the notes of one day changes nothing', async () => {
  const state = stateInMemory();
  const twin = { ...second, id: 'note-twin', text: 'Called again, nothing new to tell.' };
  await brieferOf(answering(), { state }).brief(request, [twin, second, first]);
  const again = await brieferOf(answering(), { state }).brief(request, [first, second, twin]);
  expect(again.source).toEqual({ kind: 'kept' });
});

test('a kept answer of an older form is asked for anew', async () => {
  const state = stateInMemory();
  await brieferOf(answering(), { state }).brief(request, notes);
  const [record] = await state.list(`deal:${deal.key}`);
  if (record !== undefined) await state.put({ ...record, data: { signals: 'old' } });
  expect((await brieferOf(answering(), { state }).brief(request, notes)).source).toEqual({ kind: 'model' });
  expect(record?.noteIds.toSorted()).toEqual([first.id, second.id]);
});

test('identical briefs at once share one call', async () => {
  const briefer = brieferOf(answering());
  await Promise.all([1, 2, 3].map(() => briefer.brief(request, notes)));
  expect(requests).toHaveLength(1);
});

test('a changed word, outcome or note is read anew', async () => {
  const briefer = brieferOf(answering());
  await briefer.brief(request, notes);
  await briefer.brief(request, [second, { ...first, text: `${first.text} Very.` }]);
  await briefer.brief(request, [{ ...second, outcome: 'next_step' }, first]);
  await briefer.brief(request, [first]);
  expect(requests).toHaveLength(4);
});

test.each([
  ['busy', failing('busy', 429), 'busy'],
  ['down', failing('server', 503), 'model'],
  ['talking nonsense', modelOf(() => Promise.resolve('<html>')), 'model'],
])('a model that is %s leaves a brief from facts, without a score', async (_, model, reason) => {
  const brief = await brieferOf(model).brief(request, notes);
  expect(brief).toMatchObject({
    source: { kind: 'facts', reason },
    score: null,
    readCount: 0,
    doNext: { text: 'Agree a next step with a date.' },
    lastContact: { daysAgo: 6 },
  });
  expect(brief.notes).toHaveLength(2);
  expect(reports).toHaveLength(1);
});

test('with model and state bank both hung the brief is there within 8 s', async () => {
  const hung = (): Promise<never> => new Promise(() => undefined);
  const state = { ...stateInMemory(), get: hung, put: hung, list: hung };
  const work = brieferOf(modelOf(hung), { state }).brief(request, notes);
  await vi.advanceTimersByTimeAsync(8000);
  const brief = await Promise.race([work, Promise.resolve('late')]);
  expect(brief).toMatchObject({ source: { kind: 'facts', reason: 'model' }, score: null });
});

test('a state bank that fails costs a model call and nothing else', async () => {
  const broken = (): Promise<never> =>
    Promise.reject(new UpstreamError({ service: 'hindsight', kind: 'network', operation: 'retain' }));
  const state = { ...stateInMemory(), get: broken, put: broken };
  const brief = await brieferOf(answering(), { state }).brief(request, notes);
  expect(brief.score?.value).toBe(62);
});

test('a brief is not given with what was put right counted again, while memory does not tell of it', async () => {
  const { list, ...rest } = stateInMemory();
  const away = new UpstreamError({ service: 'hindsight', kind: 'network', operation: 'list' });
  const silent: StateBank['list'] = (tags) =>
    [tags].flat().join().startsWith('ruling:') ? Promise.reject(away) : list(tags);
  const briefer = brieferOf(answering(), { state: { ...rest, list: silent } });
  await expect(briefer.brief(request, notes)).rejects.toBe(away);
  expect(await briefer.gain(request, second.id)).toBeNull();
  expect(reports).toEqual([away]);
});

test('a sentence of the model that rests on words put right since is not shown again', async () => {
  const state = stateInMemory();
  const briefer = brieferOf(answering(), { state });
  const quote = 'I owe him the ROI sheet by Friday';
  await createCorrectionStore(state).say({
    deal: deal.key,
    signal: { noteId: second.id, kind: 'promise', who: 'us', quote },
    ...{ says: 'done', reason: '', by: 'U1', day: '2026-11-23', at: '2026-11-23T08:00:00.000Z' },
  });
  const brief = await briefer.brief(request, notes);
  expect(brief.promises).toEqual([]);
  expect(brief.doNext.text).toBe('Answer the open worry: Migration timeline.');
  expect(brief.score?.atRisk).toBeNull();
});

test('facts alone still show what an earlier answer found, but no score', async () => {
  const state = stateInMemory();
  await brieferOf(answering(), { state }).brief(request, notes);
  const third = note({ day: '2026-11-20', outcome: 'no_answer', text: 'Voice mail.' });
  const brief = await brieferOf(failing('server'), { state }).brief(request, [third, ...notes]);
  expect(brief).toMatchObject({ score: null, readCount: 2, openItems: [{ text: 'Migration timeline' }] });
  expect(brief.doNext.text).toBe('Keep the promise: ROI sheet (was due 20 Nov).');
});

test('an answer that rests on a note this asker cannot see is not shown', async () => {
  const state = stateInMemory();
  await brieferOf(answering(), { state }).brief(request, notes);
  const brief = await brieferOf(failing('server'), { state }).brief(request, [first]);
  expect(brief).toMatchObject({ openItems: [], promises: [], readCount: 0 });
});

test('one note gives facts and no score', async () => {
  const one = modelOf(() => Promise.resolve({ ...answer, signals: signals.slice(0, 1) }));
  const brief = await brieferOf(one, { held: [first] }).brief(request, [first]);
  expect(brief).toMatchObject({ source: { kind: 'facts', reason: 'thin' }, score: null, raises: [] });
  expect(brief.openItems).toHaveLength(1);
});

test('a prompt that the model finds too large is tried once with half of the notes', async () => {
  const held = Array.from({ length: 12 }, (_, index) =>
    note({
      day: `2026-11-${String(20 - index).padStart(2, '0')}`,
      text: `Call ${index}. ${'We spoke at length. '.repeat(12)}`,
    }),
  );
  const tooLarge = new UpstreamError({
    service: 'groq',
    kind: 'invalid',
    operation: 'complete',
    status: 413,
  });
  const model = modelOf((asked) =>
    requests.length === 1 ? Promise.reject(tooLarge) : Promise.resolve({ ...answer, asked }),
  );
  const brief = await brieferOf(model, { held, tokens: 20_000 }).brief(request, held);
  expect(requests).toHaveLength(2);
  expect(brief.readCount).toBeGreaterThan(2);
  expect(brief.readCount).toBeLessThan(8);
});

test('prompt and answer together stay within what the account may use in a minute', async () => {
  const names = ['Priya Sharma', 'Amit Rao', 'Katharina Oberhauser-Lindqvist', 'Jo Li'];
  const prospects = names.map((name) => ({ ...priya, key: name, name }));
  const held = Array.from({ length: 90 }, (_, index) => {
    const day = addDays('2026-11-20', -index);
    return note({
      day,
      prospects,
      author: `U${index % 3}`,
      text: `Call ${index}: ${'ok '.repeat(index % 50)}`,
    });
  });
  await brieferOf(answering(), { held }).brief(request, held);
  const costs = requests.map(
    ({ system, schema, user, maxOutputTokens }) =>
      estimateTokens(system) +
      estimateTokens(JSON.stringify(schema)) +
      estimateTokens(user) +
      maxOutputTokens,
  );
  const cost = costs[0] ?? 0;
  expect(cost).toBeLessThanOrEqual(8000);
  expect(cost).toBeGreaterThan(7500);
});

test('the gain of a note has parts that add up and names what is new', async () => {
  const gain = await brieferOf(answering()).gain(request, second.id);
  expect(gain).toMatchObject({ before: null, after: { value: 62 }, parts: [] });
  expect(gain?.news).toMatchObject([{ kind: 'promise', text: 'ROI sheet' }]);

  const old = note({ day: '2026-10-20', text: 'Intro call, they lose context between calls.' });
  const held = [...notes, old];
  const shifted = signals.map((one) => ({ ...one, raised: { ...one.raised, note: one.raised.note + 1 } }));
  const model = modelOf(() => Promise.resolve({ ...answer, signals: shifted }));
  const three = await brieferOf(model, { held }).gain(request, second.id);
  expect(three?.before?.value).toBe(35 - 8 - 13);
  expect(three?.parts).toEqual([
    { label: 'Pilot agreed', points: 35 },
    { label: 'Silence past 7 days', points: 13 },
  ]);
  expect(requests.map(({ priority }) => priority)).toEqual(['gain', 'gain']);
});

test('no gain for a note that is gone or when the model does not answer', async () => {
  expect(await brieferOf(answering()).gain(request, 'note-gone')).toBeNull();
  expect(await brieferOf(failing('server')).gain(request, second.id)).toBeNull();
});

test('a note dated tomorrow by an eastern colleague counts today', async () => {
  const ahead = note({ day: '2026-11-24', text: 'She is nervous about the migration timeline.' });
  expect((await brieferOf(answering()).brief(request, [ahead, first])).asOf).toBe('2026-11-24');
});
