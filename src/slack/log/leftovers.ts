import pMap from 'p-map';
import { z } from 'zod';
import { importSource } from '../../import/plan.ts';
import type { Memory, NoteRoster } from '../../memory/memory.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { progressId, sentence } from '../kit/blocks.ts';
import type { Deliver, Standing } from '../kit/delivery.ts';
import { logIds } from '../kit/ids.ts';
import type { Members } from '../kit/members.ts';
import { noModal } from '../kit/modal.ts';
import { decodePendingNote, type PendingNote } from '../kit/pending-note.ts';
import type { Places } from '../kit/place.ts';
import type { Receipts, SaveNote } from '../kit/ports.ts';
import type { Request } from '../kit/request.ts';
import { beingReadId, type NoteShown, noteOfReceipt, tryingId } from './receipt.ts';

interface Deps {
  readonly memory: Pick<Memory, 'read' | 'texts'>;
  readonly roster: Pick<NoteRoster, 'authors' | 'peek'>;
  readonly members: Pick<Members, 'get'>;
  readonly deliver: Pick<Deliver, 'recent' | 'update'>;
  readonly places: Pick<Places, 'ofDm'>;
  readonly receipts: Receipts;
  readonly saveNote: SaveNote;
  readonly receiptAgain: (pending: PendingNote, request: Request) => Promise<void>;
  /** When digests began for this team, ISO 8601: a note from before it is owed no receipt either. */
  readonly beginning: () => Promise<string>;
  readonly work: BackgroundWork;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** What a process that died left in people's DMs, brought to an end by the next one. */
export interface Leftovers {
  /** Of everybody who logs calls; what this process does itself is left alone. Rejects when memory does not answer. */
  end(): Promise<void>;
}

const peopleAtOnce = 2;
/** Another process may be about to post a receipt, or to change what stands there. */
const graceMs = 30_000;
const owedMs = 7 * 24 * 60 * 60 * 1_000;

const interrupted = sentence('This was interrupted before it was done. Please ask once more.');

export function createLeftovers(deps: Deps): Leftovers {
  const { memory, roster, members, deliver, places, receipts, work, now, report } = deps;
  const startedAt = now();

  async function endMessage(one: Standing, noteId: string | undefined, request: Request): Promise<void> {
    const ids = blockIdsOf(one.blocks);
    if (ids.has(progressId)) return deliver.update(one, interrupted);
    if (noteId === undefined) return;
    if (ids.has(tryingId)) {
      receipts.found(noteId, one);
      return deps.saveNote(decodePendingNote(tryAgainValue(one.blocks), one.blocks), request);
    }
    if (!ids.has(beingReadId)) return;
    receipts.found(noteId, one);
    const note = await memory.read(noteId, request.member.id);
    if (note) work.follow(deps.receiptAgain(plainly(note), request)).catch(report);
  }

  async function bringReceipts(owed: readonly NoteHeader[], request: Request): Promise<void> {
    for (const note of await memory.texts(owed)) {
      receipts.mayStand(note.id);
      work.follow(deps.receiptAgain(plainly(note), request)).catch(report);
    }
  }

  async function endOf(user: string, owedFrom: number): Promise<void> {
    const member = await members.get(user);
    if (!member.isFull) return;
    const request = { member, place: places.ofDm(user), modal: noModal };
    const started = startedAt.getTime() / 1_000;
    const { messages, from } = await deliver.recent(user, owedFrom);
    const shown = new Map<string, NoteShown>();
    for (const one of messages) {
      const note = noteOfReceipt(one.blocks);
      if (note) shown.set(note.noteId, note);
      if (Number(one.ts) < started) await endMessage(one, note?.noteId, request).catch(report);
    }
    const isOwed = ({ id, author, loggedAt, source }: NoteHeader) => {
      const at = Date.parse(loggedAt);
      // Imports have one message for all of their notes.
      if (source.startsWith(importSource)) return false;
      return (
        author === user &&
        // The receipt of one from before what was looked at may well stand there.
        at >= Math.max(owedFrom, from) &&
        at < startedAt.getTime() &&
        isBehind(shown.get(id), loggedAt)
      );
    };
    await bringReceipts(roster.peek(user).filter(isOwed), request);
  }

  return {
    async end() {
      if (!(await work.pause(graceMs))) return;
      const users = [...(await roster.authors()).keys()];
      const owedFrom = Math.max(Date.parse(await deps.beginning()), startedAt.getTime() - owedMs);
      await pMap(users, (user) => endOf(user, owedFrom).catch(report), { concurrency: peopleAtOnce });
    },
  };
}

/** Whether what stands there tells less than is stored: nothing, an older version, or that this one is not saved. */
function isBehind(shown: NoteShown | undefined, stored: string): boolean {
  if (shown === undefined) return true;
  const { loggedAt, isUnsaved } = shown;
  if (loggedAt === undefined) return false;
  return isUnsaved ? loggedAt <= stored : loggedAt < stored;
}

function plainly(note: PendingNote['note']): PendingNote {
  return { note, edits: false, isAgain: false };
}

const named = z.object({ block_id: z.string() });

function blockIdsOf(blocks: readonly unknown[]): ReadonlySet<string> {
  return new Set(blocks.flatMap((block) => named.safeParse(block).data?.block_id ?? []));
}

const buttons = z.object({
  elements: z.array(z.looseObject({ action_id: z.literal(logIds.tryAgain), value: z.string() })),
});

function tryAgainValue(blocks: readonly unknown[]): string {
  return blocks.flatMap((block) => buttons.safeParse(block).data?.elements ?? [])[0]?.value ?? '';
}
