import type { Briefer, Gain } from '../../brief/brief.ts';
import { UpstreamError, UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, WriteResult } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import { createKept } from '../../util/kept.ts';
import { succeeds } from '../../util/succeeds.ts';
import type { Audit } from '../kit/audit.ts';
import { type Message, modal as modalView, sentence } from '../kit/blocks.ts';
import { memoryTrouble, type Outage } from '../kit/failure.ts';
import { gainText } from '../kit/gain-text.ts';
import { noModal } from '../kit/modal.ts';
import type { PendingNote } from '../kit/pending-note.ts';
import type { BeginSave, BegunSave, FormAgain, Receipts, WeekChanged } from '../kit/ports.ts';
import type { Request } from '../kit/request.ts';
import { lines, type Markup, md } from '../kit/text.ts';
import {
  givenUp,
  notSavedMessage,
  notSavedSentence,
  type Receipt,
  savedMeanwhile,
  savedMessage,
  savedView,
} from './receipt.ts';

interface Deps extends ReceiptDeps {
  readonly memory: Memory;
  readonly outage: Outage;
  readonly audit: Audit;
}

/** What telling of a saved note needs. */
interface ReceiptDeps {
  readonly memory: Pick<Memory, 'read'>;
  readonly briefer: Pick<Briefer, 'gain'>;
  readonly receipts: Receipts;
  readonly acts: NoteActs;
  readonly changed: WeekChanged;
  readonly work: BackgroundWork;
  readonly log: Log;
  readonly now: () => Date;
}

/** A note on its way, and what its author sees of it. */
interface Saving {
  readonly pending: PendingNote;
  readonly request: Request;
  readonly act: NoteAct;
  readonly receipt: ReceiptInDm;
}

/** After this long the author holds the note in a message of their own. */
const patienceMs = 3_000;

/** Saves at once when memory answers; else hands the text back and goes on trying under the same id. */
export function createBeginSave(deps: Deps): BeginSave {
  const writeOnce = createWriteOnce(deps.memory);
  return (pending) => beginSave(deps, pending, writeOnce(pending));
}

function beginSave(deps: Deps, pending: PendingNote, result: Promise<WriteResult>): BegunSave {
  const act = deps.acts.begin(pending.note.id);
  if (pending.edits || pending.isAgain) deps.receipts.mayStand(pending.note.id);
  const first = soon<WriteResult | Failed>(result.catch(failed), slow, patienceMs);
  return {
    result,
    async tell(request, formAgain) {
      const receipt = createReceiptInDm(deps, pending.note, act);
      const saving = { pending, request, act, receipt };
      const came = await first;
      if (typeof came === 'string') return report(deps, saving, came);
      // Somebody else's note: trying again or later is no help.
      if (came.error instanceof UserError) throw came.error;
      // Sent again meanwhile: the words are with the later press.
      if (!act.isNewest()) return;
      const handedBack = handBack(deps, saving, came.error, formAgain);
      const going = deps.work.follow(goOn(deps, { ...saving, handedBack, formAgain }, result));
      going.catch((error: unknown) => deps.log.error({ err: error }, 'what became of a note was not told'));
      await handedBack;
    },
  };
}

/** The receipt as it should stand in the DM. */
interface ReceiptInDm {
  /** Tries once; rejects when it does not stand there. */
  show(message: Message): Promise<void>;
  /**
   * Goes on trying by itself: the note is stored, and that its receipt is late is no failure of it. Stops when a later
   * version than `of` is stored meanwhile: whoever stored that one shows it.
   */
  surely(message: Message, of: Note): Promise<void>;
}

function createReceiptInDm(deps: ReceiptDeps, { id, author }: Note, act: NoteAct): ReceiptInDm {
  const { memory, receipts, work, log } = deps;
  let newest: Message | undefined;
  let version: Note | undefined;
  let isTrying = false;

  const show = (message: Message) => {
    newest = message;
    return receipts.show(author, id, message);
  };

  const isOver = async () => version !== undefined && work.track(isOvertaken(memory, version));

  async function goOnShowing(): Promise<void> {
    for (const pauseMs of pausesMs) {
      const mayGoOn = await work.pause(pauseMs);
      if (!newest || !act.isNewest() || (await isOver())) return;
      const isShown = await work.track(succeeds(receipts.show(author, id, newest)));
      if (isShown) return;
      if (!mayGoOn) break;
    }
    log.error({ note: id }, 'a receipt was given up');
  }

  return {
    show,
    async surely(message, of) {
      version = of;
      try {
        await show(message);
      } catch (error) {
        log.warn({ err: error, note: id }, 'a receipt is not delivered yet');
        if (isTrying) return;
        isTrying = true;
        const going = goOnShowing().finally(() => {
          isTrying = false;
        });
        void work.follow(going);
      }
    },
  };
}

/** Whether a later version is stored, by another process perhaps, or the note is gone: whoever did it shows it. */
async function isOvertaken(memory: Pick<Memory, 'read'>, { id, author, loggedAt }: Note): Promise<boolean> {
  return memory.read(id, author).then(
    (stored) => stored === undefined || stored.loggedAt > loggedAt,
    () => false,
  );
}

/** Of a note that is stored: nothing that goes wrong from here on says otherwise. */
async function report(deps: Deps, saving: Saving, result: WriteResult): Promise<void> {
  const { memory, audit } = deps;
  const { pending, request, act } = saving;
  if (result === 'saved') audit(savedEntry(pending));
  if (!act.isNewest()) return;
  if (result === 'deleted') return tellDeleted(request);
  const { id } = pending.note;
  const mayDiffer = result === 'already' || pending.edits || pending.isAgain;
  if (mayDiffer) deps.receipts.mayStand(id);
  const read = () => (mayDiffer ? memory.read(id, request.member.id).catch(() => undefined) : undefined);
  let note = (await read()) ?? pending.note;
  for (let tries = 0; tries < mostVersions; tries += 1) {
    // Another process may have stored and shown a later version meanwhile, which this receipt has taken the place of.
    const newer = async () => {
      const now = await read();
      return now && now.loggedAt !== note.loggedAt ? now : undefined;
    };
    await tellSaved(deps, { ...saving, pending: { ...pending, note } }, newer);
    const later = await newer();
    if (!later || !act.isNewest()) return;
    note = later;
  }
}

const mostVersions = 3;

/** The receipt, in the modal and in the DM; what the note did to the score follows when it is read. */
async function tellSaved(
  deps: ReceiptDeps,
  saving: Saving,
  newer?: () => Promise<Note | undefined>,
): Promise<void> {
  const { pending, request } = saving;
  const receipt = { ...pending, today: dayIn(request.member.zone, deps.now()) };
  await Promise.all([
    request.modal.show(savedView(receipt)),
    saving.receipt.surely(savedMessage(receipt), pending.note),
  ]);
  if (!(await newer?.())) await addGain(deps, saving, receipt);
}

/** The receipt of a stored note as it is now: whatever was under way on it before shows nothing any more. */
export async function receiptAgain(deps: ReceiptDeps, pending: PendingNote, request: Request): Promise<void> {
  const act = deps.acts.begin(pending.note.id);
  await tellSaved(deps, { pending, request, act, receipt: createReceiptInDm(deps, pending.note, act) });
}

/** A receipt says that its note is being read when that takes longer. */
const readingMs = 3_000;

/** Adds to a receipt what the note did to the score and what its words ask, when it is read and nothing newer has happened. */
async function addGain(
  { memory, briefer, changed }: ReceiptDeps,
  saving: Saving,
  receipt: Receipt,
): Promise<void> {
  const { note, today } = receipt;
  const { member, modal } = saving.request;
  const show = async (richer: Receipt): Promise<void> => {
    if (await isOvertaken(memory, note)) return;
    await Promise.all([modal.refresh(savedView(richer)), saving.receipt.surely(savedMessage(richer), note)]);
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
  const told = gain ? [gainText(gain, today), unheard(note, gain)].filter((line) => line !== null) : [];
  const text = told.length > 0 ? lines(told) : null;
  const asks = gain?.outcomeSaid ?? null;
  if (text || asks || (gain && !isSoon)) await show({ ...receipt, gain: text, asks });
  else if (!isSoon) await show({ ...receipt, reading: 'later' });
}

const corrects =
  /^[^\p{L}]*(?:(?:oh|wait|hm+|ah|ok|no|sorry)[,.]? )*(?:(?:scratch|scrap|strike) (?:that|this)|correction\b|(?:i|we) (?:meant|mean)\b|that was (?:wrong|not (?:right|so))|wrong (?:customer|person|company|deal|day|date|note)\b)|\bnot? [^.]{1,40}, (?:i|we) meant\b/iu;

/** Of a note that puts something right, and leaves all that was known as it was. */
function unheard({ text }: Note, { leavesAll, outcomeSaid }: Gain): Markup | null {
  return leavesAll && outcomeSaid === null && corrects.test(text)
    ? md`This reads like a correction, and nothing that was known has changed by it: *Brief*, then *Notes*, has a menu beside each line that is not so.`
    : null;
}

/** The words go back into the form and into the DM; in one of the two is enough. */
async function handBack(deps: Deps, saving: Saving, error: unknown, formAgain?: FormAgain): Promise<void> {
  const { pending, request } = saving;
  const reason = memoryTrouble(error, deps.outage(), request.member.zone);
  const form = formAgain?.(md`*${notSavedSentence(reason)}*`);
  const told = notSavedMessage(pending, notSavedSentence(reason));
  const [inDm, inForm] = await Promise.allSettled([
    saving.receipt.show(told),
    form ? request.modal.show(form) : false,
  ]);
  if (inDm.status === 'fulfilled') return;
  if (inForm.status !== 'fulfilled' || !inForm.value) throw inDm.reason;
  deps.log.warn({ err: inDm.reason, note: pending.note.id }, 'a note was handed back in its form alone');
}

/** A note that was handed back. */
interface HandedBack extends Saving {
  readonly handedBack: Promise<void>;
  readonly formAgain: FormAgain | undefined;
}

/** Whatever comes of the retries is told in the DM, and in the form where nothing has come into that since. */
async function goOn(deps: Deps, saving: HandedBack, firstTry: Promise<WriteResult>): Promise<void> {
  const { pending, request, act, receipt, formAgain } = saving;
  const late = await persist(deps, saving, firstTry);
  await saving.handedBack.catch(() => undefined);
  if (!act.isNewest()) return;
  const inForm = async (notice: string) => formAgain && request.modal.refresh(formAgain(md`*${notice}*`));
  if (late === 'later' || late === 'never') {
    await Promise.all([
      receipt.surely(notSavedMessage(pending, givenUp('Try again')), pending.note),
      inForm(givenUp('Save again')),
    ]);
    return;
  }
  const inDm = { ...saving, request: { ...request, modal: noModal } };
  await Promise.all([
    deps.work.track(report(deps, inDm, late)),
    late !== 'deleted' && inForm(savedMeanwhile),
  ]);
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

/** Whoever sends the same words again while they are being written waits for that: a slow memory gets no more to do. */
function createWriteOnce(memory: Memory) {
  const underWay = new Map<string, { readonly words: string; readonly result: Promise<WriteResult> }>();
  return (pending: PendingNote): Promise<WriteResult> => {
    const { id } = pending.note;
    const words = JSON.stringify({ ...pending.note, loggedAt: null });
    const last = underWay.get(id);
    // Another process may have stored other words before: those are in the way of a save, and not of an edit.
    const ifInTheWay = (result: WriteResult) =>
      result === 'already' && pending.isAgain ? write(memory, pending) : result;
    if (last?.words === words) return last.result.then(ifInTheWay);
    const written = { words, result: write(memory, pending) };
    underWay.set(id, written);
    const over = () => {
      if (underWay.get(id) === written) underWay.delete(id);
    };
    written.result.then(over, over);
    return written.result;
  };
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
  { memory, log, work }: Deps,
  { pending, act }: Saving,
  firstTry: Promise<WriteResult>,
): Promise<TriedResult> {
  const { id } = pending.note;
  let result = await tried(log, id, firstTry);
  for (const pauseMs of pausesMs) {
    if (result !== 'later' || !(await work.pause(pauseMs))) return result;
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
  const latest = createKept<symbol>(most);

  return {
    begin(noteId) {
      const mark = Symbol(noteId);
      latest.set(noteId, mark);
      return { isNewest: () => latest.get(noteId) === mark };
    },
  };
}
