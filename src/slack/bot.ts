import { App, type Receiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Answers } from '../ask/answer.ts';
import type { Briefer } from '../brief/brief.ts';
import type { Standings } from '../brief/standings.ts';
import type { Config } from '../config.ts';
import type { Post } from '../digest/digest-delivery.ts';
import type { Log } from '../log.ts';
import type { Aliases } from '../memory/identity/aliases.ts';
import type { Erasure, Memory, Roster } from '../memory/memory.ts';
import type { StateBank } from '../memory/state-bank.ts';
import { type BackgroundWork, createBackgroundWork } from '../util/background-work.ts';
import type { Weekly } from '../weekly.ts';
import { createAskVerb, createShowAnswer } from './ask/verb.ts';
import { createAskBrief } from './brief/ask-brief.ts';
import { createCardButtons } from './brief/card-buttons.ts';
import { createShowBrief, type ShowBrief } from './brief/show-brief.ts';
import { createJudge, createRulingVerb } from './corrections/verb.ts';
import { createCards, createSettle, type Settle } from './digest/line-buttons.ts';
import { createPost, createReadWeek, type ReadWeek } from './digest/post.ts';
import { createBriefModal, createDigestVerb, createLogLine } from './digest/verb.ts';
import { createForgetVerb } from './forget/verb.ts';
import { createHandoverVerb } from './handover/verb.ts';
import {
  type Changed,
  createHome,
  createHomeVerb,
  type Home,
  watchBriefer,
  watchMemory,
} from './home/home.ts';
import { type Audit, createAudit } from './kit/audit.ts';
import { type Connection, createHttpConnection, createSocketConnection } from './kit/connection.ts';
import {
  createDeliver,
  createSender,
  createSendQueue,
  type Deliver,
  type Sender,
  type SendQueue,
} from './kit/delivery.ts';
import { createFailure, type Outage } from './kit/failure.ts';
import { createMembers, type Members } from './kit/members.ts';
import { createModals } from './kit/modal.ts';
import { createOnce, type Once } from './kit/once.ts';
import { createPlaces, type Places } from './kit/place.ts';
import { type Asked, createEar } from './kit/router.ts';
import { type BotIdentity, bridgeLogger, webOptions } from './kit/web-client.ts';
import { registerListeners } from './listeners.ts';
import { createOpenForm, createStart, type Start } from './log/open-form.ts';
import { createReceipts, type Receipts } from './log/receipt.ts';
import { createReceiptButtons } from './log/receipt-buttons.ts';
import { createKeeper, createTurns, createWriter, type Keeper } from './log/save.ts';
import { createFormListeners } from './log/submit.ts';
import { createMendVerb } from './people/verb.ts';
import { createPipelineVerb } from './pipeline/verb.ts';
import { createShareVerb } from './share/verb.ts';
import { createTalkVerb } from './talk/verb.ts';
import { createTimelineVerb } from './timeline/verb.ts';

/** What the Slack side needs of the rest. */
interface BotDeps {
  readonly config: Config;
  readonly identity: BotIdentity;
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly aliases: Aliases;
  readonly briefer: Briefer;
  readonly standings: Standings;
  readonly answers: Answers;
  readonly weekly: Weekly;
  readonly memoryOutage: Outage;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
  readonly onLost: () => void;
}

export interface Bot {
  readonly connection: Connection;
  readonly work: BackgroundWork;
  readonly members: Members;
  /** Takes digests to their reps. */
  readonly post: Post;
}

/** Bolt, the way to Slack and back, and the verbs, wired together. */
export function createBot(deps: BotDeps): Bot {
  const { config, identity, roster, log, fetch, now, newId, wait } = deps;
  const { SLACK_BOT_TOKEN: token, SLACK_API_URL: apiUrl, NOTE_VISIBILITY: visibility } = config;
  const { receiver, connection } = connect(deps);
  const app = createBolt(deps, receiver);

  const web = { fetch, slackApiUrl: apiUrl, log };
  const client = new WebClient(token, webOptions(web));
  const work = createBackgroundWork();
  const once = createOnce(now);
  const queue = createSendQueue({ now: () => performance.now(), wait });
  const deliver = createDeliver({ client, queue, fetch, wait });
  const places = createPlaces(deliver);
  const modals = createModals(client, (error) => log.warn({ err: error }, 'Slack did not take a modal'));
  const members = createMembers({ client, team: identity.team, defaultZone: config.DEFAULT_TIMEZONE, now });
  const outage = deps.memoryOutage;
  const newReference = () => newId().slice(0, 4).toUpperCase();
  const failure = createFailure({ log, memoryOutage: outage, newReference });

  const audit = createAudit(log);
  const onceClient = new WebClient(token, { ...webOptions(web), retryConfig: { retries: 0 } });
  const board = createWeekBoard({ ...deps, client, onceClient, queue, deliver, members, work, audit });
  const { memory, briefer } = board;
  const homePlace = board.home.placeOf;
  const botUser = identity.botUserId;
  const ear = createEar({ app, members, places, modals, failure, once, work, log, homePlace, botUser });

  const receipts = createReceipts(deliver);
  const turns = createTurns();
  const writer = createWriter({ memory, log, wait });
  const keeper = createKeeper({ memory, writer, briefer, receipts, turns, outage, work, audit, log, now });
  const showBrief = createShowBrief({ briefer, roster, audit });
  const start = createStart({ roster, visibility, newId, now });
  const shared = { memory, briefer, client, deliver, members, places, once, keeper, start, showBrief, audit };
  const askBrief = createAskBrief({ roster, showBrief, places, once, now });
  registerListeners(ear, {
    openForm: createOpenForm(start, client),
    form: createFormListeners({ roster, keeper, once, now }),
    receipt: createReceiptButtons({ memory, keeper, receipts, turns, audit }),
    askBrief,
    card: createCardButtons(showBrief, places),
    ...createKnowledgeVerbs({ ...deps, ...board, ...shared, receipts, brief: askBrief.named }),
    ...createWeekVerbs({ ...deps, ...board, ...shared }),
  });
  return { connection, work, members, post: board.post };
}

function createBolt({ config, identity, log, fetch }: BotDeps, receiver: Receiver): App {
  const app = new App({
    token: config.SLACK_BOT_TOKEN,
    botId: identity.botId,
    botUserId: identity.botUserId,
    logger: bridgeLogger(log),
    receiver,
    clientOptions: webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log }),
    tokenVerificationEnabled: false,
    convoStore: false,
  });
  app.error(async (error) => log.error({ err: error }, 'a payload was not handled'));
  return app;
}

function connect({ config, log, now, onLost }: BotDeps) {
  const {
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_APP_TOKEN: appToken = '',
    SLACK_API_URL: slackApiUrl,
  } = config;
  const logger = bridgeLogger(log);
  if (signingSecret) return createHttpConnection({ signingSecret, port: config.PORT, logger, now });
  return createSocketConnection({ appToken, slackApiUrl, logger, onLost });
}

/** More than any one verb needs: each takes its own. */
interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly aliases: Aliases;
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
function createKnowledgeVerbs(deps: Deps) {
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

interface WeekVerbsDeps {
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
  readonly work: BackgroundWork;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<void>;
}

/** What shows weeks; memory and briefer are the same as before, and tell it of changes. */
interface WeekBoard {
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
function createWeekBoard(deps: WeekVerbsDeps): WeekBoard {
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
function createWeekVerbs(given: VerbDeps) {
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
