import type { Server } from 'node:http';
import { createCallLog } from './call-log.ts';
import type { Core } from './core.ts';
import type { Delivery } from './delivery.ts';
import { createDirectory } from './directory.ts';
import { createFaults } from './faults.ts';
import { createHand } from './hand/hand.ts';
import { createOffered } from './hand/offered.ts';
import { createHttpDelivery, type HttpTarget } from './http-delivery.ts';
import { createLayoutGate } from './layout.ts';
import { createMessages } from './messages.ts';
import type { Pace } from './pace.ts';
import { createResponseUrls } from './response-url.ts';
import { createSender } from './sender.ts';
import { createSocketMode } from './socket-mode.ts';
import { createTriggers } from './triggers.ts';
import { createViews } from './views.ts';
import { createRouter, type Tokens } from './web-api/router.ts';

/** What a workspace is made of. */
export interface Assembly {
  core: Core;
  server: Server;
  /** Root of the listening server, without a slash at its end. */
  root: string;
  tokens: Tokens;
  http: HttpTarget | undefined;
  pace: Pace;
}

/** The object graph of a workspace. */
export const assemble = ({ core, server, root, tokens, http, pace }: Assembly) => {
  const log = createCallLog(core);
  const faults = createFaults();
  const directory = createDirectory(core);
  const messages = createMessages(core);
  const views = createViews(core);
  const triggers = createTriggers(core);
  const layouts = createLayoutGate(core, log);
  const stores = { core, log, directory, messages, views, triggers, layouts };

  const responseUrls = createResponseUrls(stores);
  const socketMode = createSocketMode(core, server);
  const delivery: Delivery = http ? createHttpDelivery(http) : socketMode;
  const { send, redeliver } = createSender(delivery, log);

  const issueSocketUrl = () => `${root.replace('http', 'ws')}${socketMode.issuePath()}`;
  const { answer, covered } = createRouter({ api: { ...stores, pace, issueSocketUrl }, tokens, faults, log });
  const responseUrl = (origin: Parameters<typeof responseUrls.issue>[0]) =>
    `${root}${responseUrls.issue(origin)}`;
  const hand = createHand(
    { ...stores, responseUrls, responseUrl, offered: createOffered(core), send },
    redeliver,
  );
  return { ...stores, faults, responseUrls, socketMode, answer, covered, hand };
};
