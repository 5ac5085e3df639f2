import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { startBot } from './bot.ts';
import { botEnvironment } from './bot-environment.ts';
import { claimDataFolder } from './data-folder.ts';
import { readManifest } from './manifest-file.ts';
import { createMemoryServer } from './memory/server.ts';
import { createModelServer } from './model/server.ts';
import { type DemoOptions, demoUsage, readDemoOptions } from './options.ts';
import { buildPage } from './page/build.ts';
import { seedDemo } from './seed-demo.ts';
import { createSlackServer } from './slack/server.ts';

const now = () => new Date();

async function startMemory({ hindsight, data }: DemoOptions) {
  if (hindsight) return { url: hindsight, close: async () => undefined };
  const folder = await claimDataFolder(data);
  const memory = await createMemoryServer({ file: join(folder.path, 'memory.jsonl'), now, eager: true });
  return {
    url: memory.url,
    async close() {
      await memory.close();
      await folder.release();
    },
  };
}

/** A Slack workspace, a memory and a model on this machine, and the unmodified bot against them. */
async function demo(options: DemoOptions): Promise<void> {
  const [pageFolder, manifest] = await Promise.all([buildPage(), readManifest()]);
  const memory = await startMemory(options);
  const slack = await createSlackServer({ now, manifest, port: options.port, pageFolder });
  const usesRules = !process.env['GROQ_API_KEY'];
  const model = usesRules ? await createModelServer({ now }) : undefined;

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const services = { slack, hindsightUrl: memory.url, modelUrl: model?.url, zone };
  const config = readConfig(botEnvironment(services, process.env));
  const seeded = await seedDemo(config, slack.snapshot(), now());
  const bot = await startBot(config, now);

  console.log(`\nSalesMemory demo: ${slack.pageUrl}   (Ctrl-C ends it)`);
  console.log('Try  /brief Priya  or  /log Priya: what happened.');
  console.log(
    seeded > 0 ? `${seeded} demo notes are in memory.` : 'Memory holds the notes of an earlier run.',
  );
  console.log(
    usesRules ? 'The model is a set of rules. Set GROQ_API_KEY for the real one.' : 'The model is Groq.',
  );

  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
  async function end(): Promise<void> {
    await bot.stop();
    await Promise.allSettled([slack.close(), memory.close(), model?.close()]);
    process.exit(0);
  }
}

try {
  await demo(readDemoOptions(process.argv.slice(2)));
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = taken ? 'That port is in use: choose another with --port, or leave it out.' : String(error);
  console.error(`The demo could not start. ${reason}\n${demoUsage}`);
  process.exit(1);
}
