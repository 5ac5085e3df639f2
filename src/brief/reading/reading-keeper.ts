import type { Memory } from '../../memory/memory.ts';
import type { DealKeys, Note, NoteHeader } from '../../memory/note.ts';
import type { Reading } from '../signals/reading.ts';
import { peopleIn } from './fit-readings.ts';
import type { ReadingClaims } from './reading-claims.ts';
import type { KeptReading } from './reading-record.ts';
import {
  type Kept,
  type ReadingStore,
  readFor,
  readingPrefix,
  type View,
  versionOf,
} from './reading-store.ts';

/** The second look at what counts upwards. */
export interface SecondWitness {
  /** The reading without what does not hold; rejects when nobody could be asked. */
  check(reading: Reading, note: Note, people: readonly string[]): Promise<Reading>;
}

/** A deal as one audience sees it, to be read. */
export interface DealToRead {
  readonly deal: DealKeys;
  /** `team`, or the user id of an author whose private notes are read too. */
  readonly audience: string;
  readonly view: View;
  readonly kept: Kept;
  /** Somebody who may see all of it. */
  readonly asker: string;
}

/** Keeps what was read, as long as it is still of the notes as they are, and has it looked at once more. */
export interface ReadingKeeper {
  /** Ids of those that are still as they were when they were put before the model. */
  unchanged(given: DealToRead, notes: readonly NoteHeader[]): Promise<ReadonlySet<string>>;
  /** Which reading of that version the next one is. */
  turnOf(note: Note, kept: Kept, edition: string): number;
  /** False when somebody was first, or the notes have changed. */
  keep(
    given: DealToRead,
    read: { readonly note: Note; readonly reading: Reading; readonly people: readonly string[] },
    edition: string,
  ): Promise<boolean>;
  /** As the second witness leaves it; without one that answers the first checks stand alone. */
  witnessed(reading: Reading, note: Note, people: readonly string[]): Promise<Reading>;
  /** Asks the witness about what a process that died left unwitnessed; false when there is nothing of the kind. */
  lookAgain(given: DealToRead): Promise<boolean>;
  /** Resolves when no witness is waited for. */
  settled(): Promise<void>;
}

interface Deps {
  /** As an audience may read it. */
  readonly memoryOf: (audience: string) => Pick<Memory, 'list'>;
  readonly store: ReadingStore;
  readonly claims: ReadingClaims;
  /** Null where there is none. */
  readonly witness: SecondWitness | null;
  readonly now: () => Date;
  readonly onRead: (reading: Reading) => void;
  readonly report: (error: unknown) => void;
}

/** As long what counts upwards counts for nothing before the witness has spoken. */
const witnessMs = 60_000;

export function createReadingKeeper(deps: Deps): ReadingKeeper {
  const { memoryOf, store, claims, witness, now, onRead, report } = deps;
  /** The last that this process kept: the record may be gone since, with what it rested on. */
  const turns = new Map<string, number>();
  const underWay = new Set<Promise<void>>();

  const unchanged: ReadingKeeper['unchanged'] = async ({ deal, asker, audience }, notes) => {
    const found = await memoryOf(audience).list({ deal: deal.key }, asker);
    const headers = new Map(found.map((one) => [one.id, one]));
    return new Set(notes.flatMap((note) => (isSame(note, headers.get(note.id)) ? note.id : [])));
  };

  const turnOf: ReadingKeeper['turnOf'] = (note, kept, edition) => {
    const prefix = readingPrefix(note, edition);
    const known = kept.readings.flatMap(({ id, turn }) => (id.startsWith(prefix) ? turn : []));
    return Math.max(-1, turns.get(prefix) ?? -1, ...known) + 1;
  };

  const witnessed: ReadingKeeper['witnessed'] = async (reading, note, people) => {
    const spoken = await witness?.check(reading, note, people).catch((error: unknown) => {
      report(error);
      return undefined;
    });
    return { ...(spoken ?? reading), checkingUntil: null };
  };

  function replaceBy(look: () => Promise<Reading>, one: KeptReading, deal: DealKeys): void {
    const work = look()
      .then(async (reading) => void (await store.replace({ ...one, reading }, deal)))
      .catch(report)
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function clear({ kept, view }: DealToRead, one: KeptReading): Promise<void> {
    const old = kept.readings.filter(
      ({ id, edition, reading }) =>
        id !== one.id && edition === one.edition && reading.noteId === one.reading.noteId,
    );
    const compared = view.compared.filter(
      ({ comparison, audience }) => comparison.noteId === one.reading.noteId && audience === one.audience,
    );
    for (const { id } of [...old, ...compared]) await store.remove(id);
  }

  return {
    unchanged,
    turnOf,
    witnessed,
    async keep(given, { note, reading, people }, edition) {
      const hasNews = reading.signals.length + reading.changes.length > 0;
      const until = witness && hasNews ? new Date(now().getTime() + witnessMs).toISOString() : null;
      const turn = turnOf(note, given.kept, edition);
      const one: KeptReading = {
        id: `${readingPrefix(note, edition)}-${turn}`,
        note: { id: note.id, loggedAt: note.loggedAt },
        ...{ version: versionOf(note), edition, audience: given.audience, turn, isWhole: true },
        reading: { ...reading, checkingUntil: until },
      };
      if (!(await store.keep(one, given.deal))) return false;
      turns.set(readingPrefix(note, edition), turn);
      const restsOn = new Set([note.id, ...reading.changes.map(({ of }) => of.noteId)]);
      const notes = given.view.notes.filter(({ id }) => restsOn.has(id));
      // An edit that came in between has looked for what rests on its words, and found nothing yet.
      if ((await unchanged(given, notes)).size < notes.length) {
        await store.remove(one.id);
        return false;
      }
      onRead(one.reading);
      await clear(given, one);
      if (until !== null) replaceBy(() => witnessed(reading, note, people), one, given.deal);
      return true;
    },
    async lookAgain(given) {
      const at = now().toISOString();
      const { view, audience, deal } = given;
      for (const note of view.notes) {
        const one = view.serving.get(note.id);
        if (!one || !isLate(one, at) || readFor(note) !== audience || view.outdated.has(note.id)) continue;
        const keys = await claims.claim([`witness ${one.id}`]);
        if (keys.length === 0) continue;
        const reading = await claims.holding(keys, () =>
          witnessed(one.reading, note, peopleIn([note], view)),
        );
        return reading !== undefined && store.replace({ ...one, reading }, deal);
      }
      return false;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function isLate({ reading: { checkingUntil } }: KeptReading, at: string): boolean {
  return checkingUntil !== null && checkingUntil < at;
}

function isSame(note: NoteHeader, fresh: NoteHeader | undefined): boolean {
  return fresh !== undefined && versionOf(fresh) === versionOf(note) && readFor(fresh) === readFor(note);
}
