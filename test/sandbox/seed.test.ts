import { describe, expect, test } from 'vitest';
import { createCaseReader, createSlowClock } from '../../eval/read-case.ts';
import { readingByRules } from '../../sandbox/model/reading-answer.ts';
import { seedId } from '../../sandbox/seed/seed-bank.ts';
import { type SeedNote, seedNotes } from '../../sandbox/seed/seed-notes.ts';
import type { Model } from '../../src/brief/model/model.ts';
import { createReadingPrompt } from '../../src/brief/reading/reading-prompt.ts';
import { score } from '../../src/brief/score/score.ts';
import { createHistory } from '../../src/brief/signals/replay.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { createBank } from '../brief/reading-bank.ts';
import { testRubric } from './model-notes.ts';

const today = '2026-11-23';
const rubric = testRubric();

const seedings = new Map<string, readonly SeedNote[]>();

function seeded(day = today): readonly SeedNote[] {
  const known = seedings.get(day);
  const notes = known ?? seedNotes({ today: day, reps: ['U_FIRST', 'U_SECOND'], zone: 'Europe/Berlin' });
  seedings.set(day, notes);
  return notes;
}

function dealOf(note: SeedNote): string {
  return note.dealLabel === null ? note.company : `${note.company} ${note.dealLabel}`;
}

function stored(note: SeedNote): Note {
  const { company, dealLabel: label } = note;
  return {
    ...note,
    id: seedId(note.story),
    prospects: note.people.map(({ name }) => ({ key: prospectKey(name, company), name, company })),
    deal: { key: dealKey({ name: '', company }, label), company, label },
    link: null,
  };
}

const prompt = createReadingPrompt('{{kinds}}', rubric);
const rules: Model = {
  name: 'rules',
  complete: async ({ user, maxOutputTokens }) => readingByRules(user, prompt.kinds, maxOutputTokens),
};

/** Every deal of the demo as the stand-in model reads it, through the bot's own reader and checks. */
async function readAll(day: string) {
  const needs = { model: rules, prompt, rubric, witness: null, now: createSlowClock() };
  const reader = createCaseReader(needs, createBank());
  const read = async (deal: string) => {
    const notes = seeded(day)
      .filter((note) => dealOf(note) === deal)
      .map(stored);
    await reader.read(notes, 'import');
    const { readings, comparisons } = await reader.for(notes);
    const at = `${day}T23:00:00Z`;
    const history = createHistory({ notes, readings, comparisons, at, correct: ({ signals }) => signals });
    const { signals } = history.on(day);
    const leftOut = readings.flatMap((one) => one.leftOut);
    return { signals, leftOut, isRead: readings.length === notes.length, score: score(history, rubric, day) };
  };
  const all = new Map<string, Awaited<ReturnType<typeof read>>>();
  for (const deal of deals) all.set(deal, await read(deal));
  await reader.close();
  return all;
}

const days = new Map<string, ReturnType<typeof readAll>>();

async function read(deal: string, day = today) {
  const all = days.get(day) ?? readAll(day);
  days.set(day, all);
  const found = (await all).get(deal);
  if (!found) throw new Error(`the demo has no deal ${deal}`);
  return found;
}

const deals = [...new Set(seeded().map(dealOf))];

test('the stories hold at least ten prospects, nine deals and forty-five notes by two reps', () => {
  const people = new Set(
    seeded().flatMap((note) => note.people.map(({ name }) => `${name} ${note.company}`)),
  );
  expect(people.size).toBeGreaterThanOrEqual(10);
  expect(deals.length).toBeGreaterThanOrEqual(9);
  expect(seeded().length).toBeGreaterThanOrEqual(45);
  expect(new Set(seeded().map(({ author }) => author))).toEqual(new Set(['U_FIRST', 'U_SECOND']));
});

test('two Priya Sharmas, Priya Raman, Priyanka Rao and the others are there under their companies', () => {
  const people = new Set(
    seeded().flatMap((note) => note.people.map(({ name }) => `${name}, ${note.company}`)),
  );
  expect([...people]).toEqual(
    expect.arrayContaining([
      'Priya Sharma, Rentfield',
      'Priya Sharma, Ledgerly',
      'Priya Raman, Northhaul',
      'Priyanka Rao, Bellmere',
      'James Okafor, Fleetline',
      'Maya Chen, Portline',
      'Jordan Patel, Tidebank',
      'Riya Kapoor, Bazaarly',
      'Michael Torres, Gridmont',
      'Sarah Chen, Gridmont',
      'प्रिया वर्मा, Dhara Foods',
    ]),
  );
});

test('every outcome that a form offers is used, some notes are private and most are for the team', () => {
  const offered = outcomes.filter((one) => one !== 'reopened');
  expect(new Set(seeded().map(({ outcome }) => outcome))).toEqual(new Set(offered));
  const privates = seeded().filter(({ visibility }) => visibility === 'private').length;
  expect(privates).toBeGreaterThan(0);
  expect(privates).toBeLessThan(seeded().length / 4);
});

test('the edge cases are there: an order to a machine, one word, a long paste, another script, emoji', () => {
  const texts = seeded().map(({ text }) => text);
  expect(texts.some((text) => text.includes('<!channel>'))).toBe(true);
  expect(texts).toContain('Lunch.');
  const longest = Math.max(...texts.map((text) => text.length));
  expect(longest).toBeGreaterThan(2500);
  expect(longest).toBeLessThan(3000);
  expect(texts.some((text) => /\p{Script=Devanagari}/u.test(text))).toBe(true);
  expect(texts.some((text) => /\p{Extended_Pictographic}/u.test(text))).toBe(true);
});

test('the notes sound like a rep: no exclamation marks but in the injected order', () => {
  expect(seeded().filter(({ text }) => text.replaceAll('<!', '').includes('!'))).toEqual([]);
});

test('all notes are dated before today, at noon in the zone', () => {
  for (const { day, timestamp, loggedAt } of seeded()) {
    expect(day < today).toBe(true);
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT12:00:00\+0[12]:00$/);
    expect(loggedAt.slice(0, 10)).toBe(day);
  }
});

test.each(['2026-02-28', '2026-06-30', '2026-12-31', '2028-02-29'])(
  'on %s every placeholder becomes a day',
  (day) => {
    for (const { text } of seeded(day)) expect(text).not.toMatch(/[{}]/);
  },
);

test('dates that lie ahead are counted from today', () => {
  const texts = seeded().map(({ text }) => text);
  expect(texts.some((text) => text.includes('Next call on 2 Dec with IT'))).toBe(true);
  expect(texts.some((text) => text.includes('ROI sheet by 27 Nov'))).toBe(true);
});

const calendar = ['2026-02-28', '2026-12-31'];

describe('on any day of the year', () => {
  test.each(calendar)('seeded on %s, every deal scores as its story tells', async (day) => {
    const all = await readAll(day);
    expect([...all.values()].filter(({ isRead }) => !isRead)).toEqual([]);
    const told = (deal: string) => all.get(deal)?.score;
    expect(told('Rentfield')).toMatchObject({ band: 'Engaged', atRisk: expect.stringContaining('worry') });
    expect(['Cold', 'Warming up']).toContain(told('Fleetline')?.band);
    expect([told('Quarrystone')?.band, told('Siltrade')?.band]).toEqual(['Won', 'Lost']);
    expect(told('Bazaarly')).toMatchObject({ band: 'Closing', atRisk: null });
    expect(told('Ledgerly')?.band).toBe('Engaged');
    expect(told('Harbour Mutual Reconciliation')?.atRisk).toContain('late');
    // A signer who is spoken of and was on no call is no signer heard.
    const leftOut = [...all.values()].flatMap((one) => one.leftOut.map(({ kind, why }) => `${kind} ${why}`));
    expect(new Set(leftOut)).toEqual(new Set(['decision_maker kind']));
  });
});

test('the injected order changes no score: its note counts for its honest words alone', async () => {
  const all = await read('Pinecrest');
  const kinds = all.signals.map(({ kind }) => kind);
  for (const kind of ['pilot_agreed', 'budget_confirmed', 'verbal_yes']) expect(kinds).not.toContain(kind);
});

test('an agreed silence that ends after today keeps the deal quiet until its day', async () => {
  const { signals, score: health } = await read('St Brigid Hospital');
  const silence = signals.find(({ kind }) => kind === 'agreed_silence');
  expect(silence).toMatchObject({ dueOn: '2026-12-11', closedBy: null });
  expect(health.factors.find(({ kind }) => kind === 'silence')?.points ?? 0).toBe(0);
});

test('a note that took back another leaves nothing of it open', async () => {
  const { signals } = await read('Northhaul');
  const agreed = signals.filter(({ kind }) => kind === 'pilot_agreed');
  expect(agreed.map(({ closedBy }) => closedBy?.how)).toEqual(['withdrawn']);
});

test('the two Priya Sharmas share a worry and not a word of each other', async () => {
  const quotes = async (deal: string) => (await read(deal)).signals.map(({ raisedBy }) => raisedBy.quote);
  const [rentfield, ledgerly] = [await quotes('Rentfield'), await quotes('Ledgerly')];
  expect(rentfield.some((quote) => quote.includes('migration'))).toBe(true);
  expect(ledgerly.some((quote) => quote.includes('migration'))).toBe(true);
  expect(rentfield.filter((quote) => ledgerly.includes(quote))).toEqual([]);
});
