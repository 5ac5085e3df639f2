import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { botEnvironment, startBot } from './bot.ts';
import { type Clock, createClock, nextMondayMorning } from './clock.ts';
import { claimDataFolder } from './data-folder.ts';
import { createDrawer } from './drawer/drawer.ts';
import { createRecorder } from './drawer/recorder.ts';
import { createSwitches } from './drawer/switches.ts';
import type { Handler } from './slack/http.ts';
import { seedDemo, startMemory, startModel, startProxies, startWorkspace } from './stand-ins.ts';
import { tourSteps } from './tour-steps.ts';

/** What `npm run demo -- ...` takes. */
interface DemoOptions {
  /** A real Hindsight to use instead of the embedded memory. */
  readonly hindsight: string | undefined;
  /** Port of the page; 0 takes any free one, undefined the data folder's own. */
  readonly port: number | undefined;
  /** Where the notes are kept between runs. */
  readonly data: string;
}

const demoUsage = `npm run demo -- [--port 4000] [--hindsight https://...] [--data folder]`;

/** @throws TypeError with a readable sentence for an unknown option or a port that is none. */
function readDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hindsight: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string', default: '.data' },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new TypeError(`--port takes a port number.`);
  return { hindsight: values.hindsight, port, data: values.data };
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Everybody but the bot, with the recording proxies before memory and model. */
async function startStandIns({ hindsight, port, data }: DemoOptions, { now }: Clock, drawer: Handler) {
  const folder = await claimDataFolder(data);
  const [memory, model, workspace] = await Promise.all([
    startMemory(hindsight, folder.path, now),
    startModel(process.env, now),
    startWorkspace({ folder, port, now, drawer, report: () => console.error('Not saved: the workspace.') }),
  ]);
  const recorder = createRecorder();
  const switches = createSwitches({ hostility: model.hostility, slack: workspace.slack.faults });
  const proxies = await startProxies({ memory, model, recorder, switches, now });
  return {
    ...{ memory, model, recorder, switches, proxies },
    slack: workspace.slack,
    async close() {
      await Promise.allSettled([workspace.close(), proxies.close()]);
      await Promise.allSettled([memory.close(), model.close(), folder.release()]);
    },
  };
}

/** A Slack workspace, a memory and a model on this machine, and the unmodified bot against them. */
async function demo(options: DemoOptions): Promise<void> {
  const clock = createClock(() => new Date());
  let openDrawer = (_drawer: ReturnType<typeof createDrawer>): void => undefined;
  const opened = new Promise<ReturnType<typeof createDrawer>>((resolve) => {
    openDrawer = resolve;
  });
  // A page left open by an earlier run asks as soon as the port answers: it waits, since no stream outlives a 404.
  const serveDrawer: Handler = async (...exchange) => (await opened).serve(...exchange);
  const { close, ...standIns } = await startStandIns(options, clock, serveDrawer);
  const { slack, memory, model, proxies } = standIns;
  const services = { slack, ...proxies.urls, isRealModel: model.isReal, zone };
  const config = readConfig(botEnvironment(services, process.env));
  // Straight into memory: the drawer shows what the bot does.
  const { bank, seeded } = await seedDemo(
    { ...config, HINDSIGHT_URL: memory.url },
    slack.snapshot(),
    clock.now(),
  );
  const drawer = createDrawer({
    ...standIns,
    clock,
    zone,
    tour: tourSteps(slack.commands),
    services: {
      memory: options.hindsight ? 'Hindsight' : 'embedded',
      model: model.isReal ? 'Groq' : 'rules',
    },
    source: { url: memory.url, apiKey: config.HINDSIGHT_API_KEY, bank },
    nextMonday: nextMondayMorning,
  });
  openDrawer(drawer);
  const bot = await startBot(config, clock.now);
  greet(slack.pageUrl, seeded, model.isReal);

  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
  async function end(): Promise<void> {
    drawer.close();
    await bot.stop();
    await close();
    process.exit(0);
  }
}

function greet(pageUrl: string, seeded: number, isRealModel: boolean): void {
  console.log(`\nSalesMemory demo: ${pageUrl}   (Ctrl-C ends it)`);
  console.log('Try  /brief Priya  or  /log Priya: what happened.');
  console.log(
    seeded > 0 ? `${seeded} demo notes are in memory.` : 'Memory holds the notes of an earlier run.',
  );
  console.log(
    isRealModel ? 'The model is Groq.' : 'The model is a set of rules. Set GROQ_API_KEY for the real one.',
  );
}

/** Why it did not start, and the way out. */
function reasonOf(error: unknown): string {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (!isTaken) return error instanceof Error ? error.message : String(error);
  const port = 'port' in error ? String(error.port) : '';
  return `Port ${port} is in use: choose another with --port, or leave it out.`;
}

try {
  await demo(readDemoOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`The demo could not start. ${reasonOf(error)}\n${demoUsage}`);
  process.exit(1);
}
