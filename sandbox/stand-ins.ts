import { join } from 'node:path';
import type { Config } from '../src/config.ts';
import { dealKey, prospectKey } from '../src/memory/identity/keys.ts';
import { allFeatures, companyFor, manifestWith } from './company.ts';
import { createWorkspaceFile, type DataFolder, readWorkspaceFile } from './data-folder.ts';
import { createProxy, type RecordingProxy } from './drawer/proxy.ts';
import type { Recorder } from './drawer/recorder.ts';
import type { createSwitches } from './drawer/switches.ts';
import { createMemoryServer } from './memory/memory-server.ts';
import { createModelServer } from './model/model-server.ts';
import { buildPage } from './page/build.ts';
import { seedBank } from './seed/seed-bank.ts';
import { seedNotes } from './seed/seed-notes.ts';
import type { Handler } from './slack/http.ts';
import { createSlackServer, type SlackServer } from './slack/slack-server.ts';
import type { Workspace } from './slack/workspace.ts';

interface Closable {
  readonly url: string;
  close(): Promise<void>;
}

const groq = 'https://api.groq.com';

/** A real Hindsight, or the embedded memory with its file in `folder`. */
export async function startMemory(
  hindsight: string | undefined,
  folder: string,
  now: () => Date,
): Promise<Closable> {
  if (hindsight) {
    await findHindsight(hindsight);
    return { url: hindsight, close: async () => undefined };
  }
  return createMemoryServer({ file: join(folder, 'memory.jsonl'), now, eager: true });
}

const patienceMs = 5_000;
const withoutIt = 'or leave --hindsight out for the embedded memory';

/** Throws a sentence with the way out where no Hindsight answers. */
async function findHindsight(url: string): Promise<void> {
  const answer = await fetch(`${url}/version`, { signal: AbortSignal.timeout(patienceMs) }).catch(() => {
    throw new Error(`Hindsight does not answer at ${url}: start it, ${withoutIt}.`);
  });
  const said: unknown = await answer.json().catch(() => undefined);
  const isHindsight = typeof said === 'object' && said !== null && 'api_version' in said;
  const isRefused = answer.status === 401 || answer.status === 403;
  if (isRefused) throw new Error(`Hindsight at ${url} refuses the key: set HINDSIGHT_API_KEY, ${withoutIt}.`);
  if (!isHindsight)
    throw new Error(`What answers at ${url} is no Hindsight: check the address, ${withoutIt}.`);
}

/** Groq when there is a key for it, or rules in its place, which alone can be told to turn hostile. */
export async function startModel(environment: Readonly<Record<string, string | undefined>>, now: () => Date) {
  if (environment['GROQ_API_KEY']) {
    const url = environment['GROQ_BASE_URL'] || groq;
    return { url, isReal: true, hostility: undefined, close: async () => undefined };
  }
  const { url, faults, close } = await createModelServer({ now });
  const hostility = (isOn: boolean) => (isOn ? faults.set({ kind: 'hostile' }) : faults.clear());
  return { url, isReal: false, hostility, close };
}

interface Recorded {
  readonly memory: Closable;
  readonly model: Closable;
  readonly recorder: Recorder;
  readonly switches: ReturnType<typeof createSwitches>;
  readonly now: () => Date;
}

/** Proxies that record what the bot says to memory and model, and break it when a switch says so. */
export async function startProxies({ memory, model, recorder, switches, now }: Recorded) {
  const shared = { recorder, now };
  const toMemory: Promise<RecordingProxy> = createProxy({
    ...shared,
    side: 'memory',
    target: memory.url,
    trouble: switches.memoryTrouble,
  });
  const toModel: Promise<RecordingProxy> = createProxy({
    ...shared,
    side: 'model',
    target: model.url,
    trouble: switches.modelTrouble,
  });
  const [memoryProxy, modelProxy] = await Promise.all([toMemory, toModel]);
  return {
    urls: { memoryUrl: memoryProxy.url, modelUrl: modelProxy.url },
    close: () => Promise.allSettled([memoryProxy.close(), modelProxy.close()]),
  };
}

/** Puts the stories into an empty notes' bank, written by the workspace's first two reps; `seeded` is how many notes. */
export async function seedDemo(config: Config, { team, people }: Workspace, now: Date) {
  const [first, second] = people;
  if (!first || !second) throw new Error('The workspace needs two reps.');
  const zone = first.tz ?? config.DEFAULT_TIMEZONE;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  const bank = `${config.HINDSIGHT_BANK}-${team.id.toLowerCase()}`;
  const seeded = await seedBank({
    url: config.HINDSIGHT_URL,
    apiKey: config.HINDSIGHT_API_KEY,
    bank,
    notes: seedNotes({ today, reps: [first.id, second.id], zone }),
    keys: { prospectKey, dealKey: (company, label) => dealKey({ name: company, company }, label) },
  });
  return { bank, seeded };
}

interface Deps {
  readonly folder: DataFolder;
  /** Undefined takes the data folder's own port, so that an open page finds a demo that was started again. */
  readonly port: number | undefined;
  readonly now: () => Date;
  readonly drawer: Handler;
  /** As in the bot's settings. */
  readonly commandPrefix: string | undefined;
  readonly report: (error: unknown) => void;
}

const firstPort = 4380;

/** The workspace with its page, as it was when it was last saved. */
export async function startWorkspace({ folder, port, now, drawer, commandPrefix, report }: Deps) {
  const path = join(folder.path, 'workspace.json');
  const manifest = manifestWith({ commandPrefix, features: allFeatures });
  const [pageFolder, saved] = await Promise.all([buildPage(), readWorkspaceFile(path)]);
  const state = saved === undefined ? companyFor(manifest) : saved;
  const start = (at: number) =>
    createSlackServer({ now, manifest, state, port: at, pageFolder, drawer, isPaced: true });
  const slack = port === undefined ? await preferring(firstPort + folder.number, start) : await start(port);
  const file = createWorkspaceFile({ path, snapshot: slack.snapshot, report });
  slack.onChange(file.changed);
  return {
    slack,
    async close() {
      await slack.close();
      await file.close();
    },
  };
}

/** Any free port where the preferred one is taken. */
function preferring(port: number, start: (port: number) => Promise<SlackServer>): Promise<SlackServer> {
  return start(port).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return start(0);
    throw error;
  });
}
