import { canonical } from '../identity/names.ts';
import type { Erasure } from '../memory.ts';
import { byNewestCall, type NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import type { ListedDocument } from './calls.ts';
import { decodeNote } from './note-document.ts';
import { everyNote } from './roster.ts';
import { idsWith, restsOnTag } from './state-records.ts';
import { noteTag, prospectTag } from './tags.ts';

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
