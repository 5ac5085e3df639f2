import { LRUCache } from 'lru-cache';
import { UpstreamError, UserError } from '../errors.ts';
import type { Arrivals, Memory, Roster, WriteResult } from '../memory/memory.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import type { BackgroundWork } from '../util/background-work.ts';
import { createChain } from '../util/chain.ts';
import { guessRoles } from './columns.ts';
import type { ImportRecord, ImportStore } from './import-store.ts';
import {
  type ImportAuthor,
  type ImportChoices,
  type ImportPlan,
  importSource,
  type NoteWords,
  planImport,
} from './plan.ts';
import { readTable, type Table } from './read-rows.ts';

/** Whom an import is for. */
export interface Importer extends Pick<ImportAuthor, 'id' | 'zone' | 'isMonthFirst'> {
  /** Who looks at it, where that is somebody else: they see no more than they may read. */
  readonly seenBy?: string | undefined;
}

/** A file with its rows, and what would be done with them. */
export interface LookedAt {
  readonly record: ImportRecord;
  readonly table: Table;
  readonly plan: ImportPlan;
  /** Whose rows are left to others, most first. */
  readonly others: readonly OtherOwner[];
}

/** Somebody whom the owner's column names. */
export interface RowOwner {
  readonly user: string;
  readonly name: string;
  /** `left`: an admin may write for them. `no`: nobody may. */
  readonly can: 'accept' | 'left' | 'no';
}

export interface OtherOwner extends RowOwner {
  readonly rows: number;
}

/** How far an import is. */
export interface ImportProgress {
  readonly stored: number;
  readonly total: number;
  /** Memory does not answer, and is asked again. */
  readonly isWaiting: boolean;
}

/** How a run came to its end. `stopped`: the process ends, the next one goes on. */
export type ImportEnd =
  | { readonly kind: 'done'; readonly stored: number; readonly refused: number }
  | { readonly kind: 'undone'; readonly removed: number; readonly changed: number }
  | { readonly kind: 'stopped' };

interface NewImport extends Pick<ImportRecord, 'by' | 'file'> {
  readonly author: Importer;
  /** As somebody has chosen already; guessed when left out. */
  readonly choices?: ImportChoices;
  readonly visibility: ImportChoices['visibility'];
}

/** Brings notes from files. The file at Slack and what was chosen are all it needs to go on after a restart. */
export interface Imports {
  /** Reads the file and guesses; stores no note. @throws UserError when it is no table. */
  offer(asked: NewImport): Promise<LookedAt>;
  /** @throws UserError when it is gone. */
  record(id: string): Promise<ImportRecord>;
  look(record: ImportRecord, author: Importer): Promise<LookedAt>;
  save(record: ImportRecord): Promise<void>;
  /** The offer is off. */
  drop(id: string): Promise<void>;
  /** Stores what the plan says, and goes on with what was begun. */
  run(record: ImportRecord, author: Importer, hear: (progress: ImportProgress) => void): Promise<ImportEnd>;
  /** Takes back what is as it came, running or done. */
  undo(record: ImportRecord, hear: (progress: ImportProgress) => void): Promise<ImportEnd>;
  /** Begun by a process that is gone. */
  leftOver(): Promise<readonly ImportRecord[]>;
}

interface Deps {
  readonly store: ImportStore;
  readonly arrivals: Arrivals;
  readonly memory: Pick<Memory, 'list'>;
  readonly roster: Roster;
  readonly words: NoteWords;
  /** The bytes of a file at Slack. @throws UserError when it is gone or may not be read. */
  readonly load: (file: ImportRecord['file']) => Promise<Uint8Array>;
  /** Hears of notes that are stored, and of those deals that are over: nobody waits for them. */
  readonly onBrought: (notes: readonly NoteHeader[], over: ReadonlySet<string>) => void;
  /** Whom these cells of an owner's column mean, as far as they mean one member. */
  readonly ownersOf: (cells: readonly string[]) => Promise<ReadonlyMap<string, RowOwner>>;
  readonly onGone: (notes: readonly NoteHeader[]) => void;
  readonly work: Pick<BackgroundWork, 'pause'>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** One request holds them comfortably, and a process that dies loses no more work than that. */
const notesAtOnce = 25;
const waveLength = 3 * notesAtOnce;
const beatMs = 5_000;
/** A process that has said nothing for so long is gone. */
const goneMs = 20_000;
const pausesMs = [1_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

export function createImports(deps: Deps): Imports {
  const { store, now, newId } = deps;
  const runner = newId();
  const readFile = createFileReader(deps);
  const runs = createRuns();

  async function look(record: ImportRecord, author: Importer): Promise<LookedAt> {
    const table = await readFile(record.file);
    const owned = await ownersIn(deps, table, record);
    const known = { ...(await knownTo(deps, author, record)), owns: ownsRow(owned, record) };
    const { id: source, choices, at } = record;
    const plan = await planImport({ table, choices, author: known, words: deps.words, source, at });
    return { record, table, plan, others: othersIn(plan, owned) };
  }

  const beating = (record: ImportRecord): ImportRecord => ({
    ...record,
    beat: { runner, at: now().toISOString() },
  });

  return {
    look,
    save: store.put,
    drop: store.remove,
    async offer({ author, by, file, choices, visibility }) {
      const roles = choices?.roles ?? guessRoles(await readFile(file), author.zone);
      const record: ImportRecord = {
        ...{ id: `${importSource}${newId()}`, author: author.id, by, file, message: null },
        ...{ at: now().toISOString(), status: 'offered', total: 0, beat: null },
        choices: { ...(choices ?? guessed), roles, visibility, people: {} },
      };
      return look(record, author);
    },
    async record(id) {
      const found = await store.get(id);
      if (found) return found;
      throw new UserError('That import is not known any more. Send the file again.');
    },
    run: (record, author, hear) =>
      runs.begin(record.id, async (isWanted) => {
        const { plan } = await look(record, author);
        const running = beating({
          ...record,
          status: 'running',
          total: plan.notes.length,
        });
        await store.put(running);
        return storeAll({ ...deps, beating, isWanted }, running, plan, hear);
      }),
    async undo(record, hear) {
      await runs.stop(record.id);
      return runs.begin(record.id, async (isWanted) => {
        const undoing = beating({ ...record, status: 'undoing' });
        await store.put(undoing);
        return takeBack({ ...deps, beating, isWanted }, undoing, hear);
      });
    },
    async leftOver() {
      const since = now().getTime() - goneMs;
      return (await store.list()).filter(({ id, status, beat }) => {
        const isBegun = status === 'running' || status === 'undoing';
        const isOurs = beat?.runner === runner || runs.has(id);
        return isBegun && !isOurs && (beat === null || Date.parse(beat.at) < since);
      });
    },
  };
}

/** What is so until somebody chooses otherwise. */
const guessed = { order: null, closes: true, secrets: 'leave out rows' as const };

type Owners = ReadonlyMap<string, RowOwner>;

async function ownersIn({ ownersOf }: Deps, { rows }: Table, { choices }: ImportRecord): Promise<Owners> {
  const [column] = choices.roles.owner;
  if (column === undefined) return new Map();
  const cells = new Set(rows.map(({ cells: all }) => all[column] ?? ''));
  return ownersOf([...cells].filter((cell) => cell !== ''));
}

/** Rows of nobody known go to who sent the file. */
function ownsRow(owners: Owners, { author, by }: ImportRecord): (cell: string) => boolean {
  return (cell) => (owners.get(cell)?.user ?? by) === author;
}

function othersIn({ others }: ImportPlan, owners: Owners): readonly OtherOwner[] {
  const found = new Map<string, OtherOwner>();
  for (const [cell, count] of others) {
    const owner = owners.get(cell);
    if (owner) found.set(owner.user, { ...owner, rows: (found.get(owner.user)?.rows ?? 0) + count });
  }
  return [...found.values()].toSorted((a, b) => b.rows - a.rows);
}

/** What the author's notes know. */
async function knownTo(
  deps: Deps,
  author: Importer,
  record: ImportRecord,
): Promise<Omit<ImportAuthor, 'owns'>> {
  const { roster, arrivals, store } = deps;
  const viewer = author.seenBy ?? author.id;
  const [seen, deleted, all] = await Promise.all([
    roster.headers(viewer),
    arrivals.deletedAlone(),
    store.list(author.id),
  ]);
  // What it has stored already changes nothing of what it does: it goes on as it began.
  const headers = seen.filter(({ source }) => source !== record.id);
  return {
    ...{ ...author, headers, deleted },
    people: roster.people(headers, viewer).filter(({ noteCount }) => noteCount > 0),
    epoch: all.filter(({ id, status }) => status === 'undone' && id !== record.id).length,
  };
}

/** Bytes of files that are kept at hand, for the presses on their preview. */
const mostBytes = 25_000_000;
const keptMs = 10 * 60_000;

/** Files are read one after the other, so that ten at once do not fill the memory. */
function createFileReader({ load }: Deps) {
  const inTurn = createChain();
  const tables = new LRUCache<string, { readonly table: Table; readonly size: number }>({
    maxSize: mostBytes,
    ttl: keptMs,
    sizeCalculation: ({ size }) => Math.max(1, size),
  });
  return (file: ImportRecord['file']) =>
    inTurn('', async () => {
      const known = tables.get(file.id);
      if (known) return known.table;
      const bytes = await load(file);
      const table = await readTable(bytes);
      tables.set(file.id, { table, size: bytes.length });
      return table;
    });
}

/** What goes on in this process: one thing for each import. */
function createRuns() {
  const runs = new Map<string, { isWanted: boolean; readonly end: Promise<unknown> }>();
  return {
    has: (id: string) => runs.has(id),
    async begin(id: string, work: (isWanted: () => boolean) => Promise<ImportEnd>): Promise<ImportEnd> {
      if (runs.has(id)) return { kind: 'stopped' };
      const run: { isWanted: boolean } = { isWanted: true };
      const end = work(() => run.isWanted).finally(() => runs.delete(id));
      runs.set(id, Object.assign(run, { end: end.catch(() => undefined) }));
      return end;
    },
    async stop(id: string): Promise<void> {
      const run = runs.get(id);
      if (!run) return;
      run.isWanted = false;
      await run.end;
    },
  };
}

interface Running extends Deps {
  readonly beating: (record: ImportRecord) => ImportRecord;
  readonly isWanted: () => boolean;
}

type Hear = (progress: ImportProgress) => void;

async function storeAll(
  deps: Running,
  record: ImportRecord,
  plan: ImportPlan,
  hear: Hear,
): Promise<ImportEnd> {
  const done = new Set(
    deps.roster.peek(record.author).flatMap(({ id, source }) => (source === record.id ? [id] : [])),
  );
  const notes = plan.notes.filter(({ id }) => !done.has(id));
  const total = plan.notes.length;
  const before = total - notes.length;
  const beat = createBeat(deps, record);
  const brought: NoteHeader[] = [];
  let refused = 0;
  for (let start = 0; start < notes.length; start += waveLength) {
    const wave = notes.slice(start, start + waveLength);
    const tell = (isWaiting: boolean) => hear({ stored: before + start, total, isWaiting });
    tell(false);
    const results = await bringWave(deps, wave, () => tell(true));
    if (results === 'stopped' || !(await beat())) return { kind: 'stopped' };
    refused += results.filter((result) => result === 'refused').length;
    for (const [index, { text: _, ...header }] of wave.entries()) {
      if (results[index] === 'saved' || results[index] === 'already') brought.push(header);
    }
  }
  await deps.store.put({ ...record, status: 'done', beat: null });
  // Only now, so that all notes of a deal are read together.
  deps.onBrought(brought, plan.over);
  return { kind: 'done', stored: total - refused, refused };
}

/** Says now and then that it goes on; false when it shall not. */
function createBeat({ store, beating, isWanted, work, now }: Running, record: ImportRecord) {
  let last = now().getTime();
  return async (): Promise<boolean> => {
    if (!isWanted()) return false;
    if (!(await work.pause(0))) {
      // The next process need not wait until this one is surely gone.
      await store.put({ ...record, beat: null });
      return false;
    }
    if (now().getTime() - last < beatMs) return true;
    last = now().getTime();
    // Somebody may have undone it elsewhere.
    const stored = await store.get(record.id);
    if (stored?.status !== record.status) return false;
    await store.put(beating(stored));
    return true;
  };
}

type Brought = WriteResult | 'refused';

/** In several requests at once: the server has more than one hand. */
async function bringWave(
  deps: Running,
  wave: readonly Note[],
  onWaiting: () => void,
): Promise<readonly Brought[] | 'stopped'> {
  const starts = Array.from(
    { length: Math.ceil(wave.length / notesAtOnce) },
    (_, index) => index * notesAtOnce,
  );
  const all = await Promise.all(
    starts.map((start) => bringBatch(deps, wave.slice(start, start + notesAtOnce), onWaiting)),
  );
  const results = all.filter((one): one is readonly Brought[] => one !== 'stopped');
  return results.length < all.length ? 'stopped' : results.flat();
}

/** Goes on trying while time may mend it; one that memory refuses is left alone. */
async function bringBatch(
  { arrivals, work, isWanted }: Running,
  batch: readonly Note[],
  onWaiting: () => void,
): Promise<readonly Brought[] | 'stopped'> {
  for (const pauseMs of pausesMs) {
    const came = await tryToBring(arrivals, batch);
    if (!(came instanceof UpstreamError)) return came;
    onWaiting();
    if (!(await work.pause(pauseMs)) || !isWanted()) return 'stopped';
  }
  return arrivals.bring(batch);
}

/** The trouble, where time may mend it. */
async function tryToBring(
  arrivals: Arrivals,
  batch: readonly Note[],
): Promise<readonly Brought[] | UpstreamError> {
  try {
    return await arrivals.bring(batch);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return error.retryable ? error : bringEach(arrivals, batch, error);
  }
}

async function bringEach(
  arrivals: Arrivals,
  batch: readonly Note[],
  error: UpstreamError,
): Promise<readonly Brought[]> {
  const results: Brought[] = [];
  for (const note of batch) {
    const [result = 'refused'] = await arrivals.bring([note]).catch((): readonly Brought[] => ['refused']);
    results.push(result);
  }
  // None of them: that is no fault of a note.
  if (results.every((result) => result === 'refused')) throw error;
  return results;
}

async function takeBack(deps: Running, record: ImportRecord, hear: Hear): Promise<ImportEnd> {
  const { arrivals, memory, store, work } = deps;
  const own = await memory.list({ rep: record.author }, record.author);
  const all = own.filter(({ source }) => source === record.id);
  const came = all.filter(({ loggedAt }) => loggedAt === record.at);
  const beat = createBeat(deps, record);
  let [removed, changed] = [0, all.length - came.length];
  for (let start = 0; start < came.length; start += notesAtOnce) {
    hear({ stored: start, total: came.length, isWaiting: false });
    const batch = came.slice(start, start + notesAtOnce);
    const taken = await arrivals.takeAway(batch);
    removed += taken.removed;
    changed += taken.changed.length;
    deps.onGone(batch);
    if (!(await beat())) return { kind: 'stopped' };
  }
  await work.pause(0);
  await store.put({ ...record, status: 'undone', beat: null });
  return { kind: 'undone', removed, changed };
}
