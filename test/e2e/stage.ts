import { botEnvironment, startBot } from '../../sandbox/bot.ts';
import { createClock, nextMondayMorning } from '../../sandbox/clock.ts';
import { allFeatures, companyFor, manifestWith } from '../../sandbox/company.ts';
import { createDrawer } from '../../sandbox/drawer/drawer.ts';
import { readHoldings } from '../../sandbox/drawer/holdings.ts';
import { createRecorder } from '../../sandbox/drawer/recorder.ts';
import { createSwitches } from '../../sandbox/drawer/switches.ts';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { buildPage } from '../../sandbox/page/build.ts';
import { absent, type Handler } from '../../sandbox/slack/http.ts';
import { createSlackServer } from '../../sandbox/slack/slack-server.ts';
import { seedDemo, startModel, startProxies } from '../../sandbox/stand-ins.ts';
import { tourSteps } from '../../sandbox/tour-steps.ts';
import { readConfig } from '../../src/config.ts';
import { commandNames } from '../../src/slack/kit/commands.ts';

const zone = 'Europe/Stockholm';
/** A Wednesday morning: nothing is due by itself. */
const start = Date.parse('2026-11-25T09:00:00Z');

export interface StageOptions {
  /** Whether memory holds the stories of the demo. */
  readonly hasStories: boolean;
  /** Whether Slack shows the bot as an agent. */
  readonly isAgent?: boolean;
}

/** The demo as `sandbox/main.ts` wires it, in this process and without files, on a Wednesday that passes at the machine's pace. */
export async function createStage({ hasStories, isAgent = false }: StageOptions) {
  const origin = performance.now();
  const clock = createClock(() => new Date(start + performance.now() - origin));
  const { now } = clock;
  const door: { drawer?: ReturnType<typeof createDrawer> } = {};
  const serveDrawer: Handler = (...exchange) => (door.drawer?.serve ?? absent)(...exchange);
  const [pageFolder, manifest] = [await buildPage(), manifestWith({ isAgent, features: allFeatures })];
  const slack = await createSlackServer({
    ...{ now, manifest, pageFolder, drawer: serveDrawer, isPaced: true },
    state: companyFor(manifest),
  });
  const [memory, model] = await Promise.all([createMemoryServer({ now }), startModel({}, now)]);
  const recorder = createRecorder();
  const switches = createSwitches({ hostility: model.hostility, slack: slack.faults });
  const proxies = await startProxies({ memory, model, recorder, switches, now });
  const services = { slack, ...proxies.urls, isRealModel: false, zone };
  const config = readConfig(botEnvironment(services, { LOG_LEVEL: 'fatal' }));
  const direct = { ...config, HINDSIGHT_URL: memory.url };
  const bank = `${config.HINDSIGHT_BANK}-${slack.snapshot().team.id.toLowerCase()}`;
  const source = { url: memory.url, apiKey: undefined, bank };
  if (hasStories) await seedDemo(direct, slack.snapshot(), now());
  const tour = tourSteps(commandNames(undefined));
  door.drawer = createDrawer({
    ...{ clock, switches, recorder, slack, tour, zone },
    services: { memory: 'embedded', model: 'rules' },
    source,
    nextMonday: nextMondayMorning,
  });
  const bot = await startBot(config, now);

  return {
    /** The bot's own, but for memory, which is reached past its switch. */
    config: direct,
    pageUrl: slack.pageUrl,
    slack,
    /** Faults of the memory itself; its switch in the drawer is another. */
    memory,
    notes: () => readHoldings(source),
    async close(): Promise<void> {
      door.drawer?.close();
      await bot.stop();
      await Promise.all([slack.close(), proxies.close()]);
      await Promise.all([memory.close(), model.close()]);
    },
  };
}

export type Stage = Awaited<ReturnType<typeof createStage>>;
