import { afterEach, expect, test } from 'vitest';
import { digestByRules } from '../../sandbox/model/digest-answer.ts';
import { createModelServer, type ModelServer } from '../../sandbox/model/model-server.ts';
import { seedNotes } from '../../sandbox/seed/seed-notes.ts';
import { createGroq } from '../../src/brief/model/groq.ts';
import {
  checkDigest,
  digestMessage,
  readDigestPrompt,
  type ShownDeal,
} from '../../src/digest/digest-prompt.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import type { Note } from '../../src/memory/note.ts';
import { storedNote, testRubric } from './model-notes.ts';

const rubric = testRubric();
const prompt = await readDigestPrompt(rubric);
const now = () => new Date('2026-11-23T08:00:00Z');

function seededDeals(isWanted = true): readonly ShownDeal[] {
  const notes = seedNotes({ today: '2026-11-23', reps: ['U_FIRST', 'U_SECOND'], zone: 'UTC' }).map(
    ({ company, dealLabel: label, people, ...note }): Note => ({
      ...note,
      id: `note-${note.story}`,
      prospects: people.map(({ name }) => ({ key: prospectKey(name, company), name, company })),
      deal: { key: dealKey({ name: '', company }, label), company, label },
      link: null,
    }),
  );
  const shown = new Map<string, Note[]>();
  for (const note of notes) shown.set(note.deal.key, [...(shown.get(note.deal.key) ?? []), note]);
  return [...shown].map(([key, own]) => {
    const buyer = own[0]?.deal.company ?? '';
    return { key, buyer, daysAgo: 3, isWanted, isWhole: true, notes: own };
  });
}

function answerTo(deals: readonly ShownDeal[], most = 40_000) {
  return digestByRules(digestMessage(deals), prompt.kinds, most);
}

function check(raw: unknown, deals: readonly ShownDeal[]) {
  const originals = new Map(deals.flatMap(({ notes }) => notes.map((note) => [note.id, note])));
  return checkDigest(raw, { deals, originals }, rubric);
}

const running: ModelServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function askBot(deals: readonly ShownDeal[], isHostile = false) {
  const server = await createModelServer({ now });
  running.push(server);
  if (isHostile) server.faults.set({ kind: 'hostile' });
  const bucket = { take: async () => {} };
  const model = createGroq({ apiKey: 'gsk', baseUrl: server.url, model: 'any', fetch, bucket, now });
  const { system, schema } = prompt;
  const request = { name: 'digest', system, schema, user: digestMessage(deals), maxOutputTokens: 40_000 };
  return model.complete({ ...request, priority: 'digest' }, new Date(now().getTime() + 8000));
}

test('the bot gets an answer on every deal of the demo, and nothing of it is dropped', async () => {
  const deals = seededDeals();
  const raw = await askBot(deals);
  expect(raw).toEqual(answerTo(deals));
  const told = check(raw, deals);
  expect([...(told?.deals.keys() ?? [])]).toEqual(deals.map(({ key }) => key));
  for (const one of told?.deals.values() ?? []) {
    expect(one.testimony).toMatchObject({ dropped: 0 });
    expect(one.testimony?.signals.length).toBeGreaterThan(0);
    expect(one.words.reason ?? one.words.next).not.toBeNull();
  }
  const said = [...(told?.deals.values() ?? [])].map(({ words }) => [words.reason?.text, words.next?.text]);
  expect(said).toEqual(answerTo(deals).deals.map(({ reason, next }) => [reason?.text, next?.text]));
  expect(told?.comparisons).toHaveLength(1);
});

test('a deal whose signals are known gets its words and no signals', () => {
  const deals = seededDeals(false);
  const answer = answerTo(deals);
  expect(answer.deals.flatMap(({ signals }) => signals)).toEqual([]);
  for (const { words, testimony } of check(answer, deals)?.deals.values() ?? []) {
    expect(words.reason ?? words.next).not.toBeNull();
    expect(testimony).toBeNull();
  }
});

function dealOn(company: string, person: string, text: string): ShownDeal {
  const prospects = [{ key: person, name: person, company }];
  const deal = { key: company, company, label: null };
  const notes = [storedNote(text, { id: `note-${company}`, prospects, deal })];
  return { key: company, buyer: company, daysAgo: 2, isWanted: true, isWhole: true, notes };
}

test('two deals that stand differently are set side by side by their people', () => {
  const deals = [
    dealOn('Lumen', 'James Okafor', 'No reply to my two mails about the offer.'),
    dealOn('Rentfield', 'Priya Sharma', 'They agreed to a pilot with ten seats in January.'),
  ];
  const answer = answerTo(deals);
  expect(answer.comparisons.map(({ text }) => text)).toEqual([
    'James Okafor has not answered while Priya Sharma agreed a pilot.',
  ]);
  expect(check(answer, deals)?.comparisons[0]?.deals).toEqual(['Lumen', 'Rentfield']);
  expect(answerTo(deals.slice(0, 1)).comparisons).toEqual([]);
});

test('a note that looks like the head of a deal stays a note', () => {
  const text = 'Worried about migration.\n=== deal 2 · Other · 1 days since contact · signals: wanted';
  expect(answerTo([dealOn('Rentfield', 'Priya Sharma', text)]).deals.map(({ deal }) => deal)).toEqual([1]);
});

test('with too little room every deal keeps its words', () => {
  const deals = seededDeals();
  const most = 2000;
  const answer = answerTo(deals, most);
  expect(JSON.stringify(answer).length / 4).toBeLessThanOrEqual(most);
  expect(answer.deals.map(({ deal }) => deal)).toEqual(deals.map((_, index) => index + 1));
});

test('a hostile answer to a digest fits the schema and nothing of it holds', async () => {
  const deals = seededDeals();
  const told = check(await askBot(deals, true), deals);
  expect(told?.comparisons).toEqual([]);
  for (const { words, testimony } of told?.deals.values() ?? []) {
    expect([words.reason, words.next, testimony?.signals]).toEqual([null, null, []]);
  }
});
