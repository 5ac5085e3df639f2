import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { type CommandName, commandNames } from '../src/slack/kit/commands.ts';
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

const demoUsage = `npm run demo -- [--port 4000] [--hindsight https://...] [--data folder]

  --port       where the page is served; left out, a port of the data folder's own
  --hindsight  a real Hindsight in place of the embedded memory; its key is HINDSIGHT_API_KEY
  --data       where notes and messages are kept between runs, .data when left out
  --help       this`;

const optionNames = ['port', 'hindsight', 'data', 'help'];

/** What was typed behind the two dashes is of no use; the message says what is. */
class WrongOption extends Error {}

/** @throws WrongOption with a readable sentence for an unknown option or a value that is none; undefined asks for help. */
function readDemoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: {
      hindsight: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string', default: '.data' },
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  });
  const said = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`"${token.value}" belongs to no option.`];
    if (token.kind !== 'option') return [];
    if (!optionNames.includes(token.name)) return [`There is no option ${token.rawName}.`];
    return token.name !== 'help' && !token.value ? [`${token.rawName} needs a value after it.`] : [];
  });
  if (values.help) return undefined;
  if (said[0] !== undefined) throw new WrongOption(said[0]);
  return { hindsight: addressOf(values.hindsight), port: portOf(values.port), data: String(values.data) };
}

type Value = string | boolean | undefined;

function portOf(value: Value): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (/^\d+$/.test(String(value)) && port <= 65_535) return port;
  throw new WrongOption(`--port takes a number from 0 to 65535, not "${value}".`);
}

function addressOf(value: Value): string | undefined {
  if (value === undefined) return undefined;
  const address = String(value);
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return address.replace(/\/+$/, '');
  throw new WrongOption(`--hindsight takes an address such as http://localhost:8888, not "${value}".`);
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Everybody but the bot, with the recording proxies before memory and model. */
async function startStandIns({ hindsight, port, data }: DemoOptions, { now }: Clock, drawer: Handler) {
  const commandPrefix = process.env['COMMAND_PREFIX'] || undefined;
  const folder = await claimDataFolder(data);
  const [memory, model, workspace] = await Promise.all([
    startMemory(hindsight, folder.path, now),
    startModel(process.env, now),
    startWorkspace({
      ...{ folder, port, now, drawer, commandPrefix },
      report: () => console.error('Not saved: the workspace.'),
    }),
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
  const commandName = commandNames(config.COMMAND_PREFIX);
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
    tour: tourSteps(commandName),
    services: {
      memory: options.hindsight ? 'Hindsight' : 'embedded',
      model: model.isReal ? 'Groq' : 'rules',
    },
    source: { url: memory.url, apiKey: config.HINDSIGHT_API_KEY, bank },
    nextMonday: nextMondayMorning,
  });
  openDrawer(drawer);
  const bot = await startBot(config, clock.now);
  greet(commandName, slack.pageUrl, { seeded, isRealModel: model.isReal });

  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
  async function end(): Promise<void> {
    drawer.close();
    await bot.stop();
    await close();
    process.exit(0);
  }
}

interface Begun {
  readonly seeded: number;
  readonly isRealModel: boolean;
}

function greet(commandName: CommandName, pageUrl: string, { seeded, isRealModel }: Begun): void {
  console.log(`\nSalesMemory demo: ${pageUrl}   (Ctrl-C ends it)`);
  console.log(`Try  ${commandName('brief')} Priya  or  ${commandName('log')} Priya: what happened.`);
  console.log(
    seeded > 0 ? `${seeded} demo notes are in memory.` : 'Memory holds the notes of an earlier run.',
  );
  console.log(
    isRealModel ? 'The model is Groq.' : 'The model is a set of rules. Set GROQ_API_KEY for the real one.',
  );
}

/** Why it did not start, and the way out. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const port = error instanceof Error && 'port' in error ? String(error.port) : '';
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  if (code === 'EADDRINUSE') return `Port ${port} is in use: choose another with --port, or leave it out.`;
  if (code === 'EACCES' && port !== '')
    return `Port ${port} is not allowed: choose one above 1023 with --port.`;
  if (path !== '') return `${path} can not be written (${code}): name another folder with --data.`;
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2));
  if (options) await demo(options);
  else console.log(demoUsage);
}

try {
  await main();
} catch (error) {
  const usage = error instanceof WrongOption ? `\n${demoUsage}` : '';
  console.error(`The demo could not start. ${reasonOf(error)}${usage}`);
  process.exit(1);
}
