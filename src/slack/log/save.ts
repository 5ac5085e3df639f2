import { LRUCache } from 'lru-cache';
import type { Briefer } from '../../brief/brief.ts';
import { UpstreamError, UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, WriteResult } from '../../memory/memory.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import { modal as modalView, sentence } from '../kit/blocks.ts';
import { memoryTrouble, type Outage } from '../kit/failure.ts';
import { noModal } from '../kit/modal.ts';
import type { PendingNote } from '../kit/pending-note.ts';
import { gainText } from '../kit/phrases.ts';
import type { FormAgain, Receipts, WeekChanged } from '../kit/ports.ts';
import type { Request } from '../kit/request.ts';
import { md } from '../kit/text.ts';
import {
  givenUpSentence,
  notSavedMessage,
  notSavedSentence,
  type Receipt,
  savedMessage,
  savedView,
} from './receipt.ts';

interface Deps extends ReceiptDeps {
  readonly memory: Memory;
  readonly outage: Outage;
  readonly work: BackgroundWork;
  readonly audit: Audit;
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}

/** What telling of a saved note needs. */
interface ReceiptDeps {
  readonly briefer: Pick<Briefer, 'gain'>;
  readonly receipts: Receipts;
  readonly acts: NoteActs;
  readonly changed: WeekChanged;
  readonly now: () => Date;
}

/** A note on its way, and what its author sees of it. */
interface Saving {
  readonly pending: PendingNote;
  readonly request: Request;
  readonly act: NoteAct;
}

/** After this long the author holds the note in a message of their own. */
const patienceMs = 3_000;

/** Saves at once when memory answers; else hands the text back and goes on trying under the same id. */
export async function saveNote(
  deps: Deps,
  pending: PendingNote,
  request: Request,
  formAgain?: FormAgain,
): Promise<void> {
  const saving = { pending, request, act: deps.acts.begin(pending.note.id) };
  const firstTry = write(deps.memory, pending);
  const first = await soon<WriteResult | Failed>(firstTry.catch(failed), slow, patienceMs);
  if (typeof first === 'string') return report(deps, saving, first);
  // Somebody else's note: trying again or later is no help.
  if (first.error instanceof UserError) throw first.error;
  const going = goOn(deps, saving, firstTry);
  going.catch((error: unknown) => deps.log.error({ err: error }, 'a receipt was not delivered'));
  await handBack(deps, saving, first.error, formAgain);
}

async function report(deps: Deps, saving: Saving, result: WriteResult): Promise<void> {
  const { memory, audit } = deps;
  const { pending, request, act } = saving;
  if (result === 'saved') audit(savedEntry(pending));
  if (!act.isNewest()) return;
  if (result === 'deleted') return tellDeleted(request);
  const stored = result === 'already' ? await memory.read(pending.note.id, request.member.id) : undefined;
  await tellSaved(deps, { ...saving, pending: { ...pending, note: stored ?? pending.note } });
}

/** The receipt, in the modal and in the DM; what the note did to the score follows when it is read. */
async function tellSaved(deps: ReceiptDeps, { pending, request, act }: Saving): Promise<void> {
  const { member, modal } = request;
  const receipt = { ...pending, today: dayIn(member.zone, deps.now()) };
  await Promise.all([
    modal.show(savedView(receipt)),
    deps.receipts.show(member.id, pending.note.id, savedMessage(receipt)),
  ]);
  await addGain(deps, { pending, request, act }, receipt);
}

/** The receipt of a stored note as it is now: whatever was under way on it before shows nothing any more. */
export async function receiptAgain(deps: ReceiptDeps, pending: PendingNote, request: Request): Promise<void> {
  await tellSaved(deps, { pending, request, act: deps.acts.begin(pending.note.id) });
}

/** A receipt says that its note is being read when that takes longer. */
const readingMs = 3_000;

/** Adds to a receipt what the note did to the score and what its words ask, when it is read and nothing newer has happened. */
async function addGain(
  { briefer, receipts, changed }: ReceiptDeps,
  saving: Saving,
  receipt: Receipt,
): Promise<void> {
  const { note, today } = receipt;
  const { member, modal } = saving.request;
  const show = async (richer: Receipt): Promise<void> => {
    await Promise.all([
      modal.refresh(savedView(richer)),
      receipts.show(member.id, note.id, savedMessage(richer)),
    ]);
  };
  const wanted = { deal: note.deal.key, prospect: note.prospects[0]?.key ?? null, asker: member.id };
  const reading = briefer.gain(wanted, note.id).then(
    (read) => {
      // The note is read, so that its deal has a score again.
      changed(member.id);
      return read;
    },
    () => null,
  );
  const isSoon = await soon(
    reading.then(() => true),
    false,
    readingMs,
  );
  if (!isSoon && saving.act.isNewest()) await show({ ...receipt, reading: 'under way' });
  const gain = await reading;
  if (!saving.act.isNewest()) return;
  const text = gain && gainText(gain, today);
  const asks = gain?.outcomeSaid ?? null;
  if (text || asks || (gain && !isSoon)) await show({ ...receipt, gain: text, asks });
  else if (!isSoon) await show({ ...receipt, reading: 'later' });
}

async function handBack(deps: Deps, saving: Saving, error: unknown, formAgain?: FormAgain): Promise<void> {
  const { pending, request } = saving;
  const reason = memoryTrouble(error, deps.outage(), request.member.zone);
  const form = formAgain?.(md`*${notSavedSentence(reason)}*`);
  const told = notSavedMessage(pending, notSavedSentence(reason));
  await Promise.all([
    deps.receipts.show(request.member.id, pending.note.id, told),
    form ? request.modal.show(form) : undefined,
  ]);
}

async function goOn(deps: Deps, saving: Saving, firstTry: Promise<WriteResult>): Promise<void> {
  const { pending, request, act } = saving;
  const late = await persist(deps, saving, firstTry);
  if (!act.isNewest()) return;
  // The form was handed back and may be in use: what comes of the retry is told in the DM alone.
  const inDm = { pending, request: { ...request, modal: noModal }, act };
  if (late !== 'later' && late !== 'never') return deps.work.track(report(deps, inDm, late));
  await deps.receipts.show(request.member.id, pending.note.id, notSavedMessage(pending, givenUpSentence));
}

interface Failed {
  readonly error: unknown;
}

const slow: Failed = { error: undefined };
const failed = (error: unknown): Failed => ({ error });

function savedEntry({ note: { id, author, visibility } }: PendingNote): Parameters<Audit>[0] {
  const did = visibility === 'team' ? 'saved for the team' : 'saved in private';
  return { did, by: author, noteIds: [id] };
}

async function tellDeleted({ modal, place }: Request): Promise<void> {
  const told = sentence('That note was deleted in the meantime, so it stays deleted.');
  if (!(await modal.show(modalView('Deleted', told.blocks)))) await place.tell(told);
}

/** One try. The note is written under its own id, so that trying again never stores it twice. */
function write(memory: Memory, { note, edits, isAgain }: PendingNote): Promise<WriteResult> {
  return edits || isAgain ? memory.edit(note) : memory.save(note);
}

/** `later`, `never`: memory did not take it, and may or will not. */
type TriedResult = WriteResult | 'later' | 'never';

async function tried(log: Log, id: string, attempt: Promise<WriteResult>): Promise<TriedResult> {
  try {
    return await attempt;
  } catch (error) {
    log.warn({ err: error, note: id }, 'a note is not saved yet');
    return error instanceof UpstreamError && error.retryable ? 'later' : 'never';
  }
}

const pausesMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000];

/**
 * Tries with growing pauses for about half an hour, as long as nothing newer happens to the note; gives up at once on
 * what time can't mend.
 */
async function persist(
  { memory, log, wait }: Deps,
  { pending, act }: Saving,
  firstTry: Promise<WriteResult>,
) {
  const { id } = pending.note;
  let result = await tried(log, id, firstTry);
  for (const pauseMs of pausesMs) {
    if (result !== 'later') return result;
    await wait(pauseMs);
    result = act.isNewest() ? await tried(log, id, write(memory, pending)) : 'never';
  }
  return result;
}

/** Tells what a person did last with a note from what is still under way from before: saving, gains, retries. */
export interface NoteActs {
  /** Everything begun earlier on this note is over: it must show nothing any more. */
  begin(noteId: string): NoteAct;
}

interface NoteAct {
  /** Whether it is still the newest thing done to its note. */
  isNewest(): boolean;
}

const most = 5_000;

/** Remembers the last 5,000 notes. */
export function createNoteActs(): NoteActs {
  const latest = new LRUCache<string, symbol>({ max: most });

  return {
    begin(noteId) {
      const mark = Symbol(noteId);
      latest.set(noteId, mark);
      return { isNewest: () => latest.get(noteId) === mark };
    },
  };
}
