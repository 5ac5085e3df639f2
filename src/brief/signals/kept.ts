import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keysOf } from '../../memory/identity/keys.ts';
import type { StateBank } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { within } from '../../util/deadline.ts';
import { mentionsOf, type Testimony } from '../score/signal.ts';
import { type Prompt, userMessage } from './prompt.ts';

/** Checked answers kept beside the notes they rest on. Its trouble costs a model call, never a brief. */
export interface KeptTestimony {
  find(key: string): Promise<Testimony | undefined>;
  /** Keys of all that is kept on these deals, of old notes too; undefined when memory does not tell. */
  known(deals: readonly string[]): Promise<ReadonlySet<string> | undefined>;
  /** Resolves whether or not it could be kept. */
  keep(key: string, testimony: Testimony, notes: readonly Note[]): Promise<void>;
  /** The newest answer on some of these notes and no others, for when the model does not answer. */
  latest(notes: readonly Note[]): Promise<Testimony | undefined>;
}

const kind = 'testimony';
const patienceMs = 1000;

/** The id that an answer on these notes is kept under: a change of notes, prompt, kinds or model makes another. */
export function testimonyKey(notes: readonly Note[], prompt: Prompt, model: string): string {
  const ids = notes.map((note) => note.id);
  const basis = JSON.stringify([model, prompt.system, prompt.schema, ids, userMessage(notes)]);
  return `${kind}-${createHash('sha256').update(basis).digest('hex').slice(0, 40)}`;
}

function dealTag(key: string): string {
  return `deal:${key}`;
}

/** Answers in the state bank; `report` hears of its troubles. */
export function createKept(state: StateBank, report: (error: unknown) => void): KeptTestimony {
  const calmly = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await within(patienceMs, work, () => new Error('state bank is slow'));
    } catch (error) {
      report(error);
      return undefined;
    }
  };
  const find = async (key: string): Promise<Testimony | undefined> => {
    const record = await calmly(state.get(key));
    return testimonySchema.safeParse(record?.data).data;
  };
  const keep = async (key: string, testimony: Testimony, notes: readonly Note[]): Promise<void> => {
    const noteIds = notes.map((note) => note.id);
    await calmly(
      state.put({ id: key, kind, data: testimony, noteIds, tags: [dealTag(notes[0]?.deal.key ?? '')] }),
    );
  };
  const latest = async (notes: readonly Note[]): Promise<Testimony | undefined> => {
    const visible = new Set(notes.map((note) => note.id));
    const records = (await calmly(state.list(keysOf(notes[0]?.deal ?? { key: '' }).map(dealTag)))) ?? [];
    const allowed = records.filter(
      (record) => record.kind === kind && record.noteIds.every((id) => visible.has(id)),
    );
    return allowed
      .toSorted((a, b) => b.noteIds.length - a.noteIds.length)
      .flatMap((record) => testimonySchema.safeParse(record.data).data ?? [])
      .find((testimony) => stillHolds(testimony, notes));
  };
  const known = (deals: readonly string[]) => calmly(state.ids(deals.map(dealTag)));
  return { find, known, keep, latest };
}

/** Whether every quote stands in its note as the note reads now: an edit may have come since. */
function stillHolds(testimony: Testimony, notes: readonly Note[]): boolean {
  const texts = new Map(notes.map(({ id, text }) => [id, text]));
  const { signals, recommendation, changed, doNext, openWith, tone } = testimony;
  const cited = [
    ...signals.flatMap((signal) => [...mentionsOf(signal), signal.closedBy]),
    ...[...recommendation, ...changed, doNext, openWith, tone],
  ];
  return cited.every((one) => one === null || texts.get(one.noteId)?.includes(one.quote));
}

const cited = z.object({ noteId: z.string(), day: z.string(), quote: z.string() });
const claim = cited.extend({ text: z.string() });
const signal = z.object({
  kind: z.string(),
  text: z.string(),
  who: z.enum(['us', 'them']),
  raisedBy: cited,
  closedBy: cited.nullable(),
  dueOn: z.string().nullable(),
  moved: z.array(z.object({ on: z.string(), from: z.string().nullable() })).optional(),
  again: z.array(cited.extend({ dueOn: z.string().nullable() })).optional(),
});

/** A kept answer as it is stored; one that does not fit is as good as none. */
const testimonySchema = z.object({
  signals: z.array(signal),
  doNext: claim.nullable(),
  openWith: claim.nullable(),
  recommendation: z.array(claim),
  changed: z.array(claim),
  tone: claim.nullable(),
  dropped: z.int().min(0),
  readIds: z.array(z.string()),
});
