import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import type { Prompts } from '../src/brief/prompts.ts';
import { checkReading } from '../src/brief/reading/check-reading.ts';
import { createReadDeals } from '../src/brief/reading/read-deals.ts';
import { createNoteReader } from '../src/brief/reading/read-notes.ts';
import { readingMessage } from '../src/brief/reading/reading-prompt.ts';
import { createReadingStore, editionOf, readFor, versionOf } from '../src/brief/reading/reading-store.ts';
import { createDealWords } from '../src/brief/words/words.ts';
import type { Memory, NoteRoster, StateBank, StateRecord } from '../src/memory/memory.ts';
import { byNewestCall, type Note } from '../src/memory/note.ts';
import { groupBy } from '../src/util/group-by.ts';
import { createCannedModel } from './canned-model.ts';

/**
 * What the bot keeps beside these notes once all are read and each deal has its sentences: its own reader did it, with
 * a model of that name that answers by rules, over a memory in this process. Rejects when anything is left unread.
 */
export async function readingsOf(
  notes: readonly Note[],
  prompts: Prompts,
  modelName?: string,
): Promise<readonly StateRecord[]> {
  const shelf = createShelf(notes, prompts, modelName);
  const { memory, roster, state, model, now } = shelf;
  const troubles: unknown[] = [];
  const reader = createNoteReader({
    ...{ memory, roster, state, model, now, prompt: prompts.reading },
    check: (raw, asked) => checkReading({ raw, asked, ...shelf.checks }),
    ...{ witness: null, readsPrivate: true, tokensPerMinute: plenty, tokensPerDay: plenty },
    told: { bill: () => undefined, read: () => undefined, progress: () => undefined },
    report: (error) => void troubles.push(error),
  });
  await reader.start();
  await reader.idle();
  const { waiting } = reader.progress();
  if (waiting > 0 || troubles.length > 0) {
    throw new Error(`${waiting} notes are left unread`, { cause: troubles[0] });
  }
  await shelf.word();
  return shelf.all();
}

/** Readings of notes that only fill a bank: each is read by itself and held against no other, which is much quicker. */
export async function plainReadingsOf(
  notes: readonly Note[],
  prompts: Prompts,
): Promise<readonly StateRecord[]> {
  const shelf = createShelf(notes, prompts);
  const { model, store, edition } = shelf;
  const { system, schema } = prompts.reading;
  const request = { name: 'read', system, schema, maxOutputTokens: plenty, priority: 'backfill' } as const;
  for (const note of notes) {
    const asked = { people: note.prospects.map(({ name }) => name), standing: [], notes: [note] };
    const raw = await model.complete({ ...request, user: readingMessage(asked) }, shelf.now());
    const [reading] = checkReading({ raw, asked, ...shelf.checks }).readings;
    if (!reading) throw new Error('a note is left unread');
    const made = { version: versionOf(note), edition, audience: readFor(note), turn: 0, isWhole: true };
    await store.keep({ note, reading, ...made }, note.deal);
  }
  return shelf.all();
}

const plenty = 1_000_000_000;

/** Notes, and what is kept beside them, in this process. */
function createShelf(
  notes: readonly Note[],
  { rubric, reading: prompt, words }: Prompts,
  modelName?: string,
) {
  const { memory, roster, state, records } = inMemory(notes);
  const model = createCannedModel(prompt.kinds, modelName);
  // A clock that stands, for a reader has to begin in time before each fifth minute ends.
  const now = () => new Date(`${notes[0]?.day ?? '2026-01-01'}T12:00:00.000Z`);
  const edition = editionOf(prompt, model.name);
  const store = createReadingStore(state, edition);
  const corrections = createCorrectionStore(state);
  const deals = createReadDeals({ readings: store, corrections, rubric, zone: 'UTC', now });
  const report = (error: unknown) => {
    throw error;
  };
  const sentences = createDealWords({ state, model, prompt: words, witness: null, now, report });
  return {
    ...{ memory, roster, state, model, now, edition, store },
    checks: { kinds: rubric.kinds, against: [], isMonthFirst: false },
    all: (): readonly StateRecord[] => [...records.values()],
    /** Makes each deal's sentences, for whom the bot makes them. */
    async word(): Promise<void> {
      for (const own of groupBy(notes, ({ deal }) => deal.key).values()) {
        for (const seen of viewsOf(own)) await sentences.make(await deals.of(seen));
      }
    },
  };
}

/** A deal's notes as the author of the newest sees them, and as the team does. */
function viewsOf(notes: readonly Note[]): readonly (readonly Note[])[] {
  const newestFirst = notes.toSorted(byNewestCall);
  const own = newestFirst.filter((note) => mayRead(note, newestFirst[0]?.author ?? ''));
  const shared = newestFirst.filter(({ visibility }) => visibility === 'team');
  return [own, shared].filter(({ length }) => length > 0);
}

function mayRead({ visibility, author }: Note, asker: string): boolean {
  return visibility === 'team' || author === asker;
}

interface InMemory {
  readonly memory: Pick<Memory, 'list' | 'texts'>;
  readonly roster: Pick<NoteRoster, 'authors' | 'peek'>;
  readonly state: StateBank;
  readonly records: ReadonlyMap<string, StateRecord>;
}

/** As much of a memory as reading takes; records stay with their tags, and none changes its own. */
function inMemory(notes: readonly Note[]): InMemory {
  const records = new Map<string, StateRecord>();
  const byTag = new Map<string, Set<string>>();
  const byId = new Map(notes.map((note) => [note.id, note]));
  const byDeal = groupBy(notes.toSorted(byNewestCall), ({ deal }) => deal.key);
  const seen = (all: readonly Note[], asker: string) => all.filter((note) => mayRead(note, asker));
  const tagged = (tags: readonly string[]) => {
    const ids = new Set(tags.flatMap((tag) => [...(byTag.get(tag) ?? [])]));
    return [...ids].flatMap((id) => records.get(id) ?? []);
  };
  return {
    records,
    memory: {
      list: async (scope, asker) =>
        seen(typeof scope === 'object' && 'deal' in scope ? (byDeal.get(scope.deal) ?? []) : notes, asker),
      texts: async (headers) => headers.flatMap(({ id }) => byId.get(id) ?? []),
    },
    roster: {
      authors: async () => new Map(notes.map(({ author, loggedAt }) => [author, loggedAt])),
      peek: (asker) => seen(notes, asker),
    },
    state: {
      async put(record) {
        records.set(record.id, record);
        for (const tag of [...record.tags, `kind:${record.kind}`]) {
          byTag.set(tag, (byTag.get(tag) ?? new Set()).add(record.id));
        }
      },
      get: async (id) => records.get(id),
      list: async (tags) => tagged([tags].flat()),
      ids: async (tags) => new Set(tagged(tags).map(({ id }) => id)),
      remove: async (id) => void records.delete(id),
      claim: async () => true,
    },
  };
}
