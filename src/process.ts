import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { readPrompts } from './brief/prompts.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './errors.ts';
import { startHealth } from './health.ts';
import { createLog } from './log.ts';
import { createSalesMemory } from './sales-memory.ts';

/** Faults that only an operator can mend are told in words; anything else is a bug and ends in the log. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const die = (error: unknown, what: string) => {
    log.fatal({ err: error }, what);
    process.exit(1);
  };
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      if (isSurvivable(error))
        log.error({ err: error }, 'Slack sent what the socket library can not read; going on');
      else die(error, 'stopped by a fault nobody caught');
    });
  }

  const app = await createSalesMemory(config, {
    fetch: globalThis.fetch,
    now: () => new Date(),
    newId: randomUUID,
    wait: (ms) => wait(ms),
    prompts: await readPrompts(),
    log,
    onLost: () => die(undefined, 'no connection to Slack for five minutes'),
  });
  const { HEALTH_PORT: port, HEALTH_HOST: host } = config;
  const health = port === undefined ? undefined : await startHealth(app.vitals, { port, host });
  await app.start();
  log.info('SalesMemory is up');

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      health?.close();
      app.stop().then(
        (abandoned) => {
          log.info({ abandoned }, 'stopped');
          process.exit(0);
        },
        (error: unknown) => die(error, 'could not stop in order'),
      );
    });
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError ? error.message : 'SalesMemory could not start.';
  process.stderr.write(`${known}\n`);
  if (!(error instanceof ConfigError)) createLog('error').error({ err: error }, 'start failed');
  process.exit(1);
});

/**
 * Whether the process may go on after this uncaught fault. Two are known of socket-mode 3.1.0: it throws a TypeError
 * on `app_rate_limited`, and rejects with nothing when a disconnect crosses a reconnect.
 */
function isSurvivable(error: unknown): boolean {
  if (error === undefined) return true;
  const isSocketMode = error instanceof TypeError && (error.stack ?? '').includes('SocketModeClient');
  return isSocketMode && error.message.includes("reading 'type'");
}
