import type { Memory, NoteRoster, StateBank } from '../../memory/memory.ts';
import type { Note, NoteHeader } from '../../memory/note.ts';
import { groupBy } from '../../util/group-by.ts';
import type { Model, Spent } from '../model/model.ts';
import { closingNote } from '../signals/history.ts';
import type { Reading } from '../signals/reading.ts';
import { createDealQueue, type Later, type QueuedDeal, type Urgency } from './deal-queue.ts';
import { createDealReader, type DealReader, type Step } from './read-deal.ts';
import { type CheckReading, createReadingCalls, type ReadingBill, type Wait } from './reading-calls.ts';
import { createReadingClaims } from './reading-claims.ts';
import { createReadingKeeper, type DealToRead, type SecondWitness } from './reading-keeper.ts';
import type { ReadingPrompt } from './reading-prompt.ts';
import {
  createReadingStore,
  editionIn,
  editionOf,
  noteVersionIn,
  readFor,
  readingStem,
  team,
} from './reading-store.ts';

/** How far it is with what nobody waits for. */
export interface ReadingProgress {
  /** Notes still to be read, for the first time or under a new prompt. */
  readonly waiting: number;
  /** Read since the start. */
  readonly done: number;
  /** Spent since the start. */
  readonly tokens: number;
  /** What the waiting ones will take, as far as one can tell. */
  readonly expected: { readonly tokens: number; readonly ms: number };
}

/** What happens on the way, for log and figures; nothing in it quotes a note. */
export interface ReadingReport {
  bill(bill: ReadingBill): void;
  /** A note was read; what was left out says why. */
  read(reading: Reading): void;
  /** Where it stands when it starts with notes to be read, and when none waits any more. */
  progress(progress: ReadingProgress): void;
}

/** Sees to it that every note is read once, in the background, whatever happens in between. */
export interface NoteReader {
  /** To be told of every note that was stored, in new words too. */
  noteSaved(note: Note): void;
  /** Many notes were stored at once: they are read when nothing else waits, those of deals that are over last. */
  notesBrought(notes: readonly NoteHeader[], over: ReadonlySet<string>): void;
  /** How long so many further notes will take, in milliseconds. */
  takes(notes: number): number;
  /** A note of this author's on the deal was deleted, or others may read it now. */
  dealChanged(deal: string, author: string): void;
  /** Resolves when all that the asker may see of the deal is read, or is given up: it may take minutes. */
  readFirst(deal: string, asker: string): Promise<void>;
  /** Finds what is unread, and reads it. Rejects when memory does not answer. */
  start(): Promise<void>;
  /** Resolves when all is done that is known to be owed, witnesses heard. */
  idle(): Promise<void>;
  /** Begins nothing new; resolves when calls under way have ended. */
  stop(): Promise<void>;
  /** Of these notes alone, or of all. */
  progress(visible?: ReadonlySet<string>): ReadingProgress;
}

export interface NoteReaderDeps {
  readonly memory: Pick<Memory, 'list' | 'texts'>;
  /** As if every author were of the team, since what is read for it is all of its notes; `memory` when left out. */
  readonly memoryAsTeam?: Pick<Memory, 'list' | 'texts'>;
  readonly roster: Pick<NoteRoster, 'authors' | 'peek'>;
  readonly state: StateBank;
  readonly model: Model;
  readonly prompt: ReadingPrompt;
  readonly check: CheckReading;
  /** Null where there is none. */
  readonly witness: SecondWitness | null;
  /** `READ_PRIVATE`. */
  readonly readsPrivate: boolean;
  /** What those are called who log notes here, as far as it is known soon; nobody when left out. */
  readonly ourNames?: () => Promise<readonly string[]>;
  /** For telling how long it will take. */
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number;
  readonly now: () => Date;
  readonly told: ReadingReport;
  readonly report: (error: unknown) => void;
  /** Timers; the process's own when left out. */
  readonly after?: (ms: number, call: () => void) => () => void;
}

/** As many deals, the newest, are looked through at a start for what was never compared. */
const mostDeals = 500;

export function createNoteReader(deps: NoteReaderDeps): NoteReader {
  const { told, roster, report, now, after = timer } = deps;
  const edition = editionOf(deps.prompt, deps.model.name);
  const store = createReadingStore(deps.state, edition);
  const tally = createTally(deps);
  const deals = createDeals();
  const waiters = createWaiters();
  const claims = createReadingClaims({ state: deps.state, now, after, report });
  const memoryOf = (audience: string) =>
    audience === team ? (deps.memoryAsTeam ?? deps.memory) : deps.memory;
  const keeper = createReadingKeeper({ ...deps, memoryOf, store, claims, onRead: told.read });
  const onBill = (bill: ReadingBill) => {
    tally.pay(bill);
    told.bill(bill);
  };
  const calls = createReadingCalls({ ...deps, claims, onBill });
  const reader = createDealReader({ ...deps, memoryOf, store, calls, keeper, edition });
  const progress = (visible?: ReadonlySet<string>) =>
    tally.progress(deals.waiting(visible), visible !== undefined);
  const attendOne = createAttending({ reader, deals, waiters, edition, onRead: tally.count });

  const queue = createDealQueue({
    async attend(queued) {
      const before = deals.waiting();
      const later = await attendOne(queued);
      if (before > 0 && deals.waiting() === 0) told.progress(progress());
      return later;
    },
    ...{ now, after, report },
  });
  const add = (deal: IndexedDeal, urgency: Urgency) => {
    const order = { hasUnread: deal.unread.size > 0, isOver: deal.isOver, day: deal.newestDay };
    queue.add({ key: deal.key, asker: deal.asker, urgency, order });
  };
  const learn = (deal: IndexedDeal, note: NoteHeader) => {
    deal.asker = note.author;
    if (note.day > deal.newestDay) deal.newestDay = note.day;
    if (note.visibility === 'private') deal.privateAuthors.add(note.author);
    if (note.visibility === 'team' || deps.readsPrivate) deal.unread.add(note.id);
  };

  return {
    noteSaved(note) {
      const deal = deals.known(note.deal.key, note.author);
      deal.isOver = false;
      learn(deal, note);
      add(deal, 'note');
    },
    notesBrought(notes, over) {
      for (const [key, own] of groupBy(notes, ({ deal }) => deal.key)) {
        const deal = deals.known(key, own[0]?.author ?? '');
        deal.isOver = over.has(key);
        for (const note of own) learn(deal, note);
        add(deal, 'backfill');
      }
    },
    takes: (notes) => tally.progress(deals.waiting() + notes, false).expected.ms,
    dealChanged(key, author) {
      const deal = deals.known(key, author);
      deal.asker = author;
      // What was the team's may be theirs alone now.
      deal.privateAuthors.add(author);
      add(deal, 'note');
    },
    readFirst(key, asker) {
      const done = waiters.wait(key, asker);
      add(Object.assign(deals.known(key, asker), { asker }), 'brief');
      return done;
    },
    async start() {
      deals.learn(await indexDeals({ ...deps, roster, readingIds: await store.ids(), edition }));
      if (deals.waiting() > 0) told.progress(progress());
      const all = deals.all().toSorted((a, b) => b.newestDay.localeCompare(a.newestDay));
      for (const [index, deal] of all.entries()) {
        if (index < mostDeals || deal.unread.size + deal.old.size > 0) add(deal, 'backfill');
      }
    },
    async idle() {
      await queue.idle();
      await keeper.settled();
    },
    async stop() {
      await queue.stop();
      await keeper.settled();
      waiters.freeAll();
    },
    progress,
  };
}

interface AttendingDeps {
  readonly reader: DealReader;
  readonly deals: Pick<Deals, 'known'>;
  readonly waiters: Waiters;
  readonly edition: string;
  readonly onRead: (notes: number) => void;
}

/** Reads a deal for all its audiences, then mends what rests on what changed, then reads it under a new prompt. */
function createAttending({ reader, deals, waiters, edition, onRead }: AttendingDeps) {
  const urgencyOf = ({ key, urgency }: QueuedDeal): Urgency => {
    if (waiters.of(key).length > 0) return 'brief';
    return urgency === 'brief' ? 'note' : urgency;
  };

  async function doOne({ queued, looked }: Turn, audience: string, step: DoStep): Promise<Step> {
    const { key, asker } = queued;
    const { given, mark } = looked.get(audience) ?? {
      mark: waiters.mark(),
      given: await reader.look(key, audience, audience === team ? asker : audience),
    };
    looked.set(audience, { given, mark });
    if (!given) return { kind: 'nothing' };
    const deal = deals.known(key, asker);
    markUnread(deal, given, new Set(reader.unread(given)), edition);
    const done = await step(given);
    if (done.kind === 'nothing') return done;
    looked.clear();
    if (done.kind === 'wait') return done;
    for (const id of done.noteIds) deal.unread.delete(id);
    onRead(done.noteIds.length);
    return done;
  }

  /** Does one kind of step until there is none left, or one has to wait. */
  async function exhaust(turn: Turn, audience: string, step: DoStep): Promise<Wait | undefined> {
    for (;;) {
      const done = await doOne(turn, audience, step);
      if (done.kind !== 'done') return done.kind === 'wait' ? done : undefined;
    }
  }

  async function forAll(turn: Turn, audiences: Iterable<string>, step: DoStep, urgency: () => Urgency) {
    for (const audience of new Set(audiences)) {
      const wait = await exhaust(turn, audience, step);
      if (wait) return { ms: wait.ms, urgency: urgency(), all: wait.why !== 'claimed' };
      waiters.free(turn.queued.key, audience, turn.looked.get(audience)?.mark);
    }
    return undefined;
  }

  return async (queued: QueuedDeal): Promise<Later | undefined> => {
    const deal = deals.known(queued.key, queued.asker);
    const turn: Turn = { queued, looked: new Map() };
    // A look may find private notes that another process stored.
    const authors = () => [team, ...deal.privateAuthors];
    const first = [team, ...waiters.of(queued.key), ...authors()];
    const now = () => urgencyOf(queued);
    const later =
      (await forAll(turn, first, (given) => reader.read(given, now()), now)) ??
      (await forAll(turn, authors(), (given) => reader.mend(given, now()), now)) ??
      (await forAll(turn, authors(), reader.renew, () => 'backfill'));
    if (later === undefined) {
      deal.unread.clear();
      deal.old.clear();
    }
    return later;
  };
}

/** What a look found, and who waited before it: whoever came since may wait for a note that it has not seen. */
interface Looked {
  readonly given: DealToRead | undefined;
  readonly mark: number;
}

/** A deal while it is attended. */
interface Turn {
  readonly queued: QueuedDeal;
  /** What each audience's notes and readings are, as long as nothing was done since: most turns find nothing to do. */
  readonly looked: Map<string, Looked>;
}

type DoStep = (given: DealToRead) => Promise<Step>;

/** What a look at the notes themselves shows of what was only known by their headers. */
function markUnread(
  deal: IndexedDeal,
  { view, kept, audience }: DealToRead,
  unread: ReadonlySet<string>,
  edition: string,
): void {
  const renewed = new Set(
    kept.readings.flatMap((one) => (one.edition === edition ? one.reading.noteId : [])),
  );
  for (const note of view.notes) {
    if (note.visibility === 'private') deal.privateAuthors.add(note.author);
    if (unread.has(note.id)) deal.unread.add(note.id);
    else if (readFor(note) === audience) deal.unread.delete(note.id);
    if (renewed.has(note.id)) deal.old.delete(note.id);
  }
}

/** What is known of deals without asking. */
function createDeals() {
  const deals = new Map<string, IndexedDeal>();
  return {
    known(key: string, asker: string): IndexedDeal {
      const deal = deals.get(key) ?? emptyDeal(key, asker);
      deals.set(key, deal);
      return deal;
    },
    learn(index: ReadingIndex): void {
      for (const [key, deal] of index) if (!deals.has(key)) deals.set(key, deal);
    },
    all: (): readonly IndexedDeal[] => [...deals.values()],
    waiting(visible?: ReadonlySet<string>): number {
      const all = [...deals.values()].flatMap(({ unread, old }) => [...unread, ...old]);
      return visible ? all.filter((id) => visible.has(id)).length : all.length;
    },
  };
}

type Deals = ReturnType<typeof createDeals>;

/** Who waits until a deal is read; nobody any more once all were freed, since nothing more is read. */
function createWaiters() {
  let isOver = false;
  let count = 0;
  let all: readonly Waiter[] = [];
  return {
    wait: (key: string, asker: string) =>
      new Promise<void>((resolve) => {
        if (isOver) resolve();
        else all = [...all, { key, asker, number: ++count, free: resolve }];
      }),
    of: (key: string) => all.flatMap((one) => (one.key === key ? one.asker : [])),
    /** Stands for all who wait now. */
    mark: () => count,
    /** Those whose own notes are read, of who waited by then; the team's were before. */
    free(key: string, audience: string, mark = count): void {
      const isFree = (one: Waiter) => one.key === key && one.asker === audience && one.number <= mark;
      for (const one of all.filter(isFree)) one.free();
      all = all.filter((one) => !isFree(one));
    },
    freeAll(): void {
      isOver = true;
      for (const { free } of all) free();
      all = [];
    },
  };
}

interface Waiter {
  readonly key: string;
  readonly asker: string;
  /** Counted up in the order in which they came. */
  readonly number: number;
  readonly free: () => void;
}

type Waiters = ReturnType<typeof createWaiters>;

/** Where nothing was read yet, by what a trial took. */
const usualTokens = 700;
const dayMs = 86_400_000;

function createTally({
  tokensPerMinute,
  tokensPerDay,
}: Pick<NoteReaderDeps, 'tokensPerMinute' | 'tokensPerDay'>) {
  let done = 0;
  let tokens = 0;
  const read = { notes: 0, tokens: 0 };
  const costOf = ({ prompt, cached, answer }: Spent) => prompt - cached + answer;
  return {
    count(notes: number): void {
      done += notes;
    },
    pay(bill: ReadingBill): void {
      tokens += costOf(bill);
      if (bill.what !== 'read') return;
      read.notes += bill.notes;
      read.tokens += costOf(bill);
    },
    /** `isPart`: what others' notes took is left out of what these will take. */
    progress(waiting: number, isPart: boolean): ReadingProgress {
      const each = isPart || read.notes === 0 ? usualTokens : read.tokens / read.notes;
      const expected = Math.round(waiting * each);
      const ms = Math.max((expected / tokensPerMinute) * 60_000, (expected / tokensPerDay - 1) * dayMs);
      return { waiting, done, tokens, expected: { tokens: expected, ms: Math.round(ms) } };
    },
  };
}

function timer(ms: number, call: () => void): () => void {
  const handle = setTimeout(call, ms).unref();
  return () => clearTimeout(handle);
}

/** A deal, and whose private notes are in it. */
interface IndexedDeal {
  readonly key: string;
  /** Somebody who wrote a note on it. */
  asker: string;
  readonly privateAuthors: Set<string>;
  /** Closed, or nobody has touched it for long. */
  isOver: boolean;
  /** The day of its newest note, `YYYY-MM-DD`. */
  newestDay: string;
  /** Ids of notes that were never read in their present words. */
  readonly unread: Set<string>;
  /** Ids of those that are read under another prompt, where the deal is open. */
  readonly old: Set<string>;
}

type ReadingIndex = ReadonlyMap<string, IndexedDeal>;

interface Given {
  readonly roster: Pick<NoteRoster, 'authors' | 'peek'>;
  /** Ids of all readings that are kept. */
  readonly readingIds: ReadonlySet<string>;
  readonly edition: string;
  readonly readsPrivate: boolean;
}

/** All deals of a team, whoever may see them, and what is unread in them: from what is known of notes but their words. */
async function indexDeals({ roster, readingIds, edition, readsPrivate }: Given): Promise<ReadingIndex> {
  const authors = [...(await roster.authors()).keys()];
  const headers = new Map(authors.flatMap((author) => roster.peek(author)).map((one) => [one.id, one]));
  const ids = [...readingIds];
  const read = new Set(ids.map(noteVersionIn));
  const readNow = new Set(ids.filter((id) => editionIn(id) === edition).map(noteVersionIn));
  const deals = [...groupBy(headers.values(), ({ deal }) => deal.key)].map(([key, own]): IndexedDeal => {
    const wanted = own.filter(({ visibility }) => visibility === 'team' || readsPrivate);
    const isOpen = closingNote(own.map((header) => ({ ...header, text: '' }))) === null;
    const isRead = (header: NoteHeader) => read.has(readingStem(header));
    const isOld = (header: NoteHeader) => isOpen && isRead(header) && !readNow.has(readingStem(header));
    return {
      key,
      asker: own[0]?.author ?? '',
      privateAuthors: new Set(own.flatMap((one) => (one.visibility === 'private' ? one.author : []))),
      isOver: !isOpen,
      newestDay:
        own
          .map(({ day }) => day)
          .toSorted()
          .at(-1) ?? '',
      unread: new Set(wanted.filter((header) => !isRead(header)).map(({ id }) => id)),
      old: new Set(wanted.filter(isOld).map(({ id }) => id)),
    };
  });
  return new Map(deals.map((deal) => [deal.key, deal]));
}

/** A deal that nothing is known of yet. */
function emptyDeal(key: string, asker: string): IndexedDeal {
  return {
    key,
    asker,
    privateAuthors: new Set(),
    isOver: false,
    newestDay: '',
    unread: new Set(),
    old: new Set(),
  };
}
