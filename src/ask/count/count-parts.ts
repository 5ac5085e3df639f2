import type { PipelineLine } from '../../brief/pipeline/pipeline-line.ts';
import { type NoteHeader, outcomes } from '../../memory/note.ts';
import type { Count } from './count.ts';
import { sayWords } from './count-fits.ts';
import type { CountQuestion } from './count-question.ts';

interface Counted {
  readonly counted: readonly NoteHeader[];
  /** The deals that count; empty where notes do. */
  readonly kept: readonly PipelineLine[];
  /** Ids of notes that hold the words, where words were asked for. */
  readonly worded: ReadonlySet<string> | undefined;
}

/** What a total is made of: where words were found, else deals by state and notes by outcome; none where it is one part. */
export function partsOf(question: CountQuestion, counted: Counted): Count['parts'] {
  const parts = question.unit === 'deals' ? dealParts(question, counted) : noteParts(question, counted);
  const present = parts.filter(({ count }) => count > 0);
  return present.length > 1 || counted.worded ? present : [];
}

function dealParts(question: CountQuestion, { counted, kept, worded }: Counted): Count['parts'] {
  if (!worded) {
    return (['open', 'won', 'lost'] as const).map((label) => ({
      label,
      count: kept.filter(({ state }) => state === label).length,
    }));
  }
  const holding = new Set(counted.flatMap(({ id, deal }) => (worded.has(id) ? [deal.key] : [])));
  return [
    { label: 'In the words of a note', count: kept.filter(({ deal }) => holding.has(deal.key)).length },
    {
      label: 'Read as an open objection or competitor',
      count: kept.filter((line) => sayWords(line, question)).length,
    },
  ];
}

function noteParts({ unit }: CountQuestion, { counted, worded }: Counted): Count['parts'] {
  if (worded) return [{ label: 'In the words of a note', count: counted.length }];
  if (unit !== 'notes' && unit !== 'calls') return [];
  return outcomes.map((label) => ({
    label,
    count: counted.filter(({ outcome }) => outcome === label).length,
  }));
}
