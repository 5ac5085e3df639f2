import type { App, AppOptions, Receiver } from '@slack/bolt';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { createBackgroundWork } from '../util/background-work.ts';
import { createAudit } from './kit/audit.ts';
import { commandNames } from './kit/commands.ts';
import { createDeliver, createSender, createSendQueue } from './kit/delivery.ts';
import { createGroups } from './kit/groups.ts';
import { createMembers } from './kit/members.ts';
import { createModals } from './kit/modal.ts';
import { createPictures } from './kit/pictures.ts';
import { createPlaces } from './kit/place.ts';
import { createReadWords } from './kit/readable.ts';
import { createOnce, type SharedMarks } from './kit/request.ts';
import { type OnAck, TimedApp } from './kit/timed-app.ts';
import {
  type BotIdentity,
  bridgeLogger,
  HeardClient,
  silentLogger,
  type TokenSource,
  webOptions,
} from './kit/web-client.ts';

interface SlackDeps {
  readonly config: Config;
  readonly identity: BotIdentity;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
}

interface WaysDeps extends SlackDeps {
  readonly token: TokenSource;
  /** What replicas share; undefined where there is one. */
  readonly marks: SharedMarks | undefined;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<void>;
}

/** The ways to Slack and to the person, which verbs share. */
export function createWays({ config, identity, token, log, fetch, marks, now, wait }: WaysDeps) {
  const { SLACK_API_URL: slackApiUrl, DEFAULT_TIMEZONE: defaultZone } = config;
  const options = webOptions({ fetch, slackApiUrl, log }, identity);
  const slack = { takesToken: true };
  const hear = (isTaken: boolean) => {
    slack.takesToken = isTaken;
  };
  const client = new HeardClient(token, options, hear);
  const queue = createSendQueue({ now: () => performance.now(), wait });
  const deliver = createDeliver({ client, queue, fetch, slackApiUrl, wait });
  const members = createMembers({ client, team: identity.team, defaultZone, now });
  // Tries each request once: a lost answer is no reason to post again.
  const onceClient = new HeardClient(token, { ...options, retryConfig: { retries: 0 } }, hear);
  return {
    client,
    slack,
    deliver,
    sender: createSender({ client: onceClient, queue, wait }),
    places: createPlaces(deliver),
    modals: createModals(client, (error) => log.warn({ err: error }, 'Slack did not take a modal')),
    members,
    groups: createGroups({ client, members }),
    once: createOnce(now, marks),
    pictures: createPictures({
      ...{ areAllowed: identity.sendsPictures, deliver, queue, wait },
      client: new HeardClient(token, { ...options, logger: silentLogger }, hear),
      warn: (error) => log.warn({ err: error }, 'Slack did not take a picture'),
    }),
    work: createBackgroundWork(wait),
    audit: createAudit(log),
    readWords: createReadWords({ client, members }),
    commandName: commandNames(config.COMMAND_PREFIX),
  };
}

export type Ways = ReturnType<typeof createWays>;

interface BoltDeps extends SlackDeps {
  readonly onAck: OnAck;
}

/** Bolt, which hears what it is handed, whatever line that came on; its own client is nobody's. */
const handed: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};

export function createBolt({ config, identity, log, fetch, onAck }: BoltDeps): App {
  const { botId, botUserId } = identity;
  const options: AppOptions = {
    authorize: async () => ({ botId, botUserId }),
    logger: bridgeLogger(log),
    receiver: handed,
    clientOptions: webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log }),
    convoStore: false,
  };
  const app = new TimedApp(options, onAck);
  app.error(async (error) => log.error({ err: error }, 'a payload was not handled'));
  return app;
}
