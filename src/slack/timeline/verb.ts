import type { Standings } from '../../brief/standings.ts';
import { createTimelines } from '../../brief/timelines.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { Audit } from '../audit.ts';
import { createAskTimeline } from './ask-timeline.ts';
import { createBrowse } from './browse.ts';
import { createRowButtons } from './row-buttons.ts';
import { createShowTimeline } from './show-timeline.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly standings: Standings;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** All that `/timeline` hears. */
export function createTimelineVerb({ memory, roster, standings, audit, now }: Deps) {
  const timelines = createTimelines({ memory, standings });
  const showTimeline = createShowTimeline({ roster, timelines, audit, now });
  return {
    ...createAskTimeline({ roster, showTimeline, now }),
    ...createBrowse(showTimeline),
    ...createRowButtons({ memory, showTimeline, audit, now }),
  };
}
