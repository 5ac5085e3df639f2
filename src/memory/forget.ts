import pMap from 'p-map';
import type { Aliases } from './identity/aliases.ts';
import type { Erasure, Memory, Roster } from './memory.ts';
import type { NoteHeader, Prospect } from './note.ts';

/** Whom to forget. `own`: the asker's notes; `all`: everybody's, which only a workspace admin may ask for. */
export interface ForgetRequest {
  /** Key of the person. */
  readonly prospect: string;
  /** Slack user id. */
  readonly asker: string;
  readonly scope: 'own' | 'all';
}

/** What forgetting would remove, and what it would leave. */
export interface ForgetPlan {
  /** Undefined when no note on them is left. */
  readonly person: Prospect | undefined;
  /** Newest call first. */
  readonly notes: readonly NoteHeader[];
  /** Kept records that rest on these notes. */
  readonly recordCount: number;
  /** What was said of the person: other names, another company. */
  readonly aliasCount: number;
  /** Other people whom these notes are about too. */
  readonly alsoOn: readonly Prospect[];
  /** Notes of others that the asker may read and that stay. */
  readonly staying: number;
}

/** What was removed, and what a search found afterwards: every number of `left` should be zero. */
export interface ForgetReceipt {
  readonly noteIds: readonly string[];
  readonly recordCount: number;
  readonly aliasCount: number;
  readonly left: {
    readonly listed: number;
    readonly recalled: number;
    readonly readable: number;
    readonly records: number;
    readonly aliases: number;
  };
}

/** Forgets people; safe to repeat after trouble. */
export interface Forget {
  plan(request: ForgetRequest): Promise<ForgetPlan>;
  /** Removes what a plan made now names, then searches for it. Rejects with UpstreamError when memory does not answer. */
  carryOut(request: ForgetRequest): Promise<ForgetReceipt>;
}

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly aliases: Aliases;
}

const atOnce = 4;

/** More than any one person's notes on a deal that a search brings up first. */
const recallLimit = 50;

export function createForget(deps: Deps): Forget {
  const { memory, roster, erasure, aliases } = deps;
  return {
    async plan(request) {
      const wanted = await wantedBy(deps, request);
      const { keys } = wanted;
      const [notes, known, aliasIds] = await Promise.all([
        notesOf(deps, wanted),
        roster.headers(request.asker),
        aliasesOf(deps, wanted),
      ]);
      const people = [...notes, ...known].flatMap(({ prospects }) => prospects);
      const others = notes.flatMap(({ prospects }) => prospects).filter(({ key }) => !keys.includes(key));
      const going = new Set(notes.map(({ id }) => id));
      return {
        person: people.find(({ key }) => key === keys[0]) ?? people.find(({ key }) => keys.includes(key)),
        notes,
        recordCount: (await erasure.recordsOn([...going])).length,
        aliasCount: aliasIds.length,
        alsoOn: [...new Map(others.map((one) => [one.key, one])).values()],
        staying: known.filter(isOn(keys)).filter(({ id }) => !going.has(id)).length,
      };
    },

    async carryOut(request) {
      const wanted = await wantedBy(deps, request);
      const notes = await notesOf(deps, wanted);
      const noteIds = notes.map(({ id }) => id);
      const remove = (note: NoteHeader) =>
        wanted.scope === 'all' ? erasure.remove(note) : memory.remove(note.id, wanted.asker);
      const recordCount = (await erasure.recordsOn(noteIds)).length;
      // Before the last note, since without one nobody is found again to go on with after trouble.
      await pMap(notes.slice(1), remove, { concurrency: atOnce });
      // When nobody keeps a note on them, what others said of them goes too.
      const left = (await Promise.all(wanted.keys.map((key) => erasure.notesOn(key)))).flat();
      const isLast = left.every(({ id }) => noteIds.includes(id));
      const aliasIds = await aliasesOf(deps, isLast ? { ...wanted, scope: 'all' } : wanted);
      await aliases.remove(aliasIds);
      await pMap(notes.slice(0, 1), remove);
      return { noteIds, recordCount, aliasCount: aliasIds.length, left: await search(deps, wanted, notes) };
    },
  };
}

/** A request, with every key under which the asker knows the person. */
interface Wanted extends ForgetRequest {
  /** What the asker sees now first. */
  readonly keys: readonly string[];
}

async function wantedBy({ aliases }: Deps, request: ForgetRequest): Promise<Wanted> {
  return { ...request, keys: await aliases.allKeys(request.prospect, request.asker) };
}

/** Looks for what was removed in every way there is. */
async function search(
  deps: Deps,
  wanted: Wanted,
  removed: readonly NoteHeader[],
): Promise<ForgetReceipt['left']> {
  const { memory, erasure } = deps;
  const ids = removed.map(({ id }) => id);
  const { asker } = wanted;
  const names = new Map(removed.map(({ deal, prospects }) => [deal.key, prospects[0]?.name ?? 'call']));
  const recalls = [...names].map(([deal, text]) => memory.recall({ deal, asker, text, limit: recallLimit }));
  const found = new Set((await Promise.all(recalls)).flat());
  const read = await pMap(ids, (id) => memory.read(id, asker), { concurrency: atOnce });
  return {
    listed: (await notesOf(deps, wanted)).length,
    recalled: ids.filter((id) => found.has(id)).length,
    readable: read.filter((note) => note !== undefined).length,
    records: (await erasure.recordsOn(ids)).length,
    aliases: (await aliasesOf(deps, wanted)).length,
  };
}

async function notesOf(
  { memory, erasure }: Deps,
  { asker, scope, keys }: Wanted,
): Promise<readonly NoteHeader[]> {
  if (scope === 'all') {
    const found = (await Promise.all(keys.map((key) => erasure.notesOn(key)))).flat();
    return [...new Map(found.map((note) => [note.id, note])).values()];
  }
  const own = await memory.list({ rep: asker }, asker);
  return own.filter(isOn(keys)).filter(({ author }) => author === asker);
}

/** Ids of what was said of the person: the asker's own words, or everybody's. */
async function aliasesOf({ aliases }: Deps, { asker, scope, keys }: Wanted): Promise<readonly string[]> {
  const by = scope === 'all' ? undefined : asker;
  const ids = await Promise.all(keys.map((key) => aliases.idsOn(key, by)));
  return [...new Set(ids.flat())];
}

/** Whether a note is on one of them. */
function isOn(keys: readonly string[]): (note: NoteHeader) => boolean {
  return ({ prospects }) => prospects.some(({ key }) => keys.includes(key));
}
