import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp, type SalesMemory } from '../src/app.ts';
import { readPrompts } from '../src/brief/signals/prompt.ts';
import type { Config } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { beatBy } from './beat.ts';

/** The production bot in this process; only its settings and its clock come from here. */
export async function startBot(config: Config, now: () => Date): Promise<SalesMemory> {
  const bot = await createApp(config, {
    fetch: globalThis.fetch,
    now,
    newId: randomUUID,
    wait: (ms) => wait(ms),
    prompts: await readPrompts(),
    log: createLog(config.LOG_LEVEL),
    every: beatBy(now),
    onLost: () => undefined,
  });
  await bot.start();
  return bot;
}
