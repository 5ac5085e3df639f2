import type { ModalView } from '@slack/types';
import type { Briefer } from '../../brief/brief.ts';
import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, WriteResult } from '../../memory/memory.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import { modal as modalView } from '../kit/blocks.ts';
import { memoryTrouble, type Outage } from '../kit/failure.ts';
import { sentence } from '../kit/message.ts';
import { noModal } from '../kit/modal.ts';
import { type Markup, md } from '../kit/mrkdwn.ts';
import type { Parcel } from '../kit/pending-note.ts';
import type { Asked } from '../kit/router.ts';
import { givenUpSentence, notSavedMessage, notSavedSentence } from './not-saved.ts';
import { createGainTeller, type Receipts, savedMessage, savedView } from './receipt.ts';

/** Draws the form again, its fields filled, under a sentence on what went wrong. */
type FormAgain = (notice: Markup) => ModalView;

/** Brings a note into memory and keeps its author informed. */
export interface Keeper {
  keep(parcel: Parcel, asked: Asked, formAgain?: FormAgain): Promise<void>;
}

interface Deps {
  readonly memory: Memory;
  readonly writer: Writer;
  readonly briefer: Briefer;
  readonly receipts: Receipts;
  readonly turns: Turns;
  readonly outage: Outage;
  readonly work: BackgroundWork;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => Date;
}

/** One parcel on its way, and what the author sees of it. */
interface Errand {
  readonly parcel: Parcel;
  readonly asked: Asked;
  readonly turn: Turn;
}

/** After this long the author holds the note in a message of their own. */
const patienceMs = 3_000;

/** Saves at once when memory answers; else hands the text back and goes on trying under the same id. */
export function createKeeper(deps: Deps): Keeper {
  const { memory, writer, receipts, turns, outage, work, audit, log, now } = deps;
  const addGain = createGainTeller(deps);

  async function report({ parcel, asked, turn }: Errand, result: WriteResult): Promise<void> {
    const { member, modal } = asked;
    if (result === 'saved') audit(savedEntry(parcel));
    if (!turn.isCurrent()) return;
    if (result === 'deleted') return tellDeleted(asked);
    const stored = result === 'already' ? await memory.read(parcel.note.id, member.id) : undefined;
    const receipt = { ...parcel, note: stored ?? parcel.note, today: dayIn(member.zone, now()) };
    await Promise.all([
      modal.show(savedView(receipt)),
      receipts.show(member.id, parcel.note.id, savedMessage(receipt)),
    ]);
    await addGain(receipt, asked, turn);
  }

  async function handBack({ parcel, asked }: Errand, error: unknown, formAgain?: FormAgain): Promise<void> {
    const reason = memoryTrouble(error, outage(), asked.member.zone);
    const form = formAgain?.(md`*${notSavedSentence(reason)}*`);
    await Promise.all([
      receipts.show(asked.member.id, parcel.note.id, notSavedMessage(parcel, notSavedSentence(reason))),
      form ? asked.modal.show(form) : undefined,
    ]);
  }

  async function goOn({ parcel, asked, turn }: Errand, firstTry: Promise<WriteResult>): Promise<void> {
    const late = await writer.persist(parcel, firstTry, turn);
    if (!turn.isCurrent()) return;
    // The form was handed back and may be in use: what comes of the retry is told in the DM alone.
    const errandInDm = { parcel, asked: { ...asked, modal: noModal }, turn };
    if (late !== 'later' && late !== 'never') return work.track(report(errandInDm, late));
    await receipts.show(asked.member.id, parcel.note.id, notSavedMessage(parcel, givenUpSentence));
  }

  return {
    async keep(parcel, asked, formAgain) {
      const errand = { parcel, asked, turn: turns.begin(parcel.note.id) };
      const firstTry = writer.write(parcel);
      const first = await soon<WriteResult | Failed>(firstTry.catch(failed), slow, patienceMs);
      if (typeof first === 'string') return report(errand, first);
      const going = goOn(errand, firstTry);
      going.catch((error: unknown) => log.error({ err: error }, 'a receipt was not delivered'));
      await handBack(errand, first.error, formAgain);
    },
  };
}

interface Failed {
  readonly error: unknown;
}

const slow: Failed = { error: undefined };
const failed = (error: unknown): Failed => ({ error });

function savedEntry({ note: { id, author, visibility } }: Parcel): Parameters<Audit>[0] {
  const did = visibility === 'team' ? 'saved for the team' : 'saved in private';
  return { did, by: author, noteIds: [id] };
}

async function tellDeleted({ modal, place }: Asked): Promise<void> {
  const told = sentence('That note was deleted in the meantime, so it stays deleted.');
  if (!(await modal.show(modalView('Deleted', told.blocks)))) await place.tell(told);
}

/** Writes notes under their own ids, so that trying again never stores twice. */
interface Writer {
  /** One try. */
  write(parcel: Parcel): Promise<WriteResult>;
  /** Goes on for about half an hour, as long as nothing newer happens to the note. */
  persist(parcel: Parcel, firstTry: Promise<WriteResult>, turn: Turn): Promise<Outcome>;
}

/** `later`, `never`: memory did not take it, and may or will not. */
type Outcome = WriteResult | 'later' | 'never';

interface WriterDeps {
  readonly memory: Memory;
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}

const pausesMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000];

/** Tries with growing pauses; gives up at once on what time can't mend. */
export function createWriter({ memory, log, wait }: WriterDeps): Writer {
  function write({ note, edits, isAgain }: Parcel): Promise<WriteResult> {
    return edits || isAgain ? memory.edit(note) : memory.save(note);
  }

  async function tried(parcel: Parcel, attempt: Promise<WriteResult>): Promise<Outcome> {
    try {
      return await attempt;
    } catch (error) {
      log.warn({ err: error, note: parcel.note.id }, 'a note is not saved yet');
      return error instanceof UpstreamError && error.retryable ? 'later' : 'never';
    }
  }

  async function persist(parcel: Parcel, firstTry: Promise<WriteResult>, turn: Turn) {
    let result = await tried(parcel, firstTry);
    for (const pauseMs of pausesMs) {
      if (result !== 'later') return result;
      await wait(pauseMs);
      result = turn.isCurrent() ? await tried(parcel, write(parcel)) : 'never';
    }
    return result;
  }

  return { write, persist };
}

/** Tells what a person did last with a note from what is still under way from before: saving, gains, retries. */
export interface Turns {
  /** Everything begun earlier on this note is over: it must show nothing any more. */
  begin(noteId: string): Turn;
}

export interface Turn {
  isCurrent(): boolean;
}

const most = 5_000;

/** Remembers the last 5,000 notes. */
export function createTurns(): Turns {
  const latest = new Map<string, symbol>();

  return {
    begin(noteId) {
      const mark = Symbol(noteId);
      latest.delete(noteId);
      latest.set(noteId, mark);
      for (const oldest of latest.keys()) {
        if (latest.size <= most) break;
        latest.delete(oldest);
      }
      return { isCurrent: () => latest.get(noteId) === mark };
    },
  };
}
