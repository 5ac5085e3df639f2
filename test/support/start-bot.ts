import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { readPrompts } from '../../src/brief/prompts.ts';
import type { Config } from '../../src/config.ts';
import type { Every } from '../../src/digest/clock.ts';
import { createLog } from '../../src/log.ts';
import { createSalesMemory } from '../../src/sales-memory.ts';

interface Surroundings {
  readonly now: () => Date;
  /** Takes each line of the log. */
  readonly logged: string[];
  /** What beats for digests; the machine's own clock when left out. */
  readonly every?: Every | undefined;
}

/** The whole program over the network that its settings name; what it waits for by itself is over at once. */
export async function startBot(config: Config, { now, logged, every }: Surroundings) {
  const app = await createSalesMemory(config, {
    fetch: globalThis.fetch,
    now,
    newId: randomUUID,
    wait: (ms) => wait(Math.min(ms, 50)),
    prompts: await readPrompts(),
    log: createLog('info', { write: (line) => void logged.push(line) }),
    onLost: () => undefined,
    ...(every ? { every } : {}),
  });
  await app.start();
  return app;
}
