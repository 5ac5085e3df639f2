import pMap from 'p-map';
import { createAnswers } from './ask/ask.ts';
import { readAskPrompt } from './ask/ask-model.ts';
import { createBriefer } from './brief/briefer.ts';
import { createCorrectionStore } from './brief/corrections/correction-store.ts';
import type { Model } from './brief/model/model.ts';
import { createTokenBook } from './brief/model/token-book.ts';
import { createCommits } from './brief/pipeline/commits.ts';
import { createPipelines } from './brief/pipeline/pipeline.ts';
import type { Prompts } from './brief/prompts.ts';
import { checkReading } from './brief/reading/check-reading.ts';
import { createReadDeals, type ReadDeals } from './brief/reading/read-deals.ts';
import { createNoteReader, type NoteReader } from './brief/reading/read-notes.ts';
import type { SecondWitness } from './brief/reading/reading-keeper.ts';
import { createReadingStore, editionOf } from './brief/reading/reading-store.ts';
import { createTimelines } from './brief/timelines.ts';
import { wordWhenRead } from './brief/word-when-read.ts';
import { createDealWords } from './brief/words/words.ts';
import type { Config } from './config.ts';
import { createBeginning, createDigestClock, type Every, machineEvery } from './digest/clock.ts';
import { createDealFlags, createOwners, type Owners } from './digest/deal-flags.ts';
import { ownDeals } from './digest/deals.ts';
import { readDigestPrompt } from './digest/digest-prompt.ts';
import { createLedger, type Ledger } from './digest/ledger.ts';
import { createManagers } from './digest/managers.ts';
import { createSettings } from './digest/settings.ts';
import { createTeamWeeks } from './digest/team-week.ts';
import { createWeekReader } from './digest/week-reader.ts';
import { createWordWeek } from './digest/wording.ts';
import { secondProcess } from './doctor/check-redis.ts';
import { tokenRefused } from './doctor/check-slack.ts';
import { lookAtWorkspace } from './doctor/doctor.ts';
import { type Finding, inWords } from './doctor/finding.ts';
import { createServerCheck, createServiceProbe, watchFetch } from './health.ts';
import { lifecycle, type Workspace } from './lifecycle.ts';
import type { Log } from './log.ts';
import { withChanges } from './memory/changes.ts';
import { createHindsight, type HindsightOptions } from './memory/hindsight/hindsight.ts';
import { createAliasedMemory } from './memory/identity/aliased-memory.ts';
import type { Aliases } from './memory/identity/aliases.ts';
import type { Erasure, Memory, Roster, StateBank } from './memory/memory.ts';
import { createTeam, type Group, type TeamChange, type TeamChoosing } from './memory/team.ts';
import type { Metrics, ProcessMetrics } from './metrics.ts';
import { type Accounts, createModels, type Reporting } from './models.ts';
import { createReplicas } from './replicas/replicas.ts';
import { createRetention, type Retention } from './retention/retention.ts';
import { type Bot, createBot } from './slack/bot.ts';
import type { BotIdentity, TokenSource } from './slack/kit/web-client.ts';
import { soon } from './util/deadline.ts';
import type { InHand } from './util/in-hand.ts';

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

/** The bot as it is installed in one workspace. */
export interface Installed {
  readonly identity: BotIdentity;
  readonly token: TokenSource;
}

/** What the workspaces of a process share. */
export interface Shared {
  readonly accounts: Accounts;
  readonly metrics: ProcessMetrics;
  /** What people asked for and is not answered yet. */
  readonly inHand: InHand;
}

/** Wires the bot of one workspace. Nothing is heard before it is started, and then what it is handed. */
export async function createApp(
  config: Config,
  outside: Outside,
  { accounts, ...shared }: Shared,
  { identity, token }: Installed,
): Promise<Workspace> {
  const { fetch, now, log, prompts, every = machineEvery } = outside;
  const { rubric } = prompts;
  const { DEFAULT_TIMEZONE: zone, GROQ_TPM: tokensPerMinute } = config;
  const report = (error: unknown) => log.warn({ err: error }, 'a service failed and was done without');
  const { team: workspace } = identity;

  const watched = watchFetch(fetch, now);
  const bank = { ...bankOf(config), team: workspace, fetch: watched.fetch, now, warn: report };
  // Nobody reads before the bot hears.
  const opened = openMemory(bank, { ...teamOf(config, { log, report, bot: () => bot }), now });
  const { memory, memoryAsTeam, onChange, roster, state, erasure, arrivals, aliases, team } = opened;
  const stores = createStores(config, { state, now });
  const { corrections, ledger, flags, owners } = stores;

  const metrics = shared.metrics.of(workspace);
  const { troubles } = accounts;
  const { presence, marks, stopSharing } = await openReplicas(config, { ...outside, state, team: workspace });
  const book = createTokenBook({ state, newId: outside.newId, zone, now });
  const told = { metrics, team: workspace, report, book };
  const metered: Metered = { ...outside, ...told, closers: [stopSharing] };
  const { model, witness } = createModels(config, accounts, metered);
  const authorOf = (user: string) => bot.lookUp(user);
  const noted = { memory, memoryAsTeam, roster, state };
  const reader = createReader(config, { ...metered, ...noted, model, witness, authorOf });
  const readings = createReadingStore(state, editionOf(prompts.reading, model.name));
  const deals = createReadDeals({ readings, corrections, rubric, zone, now });
  const words = createDealWords({ state, model, prompt: prompts.words, witness, now, report });
  const { readFirst } = reader;
  const { timeStage } = metrics;
  const briefer = createBriefer({ memory, deals, team, words, readFirst, wait: outside.wait, timeStage });
  onChange(({ author, deal, saved }) => {
    if (!saved) {
      if (deal) reader.dealChanged(deal, author);
      return;
    }
    reader.noteSaved(saved);
    wordWhenRead({ memory, memoryAsTeam, reader, briefer, deals, words }, saved).catch(report);
  });
  const timelines = createTimelines({ memory, deals });
  const counting = createCounting({ memory, roster, state, deals, owners, now });
  const { commits, pipelines } = counting;

  const askPrompt = await readAskPrompt();
  const known = { memory, roster, deals, pipelines };
  const answers = createAnswers({
    ...{ ...known, model, prompt: askPrompt, tokensPerMinute, now, report },
    ownDeals: async (rep, headers) => ownDeals(rep, headers, await flags.read(rep)),
  });

  const counted = { memory, roster, flags, deals, commits, report };
  const weeks = createWeekReader(counted, await createWord({ ...metered, model }));
  const plainWeeks = createWeekReader(counted);

  const reading = reader.progress;
  const { notesBrought, takes: readingTakes } = reader;
  const kept = { memory, onNoteChange: onChange, roster, state, erasure, aliases, team };
  const bot = createBot({
    ...{ ...outside, config, identity, token, rubric, memoryOutage: watched.since, marks },
    ...{ onAck: metrics.acked, onRefused: metrics.refused, inHand: shared.inHand, timeStage },
    modelTrouble: () => troubles.of(config.GROQ_MODEL),
    operations: async () => ({
      troubles: [...app.troubles(), ...troubles.all()].map(inWords),
      waiting: reader.progress().waiting,
      tokens: await book.totals().catch(() => null),
      pricePerMillion: config.GROQ_PRICE_PER_MILLION,
    }),
    ...kept,
    ...{ arrivals, notesBrought, readingTakes, dealChanged: reader.dealChanged },
    ...{ briefer, answers, timelines, weeks, plainWeeks, reading, ...counting },
    ...stores,
  });
  const { post, lookUp } = bot;
  const clock = createDigestClock({
    ...{ ...stores, ...counting, ledger: countedLedger(ledger, metrics), weeks, state, roster },
    ...{ lookUp, post, redisUrl: config.REDIS_URL, team: workspace, now, every, report },
  });
  const retention = createEndOfLife(config, { ...metered, bot, erasure, aliases, state });
  const check = createServerCheck(log);
  const { deleteAgain, probe } = opened;
  const look = async () => tellFound(log, await lookAtWorkspace(config, outside, token));
  const isMemoryUp = () => watched.since() === undefined;
  const ask = () => probe().then(check.answered);
  const pulse = createServiceProbe({ ask, onSilent: check.failed, now, every });
  const parts = { ...bot, clock, retention, presence, reader, deleteAgain, look, isMemoryUp };
  const standing = { memoryTroubles: check.troubles, isGroupUnread: team.isUnread };
  const refused = { tokenRefused: tokenRefused(config) };
  const app = lifecycle({ ...parts, ...standing, ...refused, namesReady: roster.ready }, pulse, metered);
  return app;
}

/** Tells the log what the operator should look at. */
function tellFound(log: Log, found: readonly Finding[]): void {
  for (const { what, says, step } of found) log.warn({ what, step }, says);
}

/** The same, with every outcome counted. */
function countedLedger(ledger: Ledger, { digest }: Metrics): Ledger {
  return {
    ...ledger,
    async end(period, outcome) {
      await ledger.end(period, outcome);
      digest(outcome);
    },
    async endOffer(period) {
      await ledger.endOffer(period);
      digest('offered');
    },
  };
}

/** Words a week, and tells what did not hold. */
async function createWord({ model, metrics, log, now, report }: Metered & { readonly model: Model }) {
  return createWordWeek({
    ...{ model, prompt: await readDigestPrompt(), now, report },
    onDropped(faults) {
      metrics.dropped('digest', faults);
      log.info({ dropped: faults }, 'a model worded a week');
    },
  });
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
    flags: createDealFlags(state, now),
    owners: createOwners(state),
    beginning: createBeginning({ state, now }),
    settings: createSettings({ state, defaults: { isOn: DIGEST_DEFAULT === 'on', day, time }, now }),
  };
}

interface CountingDeps extends StoresDeps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly deals: ReadDeals;
  readonly owners: Owners;
}

/** What is counted over many deals, and for whom. */
function createCounting({ memory, roster, state, deals, owners, now }: CountingDeps) {
  const commits = createCommits(state);
  const pipelines = createPipelines({ memory, roster, deals, holders: owners.holders, commits });
  const managers = createManagers({ state, now });
  const teamWeeks = createTeamWeeks({ pipelines, managers, rubric: deals.rubric });
  return { commits, pipelines, managers, teamWeeks };
}

function bankOf({ HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix }: Config) {
  return { url, apiKey, prefix };
}

type Metered = Outside & Reporting;

/** The same with what an operator is told of it. */
function openReplicas({ REDIS_URL: url }: Config, deps: Outside & { state: StateBank; team: string }) {
  const { log } = deps;
  return createReplicas({
    ...{ ...deps, url, tell: (words) => log.warn(words) },
    onSeen(others) {
      if (others === 0) log.info('no other process works on this bank any more');
      else if (url === undefined) log.warn({ others }, inWords(secondProcess));
      else log.info({ others }, 'other processes work on this bank, and share through Redis');
    },
  });
}

interface Author {
  readonly isMonthFirst: boolean;
  readonly name?: string | undefined;
}

interface ReaderDeps extends Metered {
  readonly memory: Memory;
  readonly memoryAsTeam: Pick<Memory, 'list' | 'texts'>;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly model: Model;
  readonly witness: SecondWitness | null;
  /** What Slack says of who wrote a note. */
  readonly authorOf: (user: string) => Promise<Author>;
}

/** What Slack says of an author is known soon: else the day comes first in their dates, and they have no name. */
const authorMs = 1_000;
const authorsAtOnce = 4;

/** Reads each note once, when it is logged, and finds what was never read. */
function createReader(config: Config, deps: ReaderDeps): NoteReader {
  const { prompts, log, metrics } = deps;
  const { kinds } = prompts.rubric;
  const reader = createNoteReader({
    ...deps,
    prompt: prompts.reading,
    async check(raw, asked) {
      const authors = [...new Set(asked.notes.map(({ author }) => author))];
      const dayFirst = { isMonthFirst: false };
      const habits = await Promise.all(authors.map((one) => soon(deps.authorOf(one), dayFirst, authorMs)));
      const monthFirst = new Set(authors.filter((_, index) => habits[index]?.isMonthFirst));
      return checkReading({ raw, asked, kinds, against: [], isMonthFirst: false, monthFirst });
    },
    async ourNames() {
      const authors = [...(await deps.roster.authors()).keys()];
      const nameOf = (one: string) =>
        deps.authorOf(one).then(
          ({ name }) => name ?? [],
          () => [],
        );
      const names = pMap(authors, nameOf, { concurrency: authorsAtOnce });
      return (await soon(names, [], authorMs)).flat();
    },
    readsPrivate: config.READ_PRIVATE === 'on',
    tokensPerMinute: config.GROQ_TPM,
    tokensPerDay: config.GROQ_TPD,
    told: {
      bill(bill) {
        metrics.bill(bill);
        log.info({ ...bill }, 'a model read notes');
      },
      read(reading) {
        metrics.read(reading);
        const leftOut = reading.leftOut.map(({ kind, why }) => `${kind} ${why}`);
        log.info({ note: reading.noteId, leftOut }, 'a note is read');
      },
      progress(progress) {
        log.info({ ...progress }, progress.waiting > 0 ? 'notes wait to be read' : 'all notes are read');
      },
    },
  });
  metrics.watch('readings_waiting', 'Notes still to be read', () => reader.progress().waiting);
  metrics.watchQueue('readings', () => reader.progress().waiting);
  return reader;
}

interface EndOfLifeDeps extends Metered {
  readonly bot: Pick<Bot, 'colleagues'>;
  readonly erasure: Erasure;
  readonly aliases: Aliases;
  readonly state: StateBank;
}

/** What `RETENTION_DAYS` and `LEAVER_DAYS` bring about, counted and written down like every other deletion. */
function createEndOfLife(config: Config, deps: EndOfLifeDeps): Retention {
  const { RETENTION_DAYS = null, LEAVER_DAYS = null, DEFAULT_TIMEZONE: zone } = config;
  const { colleagues } = deps.bot;
  return createRetention({
    ...{ ...deps, zone, colleagues, every: deps.every ?? machineEvery },
    limits: { retentionDays: RETENTION_DAYS, leaverDays: LEAVER_DAYS },
    warn: (words) => deps.log.warn(words),
    onErased(reason, noteIds) {
      deps.metrics.erased(reason, noteIds.length);
      colleagues.erased(reason, noteIds);
    },
  });
}

interface Hearers {
  readonly log: Log;
  readonly report: (error: unknown) => void;
  /** Made later than the memory: nobody reads before it hears. */
  readonly bot: () => {
    readGroup(id: string): Promise<Group>;
    teamChanged(change: TeamChange): Promise<void>;
  };
}

/** Whom the settings name, who says who is in a group, and who hears of changes and of trouble. */
function teamOf({ SALES_GROUP: fixed }: Config, { log, report, bot }: Hearers): Omit<TeamChoosing, 'now'> {
  return {
    fixed,
    read: (id) => bot().readGroup(id),
    changed: (change) => void bot().teamChanged(change).catch(report),
    failed(error) {
      if (error === undefined) log.info('the sales group can be read again');
      else
        log.warn(
          { err: error },
          'the sales group cannot be read: what is shared is read by its author alone',
        );
    },
  };
}

/** One team's memory as its people have put it right, which tells of its changes. */
function openMemory(options: HindsightOptions, choosing: TeamChoosing) {
  const team = createTeam({
    ...choosing,
    state: { get: (id) => stored.state.get(id), put: (record) => stored.state.put(record) },
  });
  const stored = createHindsight({ ...options, readers: team });
  const meant = { ...stored, ...createAliasedMemory({ ...stored, readers: team, now: options.now }) };
  return { ...meant, ...withChanges(meant), team };
}
