import pMap from 'p-map';
import { groupBy } from '../util/group-by.ts';
import type { Aliases } from './identity/aliases.ts';
import { namedAmong } from './identity/named-in.ts';
import { type Person, peopleOf } from './identity/people.ts';
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

/** What forgetting would remove, and what it would leave. Kept records are not counted: some rest on private notes of others too. */
export interface ForgetPlan {
  /** Undefined when no note on them is left. */
  readonly person: Prospect | undefined;
  /** Newest call first. */
  readonly notes: readonly NoteHeader[];
  /** What the asker said of the person: other names, another company. */
  readonly aliasCount: number;
  /** Other people whom these notes are about too. */
  readonly alsoOn: readonly Prospect[];
  /** Notes of others that the asker may read and that stay. */
  readonly staying: number;
}

/** What was removed, and what a search found afterwards: every number of `left` should be zero. */
export interface ForgetReceipt {
  readonly noteIds: readonly string[];
  /** Of each author but the asker, the days of the calls that went with their notes, `YYYY-MM-DD`, newest first. */
  readonly daysOfOthers: ReadonlyMap<string, readonly string[]>;
  /** Of what the asker said. */
  readonly aliasCount: number;
  readonly left: {
    readonly listed: number;
    readonly recalled: number;
    readonly readable: number;
    readonly records: number;
    readonly aliases: number;
  };
  /** As `naming` finds them, after the rest is gone. */
  readonly naming: readonly NoteHeader[];
}

/** Forgets people; safe to repeat after trouble. */
export interface Forget {
  plan(request: ForgetRequest): Promise<ForgetPlan>;
  /** Notes on others alone that the asker may read and that have the person's name in their words: they stay. Newest call first. */
  naming(request: ForgetRequest): Promise<readonly NoteHeader[]>;
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
        aliasesOf(deps, { ...wanted, scope: 'own' }),
      ]);
      const people = [...notes, ...known].flatMap(({ prospects }) => prospects);
      const others = notes.flatMap(({ prospects }) => prospects).filter(({ key }) => !keys.includes(key));
      const going = new Set(notes.map(({ id }) => id));
      return {
        person: people.find(({ key }) => key === keys[0]) ?? people.find(({ key }) => keys.includes(key)),
        notes,
        aliasCount: aliasIds.length,
        alsoOn: [...new Map(others.map((one) => [one.key, one])).values()],
        staying: known.filter(isOn(keys)).filter(({ id }) => !going.has(id)).length,
      };
    },

    async naming(request) {
      const wanted = await wantedBy(deps, request);
      return notesNaming(deps, wanted, await peopleBefore(deps, wanted, await notesOf(deps, wanted)));
    },

    async carryOut(request) {
      const wanted = await wantedBy(deps, request);
      const notes = await notesOf(deps, wanted);
      const people = await peopleBefore(deps, wanted, notes);
      const noteIds = notes.map(({ id }) => id);
      const remove = (note: NoteHeader) =>
        wanted.scope === 'all' ? erasure.remove(note) : memory.remove(note.id, wanted.asker);
      // Before the last note, since without one nobody is found again to go on with after trouble.
      await pMap(notes.slice(1), remove, { concurrency: atOnce });
      // When nobody keeps a note on them, what others said of them goes too.
      const left = (await Promise.all(wanted.keys.map((key) => erasure.notesOn(key)))).flat();
      const isLast = left.every(({ id }) => noteIds.includes(id));
      const said = await aliasesOf(deps, { ...wanted, scope: 'own' });
      await aliases.remove(await aliasesOf(deps, isLast ? { ...wanted, scope: 'all' } : wanted));
      await pMap(notes.slice(0, 1), remove);
      const [found, naming] = await Promise.all([
        search(deps, wanted, notes),
        notesNaming(deps, wanted, people),
      ]);
      const ofOthers = notes.filter(({ author }) => author !== request.asker);
      const daysOfOthers = new Map(
        [...groupBy(ofOthers, ({ author }) => author)].map(([author, theirs]) => [
          author,
          theirs.map(({ day }) => day),
        ]),
      );
      return { noteIds, daysOfOthers, aliasCount: said.length, left: found, naming };
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

/** Whom the asker knows, and the person as the notes that go spell them. */
async function peopleBefore(
  { roster }: Deps,
  { asker }: Wanted,
  going: readonly NoteHeader[],
): Promise<readonly Person[]> {
  return peopleOf([...going, ...(await roster.headers(asker))]);
}

async function notesNaming(
  { memory, roster }: Deps,
  { asker, keys }: Wanted,
  people: readonly Person[],
): Promise<readonly NoteHeader[]> {
  const isTheirs = isOn(keys);
  const others = (await roster.headers(asker)).filter((note) => !isTheirs(note));
  return (await memory.texts(others)).filter((note) => {
    const own = new Set(note.prospects.map(({ key }) => key));
    return namedAmong(note.text, people).some(({ targets }) => {
      const named = targets.flatMap(({ prospect }) => prospect?.key ?? []);
      // A name that somebody on the note bears too is theirs.
      return !named.some((key) => own.has(key)) && named.some((key) => keys.includes(key));
    });
  });
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
