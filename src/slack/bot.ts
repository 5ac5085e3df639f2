import { App, type Receiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Answers } from '../ask/answer.ts';
import type { Briefer } from '../brief/brief.ts';
import type { Standings } from '../brief/standings.ts';
import type { Config } from '../config.ts';
import type { Post } from '../digest/delivery.ts';
import type { Log } from '../log.ts';
import type { Mends } from '../memory/identity/correct-people.ts';
import type { Erasure, Memory, Roster } from '../memory/memory.ts';
import type { StateBank } from '../memory/state-bank.ts';
import { createWorkInHand, type WorkInHand } from '../util/work.ts';
import type { Weekly } from '../weekly.ts';
import { createAudit } from './audit.ts';
import { bridgeLogger } from './bolt-logger.ts';
import { createAskBrief } from './brief/ask-brief.ts';
import { createCardButtons } from './brief/card-buttons.ts';
import { createShowBrief } from './brief/show-brief.ts';
import type { Connection } from './connection.ts';
import { createDeliver } from './deliver.ts';
import { createEar } from './ear.ts';
import { createFailure, type Outage } from './failure.ts';
import { createHttpConnection } from './http-connection.ts';
import { type BotIdentity, webOptions } from './identify.ts';
import { createKnowledgeVerbs } from './knowledge-verbs.ts';
import { registerListeners } from './listeners.ts';
import { createKeeper } from './log/keeper.ts';
import { createOpenForm } from './log/open-form.ts';
import { createReceiptButtons } from './log/receipt-buttons.ts';
import { createReceipts } from './log/receipts.ts';
import { createStart } from './log/start.ts';
import { createFormListeners } from './log/submit.ts';
import { createTurns } from './log/turns.ts';
import { createWriter } from './log/writer.ts';
import { createMembers, type Members } from './members.ts';
import { createModals } from './modal.ts';
import { createOnce } from './once.ts';
import { createPlaces } from './place.ts';
import { createSendQueue } from './send-queue.ts';
import { createSocketConnection } from './socket-connection.ts';
import { createWeekBoard, createWeekVerbs } from './week-verbs.ts';

/** What the Slack side needs of the rest. */
export interface BotDeps {
  readonly config: Config;
  readonly identity: BotIdentity;
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly mends: Mends;
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
  readonly work: WorkInHand;
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
  const work = createWorkInHand();
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
