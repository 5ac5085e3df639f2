import type { WebClient } from '@slack/web-api';
import type { Briefer } from '../brief/brief.ts';
import type { Post } from '../digest/delivery.ts';
import type { Log } from '../log.ts';
import type { Memory, Roster } from '../memory/memory.ts';
import type { StateBank } from '../memory/state-bank.ts';
import type { WorkInHand } from '../util/work.ts';
import type { Weekly } from '../weekly.ts';
import type { Audit } from './audit.ts';
import type { ShowBrief } from './brief/show-brief.ts';
import type { Deliver } from './deliver.ts';
import { createBriefModal } from './digest/brief-modal.ts';
import { createCards } from './digest/cards.ts';
import { createLogLine } from './digest/log-line.ts';
import { createPost } from './digest/post.ts';
import { createReadWeek, type ReadWeek } from './digest/read-week.ts';
import { createSettle, type Settle } from './digest/settle.ts';
import { createDigestVerb } from './digest/verb.ts';
import { createHandoverVerb } from './handover/verb.ts';
import { createHome, type Home } from './home/home.ts';
import { createHomeVerb } from './home/verb.ts';
import { type Changed, watchBriefer, watchMemory } from './home/watch-changes.ts';
import type { Keeper } from './log/keeper.ts';
import type { Start } from './log/start.ts';
import type { Members } from './members.ts';
import type { Once } from './once.ts';
import type { Places } from './place.ts';
import { createJudge } from './ruling/judge.ts';
import type { SendQueue } from './send-queue.ts';
import { createSender, type Sender } from './sender.ts';

interface Deps {
  readonly weekly: Weekly;
  readonly memory: Memory;
  readonly roster: Roster;
  readonly briefer: Briefer;
  readonly client: WebClient;
  /** Tries each request once. */
  readonly onceClient: WebClient;
  readonly queue: SendQueue;
  readonly deliver: Deliver;
  readonly members: Members;
  readonly work: WorkInHand;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<void>;
}

/** What shows weeks; memory and briefer are the same as before, and tell it of changes. */
export interface WeekBoard {
  readonly memory: Memory;
  readonly briefer: Briefer;
  readonly home: Home;
  readonly settle: Settle;
  readonly readWeek: ReadWeek;
  readonly sender: Sender;
  readonly post: Post;
  readonly changed: Changed;
}

/** Made before the verbs: whatever they change reaches Home and the digest's lines. */
export function createWeekBoard(deps: Deps): WeekBoard {
  const { weekly, deliver, work, log } = deps;
  const report = (error: unknown) => log.warn({ err: error }, 'a week was not shown as it should be');
  const readWeek = createReadWeek({ ...deps, ...weekly });
  const sender = createSender({ ...deps, client: deps.onceClient });
  const settle = createSettle({ cards: createCards(deliver), readWeek });
  const home = createHome({ ...deps, ...weekly, readWeek, report });
  const changed: Changed = (user, note) => {
    home.refresh(user);
    if (note) work.track(settle.noted(note)).catch(report);
  };
  return {
    memory: watchMemory(deps.memory, changed),
    briefer: watchBriefer(deps.briefer, changed),
    ...{ home, settle, readWeek, sender, changed },
    post: createPost({ ...deps, sender, report }),
  };
}

type Shown = Pick<WeekBoard, 'memory' | 'briefer' | 'home' | 'settle' | 'readWeek' | 'sender' | 'changed'>;

interface VerbDeps extends Shown {
  readonly weekly: Weekly;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly showBrief: ShowBrief;
  readonly keeper: Keeper;
  readonly start: Start;
  readonly deliver: Deliver;
  readonly members: Members;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
}

/** The verbs around a rep's week. */
export function createWeekVerbs(given: VerbDeps) {
  const { weekly, showBrief, ...rest } = given;
  const judge = createJudge({ ...given, ...weekly });
  const shared = { ...rest, ...weekly, showBrief, judge };
  const deps = { ...shared, logLine: createLogLine(given), briefModal: createBriefModal(showBrief) };
  return {
    digest: createDigestVerb(deps),
    home: createHomeVerb(deps),
    handover: createHandoverVerb(deps),
  };
}
