import type { Chain } from '../chain.ts';
import type { StateBank, StateRecord } from '../state-bank.ts';
import type { Bank } from './bank.ts';
import type { Filter } from './read-calls.ts';
import { singleTexts } from './single-texts.ts';
import { decodeRecord, encodeRecord, restsOnTag, wordsTag } from './stored-record.ts';
import { eachFilter, idsWith } from './tagged-ids.ts';
import type { Tombstones } from './tombstones.ts';
import type { ListedDocument } from './wire.ts';

/** The state bank without its claims, and what the notes' writer needs of it. */
export interface StateRecords extends Omit<StateBank, 'claim'> {
  /** Deletes every record that rests on this note; what rests on words of `text` alone, its new version, stays. */
  removeQuoting(noteId: string, text?: string): Promise<void>;
}

interface Deps {
  readonly state: Bank;
  readonly tombstones: Tombstones;
  readonly chain: Chain;
  readonly now: () => Date;
}

function standsIn(text: string, record: StateRecord | undefined): boolean {
  return record?.words !== undefined && record.noteIds.length === 1 && text.includes(record.words);
}

export function createStateRecords({ state, tombstones, chain, now }: Deps): StateRecords {
  const remove = (id: string) => chain(id, () => state.remove(id));
  const read = async (id: string) => {
    const document = await state.get(id);
    return document && decodeRecord(id, document.tags, document.original_text);
  };
  const readAll = async (filter: Filter): Promise<readonly StateRecord[]> => {
    const [documents, units] = await Promise.all([state.list(filter), state.units(filter)]);
    const texts = singleTexts(units);
    const records = await Promise.all(
      documents.map(({ id, tags }) => {
        const text = texts.get(id);
        return text === undefined ? read(id) : decodeRecord(id, tags, text);
      }),
    );
    return records.flatMap((record) => record ?? []);
  };
  return {
    put: (record) =>
      chain(record.id, async () => {
        await state.retain(encodeRecord(record, now()));
        // A note deleted meanwhile takes with it what rests on it.
        if (await tombstones.hasAny(record.noteIds)) await state.remove(record.id);
      }),
    get: read,
    list: async (tags) => {
      const found = (await eachFilter([tags].flat(), readAll)).flat();
      return [...new Map(found.map((record) => [record.id, record])).values()];
    },
    ids: (tags) => idsWith(state, tags),
    remove,
    removeQuoting: async (noteId, text) => {
      const quoting = await state.list({ tags: [restsOnTag(noteId)], match: 'all' });
      const isIn = async ({ id, tags }: ListedDocument, whole: string) =>
        tags.includes(wordsTag) && standsIn(whole, await read(id));
      await Promise.all(
        quoting.map(async (document) => {
          if (text === undefined || !(await isIn(document, text))) await remove(document.id);
        }),
      );
    },
  };
}
