import type { Standings } from '../brief/standing.ts';
import type { Log } from '../log.ts';
import type { Erasure } from '../memory/erasure.ts';
import type { Memory, Roster } from '../memory/memory.ts';
import { createAudit } from './audit.ts';
import { createForgetVerb } from './forget/verb.ts';
import type { Members } from './members.ts';
import type { Once } from './once.ts';
import { createPipelineVerb } from './pipeline/verb.ts';
import type { Places } from './place.ts';
import { createTimelineVerb } from './timeline/verb.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly standings: Standings;
  readonly members: Members;
  readonly places: Places;
  readonly once: Once;
  readonly log: Log;
  readonly now: () => Date;
}

/** The verbs that question and correct what is known, none of which asks a model. */
export function createKnowledgeVerbs(given: Deps) {
  const deps = { ...given, audit: createAudit(given.log) };
  return {
    timeline: createTimelineVerb(deps),
    pipeline: createPipelineVerb(deps),
    forget: createForgetVerb(deps),
  };
}
