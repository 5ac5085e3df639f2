import { setImmediate } from 'node:timers/promises';
import type { Erasure, Memory, NoteRoster, Roster, StateBank } from '../memory.ts';
import { byNewestCall, type Note, type NoteHeader, type Prospect } from '../note.ts';
import { everybody, type Team } from '../team.ts';
import { type AliasStore, createAliasStore } from './alias-store.ts';
import { type AliasView, type AskerViews, aliasViewOf, createAskerViews } from './alias-view.ts';
import { type Aliases, createAliases, type Moves, movesIn, withFormerNames } from './aliases.ts';
import { keysOf } from './keys.ts';
import { canonical } from './names.ts';
import { byLastContact, peopleOf } from './people.ts';
import { takeApart } from './resolve.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  /** As if every author were of the team. */
  readonly asTeam: { readonly memory: Memory; readonly roster: NoteRoster };
  /** Who reads what is shared; everybody when left out. */
  readonly readers?: Team;
  readonly now: () => Date;
}

/** One team's memory as its people have mended it: renamed, merged and moved people, each word reversible. */
export interface AliasedMemory {
  readonly memory: Memory;
  /** The same as if every author were of the team: for reading what is shared, whoever wrote it; shown to nobody by that. */
  readonly memoryAsTeam: Pick<Memory, 'list' | 'texts'>;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly aliases: Aliases;
}

/** Stored notes and their tags are never rewritten: aliases change what is read. */
export function createAliasedMemory(deps: Deps): AliasedMemory {
  const { memory, roster, state, erasure, asTeam, readers = everybody, now } = deps;
  const store = createAliasStore({ state, now });
  const views = createAskerViews({ store, roster, team: readers, now });
  return {
    memory: aliasedNotes(memory, views),
    memoryAsTeam: aliasedNotes(
      asTeam.memory,
      createAskerViews({ store, roster: asTeam.roster, team: everybody, now }),
    ),
    roster: aliasedRoster({ roster, store, views }),
    erasure: aliasedErasure({ erasure, store, views }),
    aliases: createAliases({ store, views, now }),
  };
}

/** Memory as people have mended it: notes are stored as they were typed, and read as they are meant. */
function aliasedNotes(memory: Memory, views: AskerViews): Memory {
  return {
    save: memory.save,
    remove: memory.remove,
    setVisibility: memory.setVisibility,

    async edit(note) {
      const view = await views.of(note.author);
      if (view.aliases.length === 0) return memory.edit(note);
      const stored = await memory.read(note.id, note.author);
      return memory.edit(stored ? asStored(note, stored, view) : note);
    },

    async read(id, asker) {
      const [note, view] = await Promise.all([memory.read(id, asker), views.of(asker)]);
      return note && view.header(note);
    },

    async list(scope, asker) {
      const [headers, view] = await Promise.all([memory.list(scope, asker), views.of(asker)]);
      const others = typeof scope === 'object' && 'deal' in scope ? await otherDeals(scope.deal, asker) : [];
      const more = await Promise.all(others.map((deal) => memory.list({ deal }, asker)));
      const all = more.length > 0 ? once([headers, ...more].flat()) : headers;
      return views.apply(view, all);
    },

    async texts(headers) {
      const origins = headers.map((header) => views.stored(header));
      const seenBy = new Map(headers.map(({ id }, index) => [id, origins[index]?.view]));
      const notes = await memory.texts(headers.map((header, index) => origins[index]?.header ?? header));
      return notes.map((note) => seenBy.get(note.id)?.header(note) ?? note);
    },

    async recall(question) {
      // Ids are the same however notes are read: all deals are one search.
      if (question.deal === null) return memory.recall(question);
      const keys = keysOf(await views.deal(question.deal, question.asker));
      const ranked = await Promise.all(keys.map((deal) => memory.recall({ ...question, deal })));
      return inTurn(ranked).slice(0, question.limit);
    },
  };

  async function otherDeals(deal: string, asker: string): Promise<readonly string[]> {
    return keysOf(await views.deal(deal, asker)).filter((key) => key !== deal);
  }
}

/** Whom an edit leaves as they were shown stays stored as they were, so that undoing an alias still brings them back. */
function asStored(note: Note, stored: NoteHeader, view: AliasView): Note {
  const shown = view.header(stored);
  const keys = ({ prospects, deal }: NoteHeader) => [deal.key, ...prospects.map(({ key }) => key)].join(' ');
  return keys(shown) === keys(note) ? { ...note, prospects: stored.prospects, deal: stored.deal } : note;
}

/** A note that changed its deal between two lists once, as it was last; newest call first. */
function once(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  const newest = new Map<string, NoteHeader>();
  for (const header of headers) {
    const known = newest.get(header.id);
    if (!known || known.loggedAt <= header.loggedAt) newest.set(header.id, header);
  }
  return [...newest.values()].sort(byNewestCall);
}

/** The first of each, then the second of each: no note is in two of these. */
function inTurn<T>(ranked: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...ranked.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, rank) =>
    ranked.flatMap((ids) => ids.slice(rank, rank + 1)),
  );
  return [...new Set(all.flat())];
}

interface RosterDeps {
  readonly roster: NoteRoster;
  readonly store: AliasStore;
  readonly views: AskerViews;
}

function aliasedRoster({ roster, store, views }: RosterDeps): Roster {
  const peek = (asker: string) => views.apply(views.peek(asker), roster.peek(asker));
  const moves = (asker: string): Moves => movesIn(views.peek(asker));
  const people = (headers: readonly NoteHeader[], asker: string) => {
    const [arrived, known] = [moves(asker).arrived(headers), peopleOf(headers)];
    const all = arrived.length === 0 ? known : [...arrived, ...known].sort(byLastContact);
    return withFormerNames(all, views.peek(asker));
  };

  async function headers(asker: string): Promise<readonly NoteHeader[]> {
    await Promise.all([roster.headers(asker), store.all()]);
    views.refreshed();
    return peek(asker);
  }

  return {
    headers,
    peek,
    authors: roster.authors,
    async ready() {
      for (const author of (await roster.authors()).keys()) {
        takeApart(peek(author));
        // What is heard meanwhile comes first.
        await setImmediate();
      }
    },
    people,
    hasLeft: (prospect, asker) => moves(asker).hasLeft(prospect),
    async past(prospect, asker) {
      const view = await views.of(asker);
      const before = movesIn(view).before(view.personKey(prospect));
      if (before.size === 0) return undefined;
      const known = people(await headers(asker), asker);
      const now = known.find((one) => one.prospect.key === view.personKey(prospect));
      const places = known.filter((one) => before.has(one.prospect.key) && one.noteCount > 0);
      return now && places.length > 0 ? { now, places } : undefined;
    },
    deal: views.deal,
    async current(keys, asker) {
      const view = await views.of(asker);
      if (view.aliases.length === 0) return keys;
      const { prospect } = keys;
      const { key } = await views.deal(keys.deal, asker);
      return { ...keys, deal: key, prospect: prospect === null ? null : view.personKey(prospect) };
    },
  };
}

interface AliasedErasureDeps {
  readonly erasure: Erasure;
  readonly store: AliasStore;
  readonly views: AskerViews;
}

/**
 * Finds a person's notes under all their names. On whom a note is, its author's view tells: what somebody says of
 * people whom only private notes know reaches nobody else's notes.
 */
function aliasedErasure({ erasure, store, views }: AliasedErasureDeps): Erasure {
  async function notesOn(prospect: string): Promise<readonly NoteHeader[]> {
    const { storedKeys, aliases } = aliasViewOf(await store.all());
    const found = (await Promise.all(storedKeys(prospect).map((key) => erasure.notesOn(key)))).flat();
    const named = [...found.flatMap(({ prospects }) => prospects), ...aliases.map(({ to }) => to)];
    const asked = named.find(({ key }) => key === prospect);
    const theirs = await Promise.all(distinct(found).map((header) => under(header, prospect, asked)));
    return theirs.flatMap((header) => header ?? []).sort(byNewestCall);
  }

  /** The note with this person as they were asked for; undefined when its author means somebody else. */
  async function under(header: NoteHeader, prospect: string, asked: Prospect | undefined) {
    const { personKey } = await views.of(header.author);
    const isThem = ({ key }: Prospect) => personKey(key) === personKey(prospect);
    if (!header.prospects.some(isThem)) return undefined;
    const prospects = header.prospects.map((one) =>
      isThem(one) ? { ...one, ...asked, key: prospect } : one,
    );
    return { ...header, prospects: [...new Map(prospects.map((one) => [one.key, one])).values()] };
  }

  return {
    remove: erasure.remove,
    notesOn,
    async notesNaming(name) {
      const wanted = canonical(name);
      if (wanted === '') return [];
      const isNamed = ({ name: own, company }: Prospect) =>
        [own, `${own} ${company ?? ''}`].some((one) => canonical(one) === wanted);
      const called = (await store.all()).filter(({ to }) => isNamed(to)).map(({ to }) => to.key);
      const [typed, ...said] = await Promise.all([
        erasure.notesNaming(name),
        ...[...new Set(called)].map(notesOn),
      ]);
      return distinct([typed, ...said].flat());
    },
    everyNote: erasure.everyNote,
    recordsOn: erasure.recordsOn,
  };
}

/** Of the same note the last. */
function distinct(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  return [...new Map(headers.map((header) => [header.id, header])).values()];
}
