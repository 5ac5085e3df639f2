import type { Erasure } from '../erasure.ts';
import { canonical } from '../names.ts';
import { byNewestCall } from '../newest-call.ts';
import type { NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import { decodeNote } from './decode-note.ts';
import { everyNote } from './roster-reading.ts';
import { restsOnTag } from './stored-record.ts';
import { idsWith } from './tagged-ids.ts';
import { noteTag, prospectTag } from './tags.ts';
import type { ListedDocument } from './wire.ts';

interface Deps {
  readonly notes: Bank;
  readonly state: Bank;
}

/** Looks past visibility, so nothing here ever reads a text. */
export function createErasure({ notes, state }: Deps): Erasure {
  return {
    async notesOn(prospectKey) {
      return headersOf(await notes.list({ tags: [noteTag, prospectTag(prospectKey)], match: 'all' }));
    },

    async notesNaming(name) {
      const wanted = canonical(name);
      if (wanted === '') return [];
      return headersOf(await notes.list(everyNote)).filter((header) =>
        header.prospects.some((prospect) => {
          const company = prospect.company ?? header.deal.company ?? '';
          return [prospect.name, `${prospect.name} ${company}`].some((one) => canonical(one) === wanted);
        }),
      );
    },

    async recordsOn(noteIds) {
      return [...(await idsWith(state, noteIds.map(restsOnTag)))];
    },
  };
}

function headersOf(documents: readonly ListedDocument[]): readonly NoteHeader[] {
  return documents
    .flatMap(({ id, tags, document_metadata }) => decodeNote(id, tags, document_metadata) ?? [])
    .sort(byNewestCall);
}
