import { createServer, type Server } from 'node:http';
import { serverFaults, unansweredBy } from './doctor/check-hindsight.ts';
import { type Finding, inWords } from './doctor/finding.ts';
import { ConfigError } from './errors.ts';
import type { Log } from './log.ts';
import type { ServerFacts } from './memory/hindsight/hindsight.ts';

/** What the probes of an orchestrator may ask. */
export interface Vitals {
  /** Connected to Slack, and Hindsight answered within the last minute. */
  isReady(): boolean;
  /** What is wrong now, whether or not the bot can work on. */
  troubles(): readonly Finding[];
  /** Figures as Prometheus reads them, for `/metrics`. */
  figures(): Promise<string>;
}

interface Options {
  readonly port: number;
  readonly host: string;
}

/** Serves `/healthz`, `/readyz` and `/metrics`. Rejects with ConfigError when the port is taken. */
export function startHealth(vitals: Vitals, { port, host }: Options): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request.url ?? '', vitals);
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new ConfigError(`HEALTH_PORT ${port} on ${host} is taken or not allowed.`)),
    );
    server.listen(port, host, () => resolve(server));
  });
}

async function answer(path: string, vitals: Vitals): Promise<{ status: number; body: string }> {
  if (path === '/healthz') return { status: 200, body: 'ok\n' };
  if (path === '/readyz') {
    const said = [vitals.isReady() ? 'ready' : 'not ready', ...vitals.troubles().map(inWords)];
    return { status: vitals.isReady() ? 200 : 503, body: `${said.join('\n')}\n` };
  }
  if (path !== '/metrics') return { status: 404, body: 'not found\n' };
  return { status: 200, body: await vitals.figures() };
}

/** Knows when a service last answered. */
export interface ServiceProbe {
  start(): void;
  stop(): void;
  /** Whether it answered within the last minute. */
  isFresh(): boolean;
  /** Whether it did when it was asked last. */
  isUp(): boolean;
}

interface Deps {
  readonly ask: () => Promise<unknown>;
  /** Hears why it did not answer. */
  readonly onSilent: (error: unknown) => void;
  readonly now: () => Date;
  /** Beats for it. */
  readonly every: (ms: number, work: () => void) => () => void;
}

const everyMs = 20_000;
const freshMs = 60_000;

/** Asks every 20 s; a refusal is no answer. */
export function createServiceProbe({ ask, onSilent, now, every }: Deps): ServiceProbe {
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let hasAnswered = false;
  let end = () => {};

  function probe(): void {
    ask().then(
      () => {
        lastAnswer = now().getTime();
        hasAnswered = true;
      },
      (error: unknown) => {
        hasAnswered = false;
        onSilent(error);
      },
    );
  }

  return {
    start() {
      probe();
      end = every(everyMs, probe);
    },
    stop: () => end(),
    isFresh: () => now().getTime() - lastAnswer < freshMs,
    isUp: () => hasAnswered,
  };
}

/** Hears each time what Hindsight says of itself, or why it said nothing. */
interface ServerCheck {
  readonly answered: (facts: ServerFacts) => void;
  readonly failed: (error: unknown) => void;
  /** Why it does not answer; nothing while it does. */
  readonly troubles: () => readonly Finding[];
}

/** Warns the operator once of a Hindsight that is not there, was never proven against, or can not hold notes. */
export function createServerCheck(log: Log): ServerCheck {
  let isTold = false;
  let failure: Finding | undefined;
  return {
    failed(error) {
      const isNew = failure === undefined;
      failure = unansweredBy(error);
      if (isNew) log.warn(inWords(failure));
    },
    answered(facts) {
      if (failure) log.info('Hindsight answers');
      failure = undefined;
      if (!isTold) for (const finding of serverFaults(facts)) log.warn(inWords(finding));
      isTold = true;
    },
    troubles: () => (failure ? [failure] : []),
  };
}

/** Watches a service through the `fetch` that reaches it. */
interface WatchedFetch {
  readonly fetch: typeof globalThis.fetch;
  /** When it began not to answer; undefined while it does. */
  since(): Date | undefined;
}

/** Unless somebody says otherwise. */
const usualSlowMs = 2_000;

/**
 * Counts a failed request, a 5xx and one that hangs as not answering; any other reply ends the outage. A request hangs
 * when it has no answer for longer than `slowMs`.
 */
export function watchFetch(
  fetch: typeof globalThis.fetch,
  now: () => Date,
  slowMs: number = usualSlowMs,
): WatchedFetch {
  const pending = new Set<Date>();
  let failedSince: Date | undefined;

  function hangingSince(): Date | undefined {
    const [oldest] = pending;
    return oldest && now().getTime() - oldest.getTime() > slowMs ? oldest : undefined;
  }

  return {
    since: () => failedSince ?? hangingSince(),
    async fetch(input, init) {
      const startedAt = now();
      pending.add(startedAt);
      try {
        const reply = await fetch(input, init);
        failedSince = reply.status >= 500 ? (failedSince ?? startedAt) : undefined;
        return reply;
      } catch (error) {
        failedSince ??= startedAt;
        throw error;
      } finally {
        pending.delete(startedAt);
      }
    },
  };
}
