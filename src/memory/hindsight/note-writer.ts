import { UpstreamError, UserError } from '../../errors.ts';
import type { Chain } from '../../util/chain.ts';
import type { AskedChange, Erasure, Memory, WriteResult } from '../memory.ts';
import { authorsOnly, type Note, type NoteHeader, type Visibility } from '../note.ts';
import type { Bank } from './bank.ts';
import type { WholeDocument } from './calls.ts';
import { checkedId } from './ids.ts';
import { decodeNote, encodeNote } from './note-document.ts';
import type { TextCache } from './note-reader.ts';
import type { RosterCache } from './roster.ts';
import type { StateRecords } from './state-records.ts';
import { withVisibility } from './tags.ts';
import type { DeletedIds, Tombstones } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly records: StateRecords;
  readonly tombstones: Tombstones;
  readonly deleted: DeletedIds;
  readonly roster: RosterCache;
  readonly cache: TextCache;
  readonly chain: Chain;
  readonly wait: (ms: number) => Promise<unknown>;
}

interface NoteWriter extends Pick<Memory, 'save' | 'edit' | 'remove' | 'setVisibility'> {
  /** Whoever wrote it. */
  readonly erase: Erasure['remove'];
}

/** All writes of one note happen one after the other; a note is changed by its author alone, whoever let the asker in. */
export function createNoteWriter(deps: Deps): NoteWriter {
  const { notes, records, chain } = deps;
  return {
    save: (note) =>
      chain(note.id, async () => remember(deps, note, await storeVersion(deps, note, () => true))),
    edit: (note) =>
      chain(note.id, async () => {
        checkAuthor(await notes.get(note.id), note.author);
        // Before, so that a failure leaves no quote of words that are gone; after, for what was kept meanwhile.
        await records.removeQuoting(note.id, note.text);
        const isOlder: Outranks = (stored) => stored !== undefined && stored.loggedAt >= note.loggedAt;
        const result = await storeVersion(deps, note, isOlder);
        await records.removeQuoting(note.id, note.text);
        return remember(deps, note, result);
      }),
    setVisibility: (id, visibility, asked) => chain(id, () => retag(deps, { id, visibility, ...asked })),
    remove: (id, by) =>
      chain(id, async () => {
        checkAuthor(await notes.get(checkedId(id)), by);
        await remove(deps, id);
      }),
    erase: ({ id }) => chain(id, () => remove(deps, id)),
  };
}

function headerOf(document: WholeDocument | undefined): NoteHeader | undefined {
  return document && decodeNote(document.id, document.tags, document.document_metadata);
}

/** @throws UserError when somebody else has written what is stored, or nobody can tell who. */
function checkAuthor(stored: WholeDocument | undefined, by: string): void {
  if (stored && headerOf(stored)?.author !== by) throw new UserError(authorsOnly);
}

function remember({ cache, roster }: Deps, note: Note, result: WriteResult): WriteResult {
  if (result !== 'saved') return result;
  const { text: _, ...header } = note;
  cache.put(note);
  roster.saw(header);
  return result;
}

interface Retagging extends AskedChange {
  readonly id: string;
  readonly visibility: Visibility;
}

async function retag(deps: Deps, { id, visibility, by, loggedAt }: Retagging): Promise<boolean> {
  const { notes, deleted, roster } = deps;
  const isMeant = (header: NoteHeader) => loggedAt === undefined || header.loggedAt === loggedAt;
  const document = await notes.get(id);
  const header = headerOf(document);
  if (!document || !header || deleted.has(id)) throw trouble('notfound', 'retag');
  checkAuthor(document, by);
  if (!isMeant(header)) return false;
  await put(deps, document, visibility);
  roster.saw({ ...header, visibility });
  if (loggedAt === undefined) return true;
  // Another process may have stored other words meanwhile, which nobody meant.
  const after = await notes.get(id);
  const stored = headerOf(after);
  if (!after || !stored || isMeant(stored)) return true;
  await put(deps, after, header.visibility);
  roster.saw({ ...stored, visibility: header.visibility });
  return false;
}

async function put({ notes }: Deps, { id, tags }: WholeDocument, visibility: Visibility): Promise<void> {
  if (!(await notes.retag(id, withVisibility(tags, visibility)))) throw trouble('notfound', 'retag');
}

async function remove(deps: Deps, id: string): Promise<void> {
  const { notes, records, tombstones } = deps;
  // One that lies already says with what the note went.
  if (!(await tombstones.has(checkedId(id)))) await tombstones.lay(id);
  await removeBuried(deps, id);
  await records.removeQuoting(id);
  if (!(await notes.get(id))) return;
  await notes.remove(id);
  if (await notes.get(id)) throw trouble('conflict', 'delete');
}

function trouble(kind: 'notfound' | 'conflict', operation: string): UpstreamError {
  return new UpstreamError({ service: 'hindsight', kind, operation });
}

/** The header is missing when what is there is not readable. */
type Outranks = (stored: NoteHeader | undefined) => boolean;

const pausesMs = [150, 300];

/** Stores a version of a note unless the one that is there outranks it. To be called from the note's chain. */
async function storeVersion(deps: Deps, note: Note, outranks: Outranks): Promise<WriteResult> {
  // An earlier try may have been carried out although its answer never came: that version is no rival.
  const outranksOurs: Outranks = (stored) => stored?.loggedAt !== note.loggedAt && outranks(stored);
  let rival = outranks;
  for (const pauseMs of pausesMs) {
    try {
      return await tryToStore(deps, note, rival);
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error;
    }
    await deps.wait(pauseMs);
    rival = outranksOurs;
  }
  return tryToStore(deps, note, rival);
}

async function tryToStore(deps: Deps, note: Note, outranks: Outranks): Promise<WriteResult> {
  const { notes, tombstones, roster } = deps;
  const [isDeleted, document] = await Promise.all([tombstones.has(note.id), notes.get(note.id)]);
  if (isDeleted) return deleteAgain(deps, note.id);
  const header = headerOf(document);
  checkAuthor(document, note.author);
  if (header) roster.saw(header);
  if (document && outranks(header)) return 'already';
  await notes.retainOnce(encodeNote(note));
  // Another process may have deleted the note while this one wrote it.
  return (await tombstones.has(note.id)) ? deleteAgain(deps, note.id) : 'saved';
}

async function deleteAgain(deps: Deps, id: string): Promise<WriteResult> {
  await removeBuried(deps, id);
  return 'deleted';
}

/** A note whose tombstone lies: at once nobody here sees it, then it goes. */
export async function removeBuried(
  { deleted, roster, cache, notes }: Pick<Deps, 'deleted' | 'roster' | 'cache' | 'notes'>,
  id: string,
): Promise<void> {
  deleted.add(id);
  roster.forget(id);
  cache.drop(id);
  await notes.remove(id);
}

/** Reads have been tried again already. After a timeout the person has waited enough: the next try is theirs. */
function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof UpstreamError) || error.operation !== 'retain') return false;
  return error.retryable && error.kind !== 'timeout' && error.retryAfter === undefined;
}
