import pMap from 'p-map';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { Ruling } from '../rulings/ruling.ts';
import { rulingsIn } from '../rulings/rulings.ts';
import { newestFirst } from '../score/history.ts';
import type { Standings } from '../standing.ts';
import { type PipelineLine, pipelineLine } from './pipeline-line.ts';

/** All deals that somebody may see, in numbers; last contact first. */
export interface Pipelines {
  /** No model is asked: documents, tags and what was read before. Of these deals alone when they are given. */
  read(asker: string, deals?: ReadonlySet<string>): Promise<readonly PipelineLine[]>;
}

/** At one time, so that a long list does not starve the other requests. */
const dealsAtOnce = 8;

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly standings: Standings;
}

export function createPipelines({ memory, roster, standings }: Deps): Pipelines {
  async function lineOf(
    notes: readonly Note[],
    rulings: readonly Ruling[],
  ): Promise<PipelineLine | undefined> {
    const [newest, ...rest] = newestFirst(notes);
    if (!newest) return undefined;
    const known = await standings.known(notes, rulingsIn(notes, rulings));
    return pipelineLine([newest, ...rest], known, {
      rubric: standings.rubric,
      asOf: standings.dayFor(notes),
    });
  }

  return {
    async read(asker, wanted) {
      const headers = await roster.headers(asker);
      const notes = await memory.texts(headers.filter(({ deal }) => wanted?.has(deal.key) ?? true));
      const deals = new Map<string, Note[]>();
      for (const note of notes) deals.set(note.deal.key, [...(deals.get(note.deal.key) ?? []), note]);
      const rulings = await standings.rulingsOn(
        [...deals.values()].flatMap(([newest]) => newest?.deal ?? []),
      );
      const lineOfDeal = (own: readonly Note[]) => lineOf(own, rulings);
      const lines = await pMap(deals.values(), lineOfDeal, { concurrency: dealsAtOnce });
      return lines.flatMap((line) => line ?? []).toSorted((a, b) => b.lastDay.localeCompare(a.lastDay));
    },
  };
}
