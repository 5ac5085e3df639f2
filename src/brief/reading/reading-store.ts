import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { dealHashes } from '../../memory/identity/keys.ts';
import type { StateBank, StateRecord } from '../../memory/memory.ts';
import type { DealKeys, Note, NoteHeader } from '../../memory/note.ts';
import { groupBy } from '../../util/group-by.ts';
import { createSerials, rememberFor } from '../../util/remember.ts';
import type { KeptReadings, Readings } from '../signals/reading.ts';
import type { ReadingPrompt } from './reading-prompt.ts';
import {
  comparisonOf,
  type KeptComparison,
  type KeptReading,
  partsOfComparison,
  partsOfReading,
  readingOf,
} from './reading-record.ts';
import { owedIn, type ReadView } from './standing.ts';

/** All that is kept on one deal, whoever may see it. */
export interface Kept {
  readonly readings: readonly KeptReading[];
  readonly comparisons: readonly KeptComparison[];
}

/** What was read, beside the notes it was read in. All methods reject when memory does not answer. */
export interface ReadingStore extends Readings {
  /** Of one deal, by all keys that it goes by. */
  on(deal: DealKeys): Promise<Kept>;
  /** Ids of all readings, for who only counts what is missing. */
  ids(): Promise<ReadonlySet<string>>;
  /** False when there is one already: the first reading of a version stays. */
  keep(kept: Omit<KeptReading, 'id'>, deal: DealKeys): Promise<boolean>;
  /** Puts a witnessed reading in the place of the one it was made from, unless that has changed or is gone. */
  replace(kept: KeptReading, deal: DealKeys): Promise<boolean>;
  compare(kept: Omit<KeptComparison, 'id'>, deal: DealKeys): Promise<void>;
  /** Safe to repeat. */
  remove(id: string): Promise<void>;
}

const readingKind = 'reading';
const comparisonKind = 'comparison';

function hash(basis: unknown, length: number): string {
  return createHash('sha256').update(JSON.stringify(basis)).digest('hex').slice(0, length);
}

/** Which readings go together: what is read under another prompt, other kinds or another model is another edition. */
export function editionOf(
  { system, schema }: Pick<ReadingPrompt, 'system' | 'schema'>,
  model: string,
): string {
  return hash([model, system, schema], 8);
}

/** A version of a note's words: an edit makes another. */
export function versionOf({ id, loggedAt }: Pick<NoteHeader, 'id' | 'loggedAt'>): string {
  return hash([id, loggedAt], 6);
}

/** What the ids of all readings of one note's version begin with. */
export function readingStem(header: Pick<NoteHeader, 'id' | 'loggedAt'>): string {
  const uuid = header.id
    .replace(/^note-/, '')
    .replaceAll('-', '')
    .toLowerCase();
  return `${readingKind}-${hash(uuid, 24)}-${versionOf(header)}`;
}

const stemLength = 'reading-'.length + 24 + 1 + 6;

/** The same, of the id of a reading. */
export function noteVersionIn(readingId: string): string {
  return readingId.slice(0, stemLength);
}

/** The edition of the reading with this id. */
export function editionIn(readingId: string): string {
  return readingId.slice(stemLength + 1, stemLength + 9);
}

/** What the ids of those begin with that go by one prompt; which of them it is follows. */
export function readingPrefix(header: Pick<NoteHeader, 'id' | 'loggedAt'>, edition: string): string {
  return `${readingStem(header)}-${edition}`;
}

/** By the mark, since the key of another deal spells names that are not the note's own. */
function tagsOf(deal: DealKeys): readonly string[] {
  return dealHashes(deal).map((known) => `reading:${known}`);
}

/** A record that did not change is handed on as it is: what is in it is looked at once. */
const readingIn = rememberFor(readingOf);
const comparisonIn = rememberFor(comparisonOf);

/** Deals of one viewer each, of which is kept what is shown. */
const mostShown = 500;

/** Of the same notes and the same readings the same is shown: it is worked out once. */
function createShow(edition: string): (notes: readonly Note[], kept: Kept) => KeptReadings {
  const known = new LRUCache<string, KeptReadings>({ max: mostShown });
  const serialOf = createSerials<KeptReading | KeptComparison>();
  return (notes, kept) => {
    const key = [
      ...notes.map(({ id, loggedAt, visibility, author }) => `${id} ${loggedAt} ${visibility} ${author}`),
      ...[...kept.readings, ...kept.comparisons].map(serialOf),
    ].join();
    const made = known.get(key) ?? shown(notes, kept, edition);
    known.set(key, made);
    return made;
  };
}

export function createReadingStore(state: StateBank, edition: string): ReadingStore {
  const show = createShow(edition);

  function recordOf(kept: KeptReading, deal: DealKeys): StateRecord {
    const { id, reading } = kept;
    return { id, kind: readingKind, ...partsOfReading(kept), noteIds: [reading.noteId], tags: tagsOf(deal) };
  }

  async function listed(deals: readonly DealKeys[]): Promise<Kept> {
    const records = await state.list([...new Set(deals.flatMap(tagsOf))]);
    return {
      readings: records.flatMap((one) => (one.kind === readingKind ? (readingIn(one) ?? []) : [])),
      comparisons: records.flatMap((one) => (one.kind === comparisonKind ? (comparisonIn(one) ?? []) : [])),
    };
  }

  return {
    async of(deals) {
      const keys = deals.flatMap((notes) => notes.map(({ deal }) => deal));
      if (keys.length === 0)
        return deals.map(() => ({ readings: [], comparisons: [], uncompared: new Set() }));
      const kept = await listed(keys);
      const readings = groupBy(kept.readings, ({ reading }) => reading.noteId);
      const comparisons = groupBy(kept.comparisons, ({ comparison }) => comparison.noteId);
      return deals.map((notes) =>
        show(notes, {
          readings: notes.flatMap(({ id }) => readings.get(id) ?? []),
          comparisons: notes.flatMap(({ id }) => comparisons.get(id) ?? []),
        }),
      );
    },
    on: (deal) => listed([deal]),
    ids: () => state.ids([`kind:${readingKind}`]),
    async keep(kept, deal) {
      const { note, turn } = kept;
      const id = `${readingPrefix(note, kept.edition)}-${turn}`;
      if (await state.get(id)) return false;
      await state.put(recordOf({ ...kept, id }, deal));
      return true;
    },
    async replace(kept, deal) {
      const record = await state.get(kept.id);
      const before = record && readingOf(record);
      if (!before?.isWhole) return false;
      await state.put(recordOf(kept, deal));
      return true;
    },
    async compare(kept, deal) {
      const { noteId, against } = kept.comparison;
      const basis = [noteId, kept.version, kept.edition, kept.audience, against.toSorted()];
      const id = `${comparisonKind}-${hash(basis, 40)}`;
      const noteIds = [...new Set([noteId, ...kept.raisers])];
      await state.put({ id, kind: comparisonKind, ...partsOfComparison(kept), noteIds, tags: tagsOf(deal) });
    },
    remove: (id) => state.remove(id),
  };
}

/** Whose eyes a view is seen with: the team's, or those of the one author whose private notes are in it. */
function audienceOf(notes: readonly Pick<NoteHeader, 'visibility' | 'author'>[]): string {
  return notes.find(({ visibility }) => visibility === 'private')?.author ?? team;
}

/** Whom a note is read for. */
export function readFor({ visibility, author }: Pick<NoteHeader, 'visibility' | 'author'>): string {
  return visibility === 'team' ? team : author;
}

/** The audience of notes that all full members may read. */
export const team = 'team';

/** What counts of all that is kept, for who may see just these notes. */
export interface View extends ReadView {
  /** The reading that serves for each note, by its id. */
  readonly serving: ReadonlyMap<string, KeptReading>;
  readonly compared: readonly KeptComparison[];
  /** Whose eyes it is seen with: the team's, or those of the one author whose private notes are in it. */
  readonly audience: string;
  /** Of the readings: they are swapped for others all at once. */
  readonly edition: string;
  /** Notes to be read anew, by id: of other words now, or for others, or with changes in what these eyes may not see. */
  readonly outdated: ReadonlySet<string>;
}

/** Of several readings of a note: that of its present words, for those who may read it now, and the last one made. */
function best(note: Note, all: readonly KeptReading[]): KeptReading | undefined {
  const isNow = ({ version }: KeptReading) => Number(version === versionOf(note));
  const fits = ({ audience }: KeptReading) => Number(audience === readFor(note));
  const [first] = all.toSorted(
    (a, b) => isNow(b) - isNow(a) || fits(b) - fits(a) || b.turn - a.turn || a.id.localeCompare(b.id),
  );
  return first;
}

/** The newest edition once it covers as many notes as the one before; `forced` looks at that alone. */
export function viewOf(notes: readonly Note[], kept: Kept, edition: string, isForced = false): View {
  const serving = isForced ? edition : servingEdition(notes, kept, edition);
  const visible = new Map(notes.map((note) => [note.id, note]));
  const outdated = new Set<string>();
  const byNote = new Map(
    notes.flatMap((note) => {
      const own = kept.readings.filter((one) => one.edition === serving && one.reading.noteId === note.id);
      const found = best(note, own);
      if (found === undefined) return [];
      const seen = seenBy(visible, note, found);
      const isNow = found.version === versionOf(note) && found.isWhole && seen === found;
      if (!isNow || (note.visibility === 'team' && found.audience !== team)) outdated.add(note.id);
      return [[note.id, seen] as const];
    }),
  );
  const audience = audienceOf(notes);
  const compared = kept.comparisons.filter(
    (one) =>
      one.edition === serving &&
      (one.audience === team || one.audience === audience) &&
      one.version === versionIn(visible, one.comparison.noteId) &&
      byNote.has(one.comparison.noteId) &&
      one.raisers.every((id) => visible.has(id)),
  );
  return {
    notes,
    readings: [...byNote.values()].map(({ reading }) => reading),
    comparisons: compared.toSorted((a, b) => a.id.localeCompare(b.id)).map(({ comparison }) => comparison),
    serving: byNote,
    compared,
    audience,
    edition: serving,
    outdated,
  };
}

function versionIn(visible: ReadonlyMap<string, Note>, id: string): string | undefined {
  const note = visible.get(id);
  return note && versionOf(note);
}

/** Words that are gone from the note prove nothing, and changes of what may not be seen are nobody's business. */
function seenBy(visible: ReadonlyMap<string, Note>, note: Note, kept: KeptReading): KeptReading {
  const { reading } = kept;
  const stands = ({ quote }: { readonly quote: string }) => note.text.includes(quote);
  const signals = reading.signals.filter((one) => stands(one) && (one.over === null || stands(one.over)));
  const changes = reading.changes.filter((one) => stands(one) && visible.has(one.of.noteId));
  const outcome = reading.outcome && stands(reading.outcome) ? reading.outcome : null;
  const isAll =
    signals.length === reading.signals.length &&
    changes.length === reading.changes.length &&
    outcome === reading.outcome;
  return isAll ? kept : { ...kept, reading: { ...reading, signals, changes, outcome } };
}

function servingEdition(notes: readonly Note[], { readings }: Kept, newest: string): string {
  const ids = new Set(notes.map(({ id }) => id));
  const covered = new Map<string, Set<string>>([[newest, new Set()]]);
  for (const { edition, reading } of readings) {
    if (!ids.has(reading.noteId)) continue;
    covered.set(edition, (covered.get(edition) ?? new Set()).add(reading.noteId));
  }
  const [most] = [...covered].toSorted(
    ([a, one], [b, other]) =>
      other.size - one.size || Number(b === newest) - Number(a === newest) || a.localeCompare(b),
  );
  return most?.[0] ?? newest;
}

/**
 * Ids of read notes that were not held against all that stands before them, or must be read anew. A team note's reading
 * is judged by what the team may see: what a private note changed is no fault of it.
 */
function uncomparedIn(view: View): ReadonlySet<string> {
  const { stale, lacking, off } = owedIn(view);
  const audience = audienceOf(view.notes);
  const own = view.notes.filter((note) => readFor(note) === audience && stale.has(note.id));
  const redone = view.compared.filter(
    (one) => one.audience === audience && (!one.isWhole || off.has(one.comparison)),
  );
  return new Set([
    ...own.map(({ id }) => id),
    ...lacking.keys(),
    ...view.outdated,
    ...redone.map(({ comparison }) => comparison.noteId),
  ]);
}

function shown(notes: readonly Note[], kept: Kept, edition: string): KeptReadings {
  const view = viewOf(notes, kept, edition);
  const shared = notes.filter(({ visibility }) => visibility === 'team');
  const teams = shared.length === notes.length ? [] : uncomparedIn(viewOf(shared, kept, edition));
  const { readings, comparisons } = view;
  return { readings, comparisons, uncompared: new Set([...uncomparedIn(view), ...teams]) };
}
