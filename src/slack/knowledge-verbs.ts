import type { WebClient } from '@slack/web-api';
import type { Answers } from '../ask/answer.ts';
import type { Briefer } from '../brief/brief.ts';
import type { Standings } from '../brief/standings.ts';
import type { Log } from '../log.ts';
import type { Mends } from '../memory/identity/correct-people.ts';
import type { Erasure, Memory, Roster } from '../memory/memory.ts';
import type { StateBank } from '../memory/state-bank.ts';
import type { Weekly } from '../weekly.ts';
import type { Asked } from './answer.ts';
import { createShowAnswer } from './ask/show-answer.ts';
import { createAskVerb } from './ask/verb.ts';
import type { Audit } from './audit.ts';
import type { ShowBrief } from './brief/show-brief.ts';
import type { Deliver } from './deliver.ts';
import { createForgetVerb } from './forget/verb.ts';
import type { Keeper } from './log/keeper.ts';
import type { Receipts } from './log/receipts.ts';
import type { Start } from './log/start.ts';
import type { Members } from './members.ts';
import { createMendVerb } from './mend/verb.ts';
import type { Once } from './once.ts';
import { createPipelineVerb } from './pipeline/verb.ts';
import type { Places } from './place.ts';
import { createRulingVerb } from './ruling/verb.ts';
import type { Sender } from './sender.ts';
import { createShareVerb } from './share/verb.ts';
import { createTalkVerb } from './talk/verb.ts';
import { createTimelineVerb } from './timeline/verb.ts';

/** More than any one verb needs: each takes its own. */
interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly mends: Mends;
  readonly briefer: Briefer;
  readonly standings: Standings;
  readonly answers: Answers;
  readonly weekly: Weekly;
  readonly client: WebClient;
  readonly deliver: Deliver;
  readonly sender: Sender;
  readonly members: Members;
  readonly places: Places;
  readonly once: Once;
  readonly keeper: Keeper;
  readonly start: Start;
  readonly showBrief: ShowBrief;
  readonly audit: Audit;
  /** Hears whose week changed. */
  readonly changed: (user: string) => void;
  readonly receipts: Receipts;
  /** Shows the brief on a name as typed. */
  readonly brief: (name: string, asked: Asked) => Promise<void>;
  readonly log: Log;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
}

/** The verbs that question and correct what is known. */
export function createKnowledgeVerbs(deps: Deps) {
  const showAnswer = createShowAnswer(deps);
  return {
    talk: createTalkVerb({ ...deps, showAnswer }),
    ask: createAskVerb({ ...deps, showAnswer }),
    timeline: createTimelineVerb(deps),
    pipeline: createPipelineVerb(deps),
    forget: createForgetVerb(deps),
    ruling: createRulingVerb({ ...deps, rulings: deps.weekly.rulings }),
    share: createShareVerb(deps),
    mend: createMendVerb(deps),
  };
}
