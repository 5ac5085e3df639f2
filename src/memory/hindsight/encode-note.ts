import type { Note } from '../note.ts';
import { nameLine } from './prospect-lines.ts';
import type { Item } from './retain-call.ts';
import { authorTag, dealTag, noteTag, visibilityTag } from './tags.ts';

/** A note as Hindsight stores it; contract.md names every field. */
export function encodeNote(note: Note): Item {
  const { deal, link } = note;
  const prospects = [...new Map(note.prospects.map((one) => [one.key, one])).values()];
  return {
    id: note.id,
    content: note.text,
    timestamp: note.timestamp,
    metadata: {
      prospect: prospects.map((prospect) => nameLine(prospect, deal.company)).join('\n'),
      ...(deal.company === null ? {} : { company: deal.company }),
      ...(deal.label === null ? {} : { deal_label: deal.label }),
      outcome: note.outcome,
      timestamp: note.timestamp,
      logged_at: note.loggedAt,
      type: 'call_log',
      author: note.author,
      source: note.source,
      ...(link === null ? {} : { link }),
      schema: '1',
    },
    tags: [
      ...prospects.map(({ key }) => `prospect:${key}`),
      dealTag(deal.key),
      authorTag(note.author),
      visibilityTag(note.visibility),
      noteTag,
      `outcome:${note.outcome}`,
    ],
  };
}
