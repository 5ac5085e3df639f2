import { expect, test, vi } from 'vitest';
import { findEvidence } from '../../src/brief/evidence/find-evidence.ts';
import { findSignals } from '../../src/brief/evidence/find-signals.ts';
import { kindsAsked } from '../../src/brief/evidence/kind-words.ts';
import { byAnyWord } from '../../src/brief/evidence/search-notes.ts';
import type { RecallRequest } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { readDealsOf, readingOf, said } from '../ask/answering.ts';
import { memoryOf } from './memory-stand-in.ts';
import { note } from './support.ts';

const filler = 'We talked about this and that and the weather over lunch.';
/** Newest first; the second deal is older. */
const notes = Array.from({ length: 40 }, (_, index): Note => {
  const company = index < 20 ? 'Rentfield' : 'Portline';
  const deal = { key: company, company, label: null };
  return note({
    id: `note-${index}`,
    day: addDays('2026-11-20', -index),
    deal,
    text: `Call ${index}. ${filler}`,
  });
});
const withText = (index: number, text: string) =>
  notes.map((one, place) => (place === index ? { ...one, text } : one));

async function found(question: string, given: Partial<Parameters<typeof searching>[0]> = {}) {
  return (await searching({ question, ...given })).notes.slice(0, 10).map(({ id }) => id);
}

function searching({
  question,
  held = notes,
  nearest = [],
  readings = [],
  isOfAll = true,
}: {
  question: string;
  held?: readonly Note[];
  nearest?: readonly string[];
  readings?: Parameters<typeof readDealsOf>[0];
  isOfAll?: boolean;
}) {
  const memory = { ...memoryOf(held), recall: async () => nearest };
  const search = { asker: 'U1', question, earlier: [], headers: held, isOfAll };
  return findEvidence({ memory, deals: readDealsOf(readings) }, search);
}

test('an old note is found by its words, by its meaning and by what was read in it', async () => {
  const held = withText(35, 'Budget is frozen until the CFO signs off.');
  expect(await found('Who has a frozen budget?', { held })).toEqual(['note-35']);
  expect(await found('Is there any money?', { nearest: ['note-35'] })).toEqual(['note-35']);
  const korean = withText(35, '예산은 1월까지 동결이라고 하심.');
  const read = said('budget_doubt', 'Budget frozen until January', '예산은 1월까지 동결');
  const readings = [readingOf({ id: 'note-35' }, { signals: [read] })];
  expect(await found('Where is no money?', { held: korean, readings })).toEqual(['note-35']);
});

test('what was said again, and what ended it, is found with it', async () => {
  const worry = said('objection', 'Security review', 'Security worries him');
  const of = {
    noteId: 'note-30',
    kind: 'objection',
    who: 'them' as const,
    quote: worry.quote,
    text: worry.text,
  };
  const readings = [
    readingOf({ id: 'note-30' }, { signals: [worry] }),
    readingOf({ id: 'note-25' }, { changes: [{ of, how: 'again', quote: 'Call 25', dueOn: null }] }),
    readingOf({ id: 'note-22' }, { changes: [{ of, how: 'settled', quote: 'Call 22', dueOn: null }] }),
  ];
  expect(await found('Who raised security?', { readings })).toEqual(['note-25', 'note-22', 'note-30']);
});

test('the newest come first only where what is recent was asked for', async () => {
  const held = [
    ...withText(2, 'Security came up.').slice(0, 19),
    ...withText(30, 'Security, security.').slice(19),
  ];
  expect((await found('Who raised security?', { held }))[0]).toBe('note-30');
  expect((await found('Who raised security last?', { held }))[0]).toBe('note-2');
});

test('a deal that was named is read whole, what fits the question first', async () => {
  const held = withText(15, 'Their security review takes six weeks.').slice(0, 20);
  const { notes: all } = await searching({ question: 'security', held, isOfAll: false });
  expect(all).toHaveLength(20);
  expect(all[0]?.id).toBe('note-15');
});

test('each deal that was named is asked for its own nearest, and trouble there costs meaning alone', async () => {
  const asked: RecallRequest[] = [];
  const memory = {
    ...memoryOf(notes),
    recall: async (request: RecallRequest) => {
      asked.push(request);
      throw new Error('away');
    },
  };
  const search = { asker: 'U1', question: 'weather', earlier: [], headers: notes, isOfAll: false };
  const evidence = await findEvidence({ memory, deals: readDealsOf([]) }, search);
  expect(asked.map(({ deal, text }) => [deal, text])).toEqual([
    ['Rentfield', 'weather'],
    ['Portline', 'weather'],
  ]);
  expect(evidence.notes).toHaveLength(40);
  expect(evidence.reading).toEqual({ unread: 40, of: 40 });
});

test('meaning that is long in coming is done without', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const memory = { ...memoryOf(notes), recall: () => new Promise<never>(() => undefined) };
    const search = { asker: 'U1', question: 'weather', earlier: [], headers: notes, isOfAll: true };
    const evidence = findEvidence({ memory, deals: readDealsOf([]) }, search);
    await vi.advanceTimersByTimeAsync(1_500);
    expect((await evidence).worded.size).toBe(40);
  } finally {
    vi.useRealTimers();
  }
});

test('however large the bank, no more deals are read than can be looked through; older ones are found by meaning', async () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    note({
      id: `note-${index}`,
      day: addDays('2026-11-20', -index),
      deal: { key: `${index}`, company: `C${index}`, label: null },
    }),
  );
  const read: string[] = [];
  const memory = {
    ...memoryOf(many),
    recall: async () => ['note-390'],
    texts: async (headers: readonly Pick<Note, 'id'>[]) => {
      read.push(...headers.map(({ id }) => id));
      return many.filter(({ id }) => headers.some((header) => header.id === id));
    },
  };
  const search = { asker: 'U1', question: 'Any news?', earlier: [], headers: many, isOfAll: true };
  const evidence = await findEvidence({ memory, deals: readDealsOf([]) }, search);
  expect(read).toHaveLength(201);
  expect(evidence.notes.map(({ id }) => id)).toContain('note-390');
  expect(evidence.reading).toEqual({ unread: 400, of: 400 });
});

test.each([
  ['처음에 불량 유출이 월 몇 건이었나?', '불량 유출은 월 20건이라고 함.', '가격은 그대로.'],
  ['検査装置の価格はいくらですか', '価格は120万円と提示した。', '来週また電話する。'],
  [
    'Bis zu welcher Summe darf er unterschreiben?',
    'Er unterschreibt bis 50.000 allein.',
    'Der Termin steht.',
  ],
  ['बजट की मंज़ूरी कौन देगा?', 'बजट को मंज़ूरी सीएफओ देंगे।', 'अगली कॉल सोमवार को।'],
  ['Quel est le prix proposé ?', 'Nous avons proposé un prix de 40 000.', 'Elle rappelle lundi.'],
])('“%s” is found by its words in its own language', (question, right, wrong) => {
  const texts = [
    { id: 'wrong', text: wrong },
    { id: 'right', text: right },
  ];
  expect(byAnyWord(question, texts)).toEqual(['right']);
});

test.each([
  ['Which rivals are in play?', 'competitor'],
  ['Who is worried about training?', 'objection'],
  ['What did we promise?', 'promise'],
  ['How much is it?', 'amount'],
  ['Ist das Budget eingefroren?', 'budget_doubt'],
  ['누가 승인하나?', 'decision_maker'],
  ['予算は凍結されていますか', 'budget_doubt'],
  ['Wer unterschreibt?', 'decision_maker'],
])('“%s” asks for %s', (question, kind) => {
  expect(kindsAsked(question)).toContain(kind);
});

test('a rare kind that was asked for tells more than a common one', async () => {
  const kinds = ['competitor', ...Array.from({ length: 9 }, () => 'objection')];
  const readings = kinds.map((kind, index) =>
    readingOf({ id: `note-${index}` }, { signals: [said(kind, `Matter ${index}`, `Call ${index}`)] }),
  );
  const deal = await readDealsOf(readings).of(notes.slice(0, 20));
  const [first] = findSignals('Which rivals or worries are there?', [deal]);
  expect(first?.signal.kind).toBe('competitor');
});
