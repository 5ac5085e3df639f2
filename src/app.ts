import { createAnswers } from './ask/ask.ts';
import { readAskPrompt } from './ask/ask-model.ts';
import { createBriefer } from './brief/briefer.ts';
import { createCorrectionStore } from './brief/corrections/correction-store.ts';
import { createGroq } from './brief/model/groq.ts';
import type { Model } from './brief/model/model.ts';
import { createTokenBucket } from './brief/model/token-bucket.ts';
import { createPipelines } from './brief/pipeline/pipeline.ts';
import { createReadDeals } from './brief/read-deals.ts';
import { checkReading } from './brief/signals/check-reading.ts';
import { createNoteReader, type NoteReader } from './brief/signals/read-notes.ts';
import type { SecondWitness } from './brief/signals/reading-keeper.ts';
import type { Prompts } from './brief/signals/reading-prompt.ts';
import { createReadingStore, editionOf } from './brief/signals/reading-store.ts';
import { createSecondWitness } from './brief/signals/second-witness.ts';
import { createTimelines } from './brief/timelines.ts';
import type { Config } from './config.ts';
import { createDigestClock, type DigestClock, type Every, machineEvery } from './digest/clock.ts';
import { createDealFlags, createOwners } from './digest/deal-flags.ts';
import { createLedger } from './digest/ledger.ts';
import { createSettings } from './digest/settings.ts';
import { createWeekReader } from './digest/week-reader.ts';
import {
  createServerCheck,
  createServiceProbe,
  type ServiceProbe,
  type Vitals,
  watchFetch,
} from './health.ts';
import type { Log } from './log.ts';
import { withChanges } from './memory/changes.ts';
import { createHindsight, type HindsightOptions } from './memory/hindsight/hindsight.ts';
import { createAliasedMemory } from './memory/identity/aliased-memory.ts';
import type { Memory, Roster, StateBank } from './memory/memory.ts';
import { type Bot, createBot } from './slack/bot.ts';
import { identify, webOptions } from './slack/kit/web-client.ts';

/** Everything the program needs of the world; tests and the local workspace bring their own. */
export interface Outside {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
  readonly prompts: Prompts;
  readonly log: Log;
  /** Beats for what is due by the clock; the machine's own when left out. */
  readonly every?: Every;
  /** The line to Slack is down for good; a supervisor should start a new process. */
  readonly onLost: () => void;
}

export interface SalesMemory {
  start(): Promise<void>;
  /** Hears nothing new, finishes what is under way within 10 s; tells how much it had to abandon. */
  stop(): Promise<number>;
  readonly vitals: Vitals;
}

const drainMs = 10_000;

/** Wires the program; rejects with ConfigError when Slack refuses the bot token. Nothing is heard before `start`. */
export async function createApp(config: Config, outside: Outside): Promise<SalesMemory> {
  const { fetch, now, log, every = machineEvery } = outside;
  const { prompts } = outside;
  const { rubric } = prompts;
  const { DEFAULT_TIMEZONE: zone, GROQ_TPM: tokensPerMinute } = config;
  const report = (error: unknown) => log.warn({ err: error }, 'a service failed and was done without');
  const identity = await identify(
    config.SLACK_BOT_TOKEN,
    webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log }),
  );
  const { team } = identity;

  const watched = watchFetch(fetch, now);
  const bank = { ...bankOf(config), team, fetch: watched.fetch, now, warn: report };
  const { memory, onChange, roster, state, erasure, aliases, probe } = openMemory(bank);
  const stores = createStores(config, { state, now });
  const { corrections, ledger, flags, owners, settings } = stores;

  const model = createModel(config, outside);
  const reader = createReader(config, { ...outside, memory, roster, state, model, report });
  onChange(({ saved }) => saved && reader.noteSaved(saved));
  const readings = createReadingStore(state, editionOf(prompts.reading, model.name));
  const deals = createReadDeals({ readings, corrections, rubric, zone, now });
  const briefer = createBriefer({
    ...{ memory, deals, wait: outside.wait, readFirst: reader.readFirst },
    wordsOn: async () => null,
  });
  const pipelines = createPipelines({ memory, roster, deals });
  const timelines = createTimelines({ memory, deals });

  const askPrompt = await readAskPrompt();
  const known = { memory, roster, deals, pipelines };
  const answers = createAnswers({ ...known, model, prompt: askPrompt, tokensPerMinute, now, report });

  const weeks = createWeekReader({ memory, roster, flags, deals, report });
  const keptWeeks = weeks;

  const readers = { briefer, answers, pipelines, timelines, weeks, keptWeeks };
  const told = { memory, onNoteChange: onChange, roster, state, erasure, aliases };
  const bot = createBot({
    ...{ ...outside, config, identity, rubric, memoryOutage: watched.since },
    ...told,
    ...readers,
    ...{ corrections, ledger, flags, owners, settings },
  });
  const { post, lookUp } = bot;
  const due = { weeks, ledger, owners, settings, state, roster };
  const redisUrl = config.REDIS_URL;
  const clock = createDigestClock({ ...due, lookUp, post, redisUrl, team, now, every, report });
  const check = createServerCheck(log);
  return lifecycle(
    { connection: bot.connection, work: bot.work, clock, reader },
    createServiceProbe({ ask: () => probe().then(check), now }),
    () => watched.since() === undefined,
    report,
  );
}

/** One team's memory as its people have put it right, which tells of its changes. */
function openMemory(options: HindsightOptions) {
  const stored = createHindsight(options);
  const meant = { ...stored, ...createAliasedMemory({ ...stored, now: options.now }) };
  return { ...meant, ...withChanges(meant.memory) };
}

interface StoresDeps {
  readonly state: StateBank;
  readonly now: () => Date;
}

/** What is kept beside the notes, each made once. */
function createStores(config: Config, { state, now }: StoresDeps) {
  const { DIGEST_DEFAULT, DIGEST_DAY: day, DIGEST_TIME: time } = config;
  return {
    corrections: createCorrectionStore(state),
    ledger: createLedger({ state, now }),
    flags: createDealFlags(state),
    owners: createOwners(state),
    settings: createSettings({ state, defaults: { isOn: DIGEST_DEFAULT === 'on', day, time }, now }),
  };
}

function bankOf({ HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix }: Config) {
  return { url, apiKey, prefix };
}

function createModel(config: Config, { fetch, now }: Outside): Model {
  const { GROQ_TPM: tokensPerMinute, GROQ_TPD: tokensPerDay, GROQ_MODEL: model } = config;
  const bucket = createTokenBucket({ tokensPerMinute, tokensPerDay, now });
  return createGroq({ ...groqAccount(config), model, fetch, bucket, now });
}

function groqAccount({ GROQ_API_KEY: apiKey, GROQ_BASE_URL: baseUrl }: Config) {
  return { apiKey, baseUrl: baseUrl ?? null };
}

/** The second witness; null where no model is named for it. */
function createWitness(config: Config, { fetch, now, prompts }: Outside): SecondWitness | null {
  const { GROQ_CHECK_MODEL: name, GROQ_CHECK_TPM: tokensPerMinute, GROQ_TPD: tokensPerDay } = config;
  if (name === '') return null;
  const bucket = createTokenBucket({ tokensPerMinute, tokensPerDay, now });
  const model = createGroq({ ...groqAccount(config), model: name, fetch, bucket, now });
  return createSecondWitness({ model, prompt: prompts.witness, rubric: prompts.rubric, now });
}

interface ReaderDeps extends Outside {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly model: Model;
  readonly report: (error: unknown) => void;
}

/** Reads each note once, when it is logged, and finds what was never read. */
function createReader(config: Config, deps: ReaderDeps): NoteReader {
  const { prompts, log } = deps;
  const { kinds } = prompts.rubric;
  return createNoteReader({
    ...deps,
    prompt: prompts.reading,
    check: (raw, asked) => checkReading({ raw, asked, kinds, against: [], isMonthFirst: false }),
    witness: createWitness(config, deps),
    readsPrivate: config.READ_PRIVATE === 'on',
    tokensPerMinute: config.GROQ_TPM,
    tokensPerDay: config.GROQ_TPD,
    told: {
      bill: (bill) => log.info({ ...bill }, 'a model read notes'),
      read: ({ noteId, leftOut }) =>
        log.info(
          { note: noteId, leftOut: leftOut.map(({ kind, why }) => `${kind} ${why}`) },
          'a note is read',
        ),
      progress: (progress) => log.info({ ...progress }, 'notes wait to be read'),
    },
  });
}

interface Parts extends Pick<Bot, 'connection' | 'work'> {
  readonly clock: DigestClock;
  readonly reader: NoteReader;
}

function lifecycle(
  { connection, work, clock, reader }: Parts,
  pulse: ServiceProbe,
  isMemoryUp: () => boolean,
  report: (error: unknown) => void,
): SalesMemory {
  return {
    async start() {
      await connection.open();
      pulse.start();
      await clock.start();
      reader.start().catch(report);
    },
    async stop() {
      // No new digest from here on; one under way has as long as other work.
      work.track(clock.stop()).catch(() => undefined);
      work.track(reader.stop()).catch(() => undefined);
      pulse.stop();
      await connection.close();
      return work.drain(drainMs);
    },
    vitals: {
      isReady: () => connection.isOpen() && pulse.isFresh(),
      figures: () => ({
        connected: Number(connection.isOpen()),
        memory_up: Number(isMemoryUp()),
        work_in_hand: work.count(),
      }),
    },
  };
}
