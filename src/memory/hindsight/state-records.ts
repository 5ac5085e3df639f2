import { z } from 'zod';
import type { StateBank, StateRecord } from '../state-bank.ts';
import type { Bank } from './bank.ts';
import type { Item } from './calls.ts';
import type { Chain } from './chain.ts';
import type { Tombstones } from './tombstones.ts';
import type { Unit } from './wire.ts';

/** The state bank without its claims, and what the notes' writer needs of it. */
export interface StateRecords extends Omit<StateBank, 'claim'> {
  /** Deletes every record that rests on this note. */
  removeQuoting(noteId: string): Promise<void>;
}

interface Deps {
  readonly state: Bank;
  readonly tombstones: Tombstones;
  readonly chain: Chain;
  readonly now: () => Date;
}

const contentSchema = z.object({ data: z.unknown() });

export function createStateRecords({ state, tombstones, chain, now }: Deps): StateRecords {
  const remove = (id: string) => chain(id, () => state.remove(id));
  const read = async (id: string) => {
    const document = await state.get(id);
    return document && decode(id, document.tags, document.original_text);
  };
  return {
    put: (record) =>
      chain(record.id, async () => {
        await state.retain(encode(record, now()));
        // A note deleted meanwhile takes with it what rests on it.
        if (await tombstones.hasAny(record.noteIds)) await state.remove(record.id);
      }),
    get: read,
    list: async (tag) => {
      const filter = { tags: [tag], match: 'all' as const };
      const [documents, units] = await Promise.all([state.list(filter), state.units(filter)]);
      const texts = singleTexts(units);
      const records = await Promise.all(
        documents.map(({ id, tags }) => {
          const text = texts.get(id);
          return text === undefined ? read(id) : decode(id, tags, text);
        }),
      );
      return records.flatMap((record) => record ?? []);
    },
    remove,
    removeQuoting: async (noteId) => {
      const quoting = await state.list({ tags: [noteTagOf(noteId)], match: 'all' });
      await Promise.all(quoting.map(({ id }) => remove(id)));
    },
  };
}

function noteTagOf(noteId: string): string {
  return `note:${noteId}`;
}

function encode({ id, kind, data, noteIds, tags }: StateRecord, now: Date): Item {
  return {
    id,
    content: JSON.stringify({ data }),
    timestamp: now.toISOString(),
    metadata: { kind },
    tags: [...new Set([`kind:${kind}`, ...noteIds.map(noteTagOf), ...tags])],
  };
}

/** Undefined for what is no record of ours. */
function decode(id: string, tags: readonly string[], text: string | null): StateRecord | undefined {
  const content = contentSchema.safeParse(parsed(text ?? ''));
  const kind = tags.find((tag) => tag.startsWith('kind:'))?.slice('kind:'.length);
  if (!content.success || kind === undefined) return undefined;
  return {
    id,
    kind,
    data: content.data.data,
    noteIds: tags.filter((tag) => tag.startsWith('note:')).map((tag) => tag.slice('note:'.length)),
    tags: tags.filter((tag) => !tag.startsWith('note:') && !tag.startsWith('kind:')),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts in one piece, by document; a text in several must be read whole. */
function singleTexts(units: readonly Unit[]): ReadonlyMap<string, string> {
  const ids = units.map((unit) => unit.document_id ?? '');
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return new Map(
    units.flatMap(({ document_id: id, text }) => (id && !repeated.has(id) ? [[id, text] as const] : [])),
  );
}
