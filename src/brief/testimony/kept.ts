import { createHash } from 'node:crypto';
import { keysOf } from '../../memory/keys.ts';
import type { Note } from '../../memory/note.ts';
import type { StateBank } from '../../memory/state-bank.ts';
import { within } from '../within.ts';
import type { Prompt } from './prompt.ts';
import { stillHolds } from './still-holds.ts';
import type { Testimony } from './testimony.ts';
import { testimonySchema } from './testimony-schema.ts';
import { userMessage } from './user-message.ts';

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
