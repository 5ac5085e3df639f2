import type { Answers } from '../ask/answer.ts';
import type { Briefer } from '../brief/brief.ts';
import type { CorrectionStore } from '../brief/corrections/correction-store.ts';
import { createLastBriefs } from '../brief/last-brief.ts';
import type { ModelTrouble } from '../brief/model/model.ts';
import type { Commits } from '../brief/pipeline/commits.ts';
import type { Pipelines } from '../brief/pipeline/pipeline.ts';
import type { ReadingProgress } from '../brief/reading/read-notes.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import type { Timelines } from '../brief/timelines.ts';
import type { Config } from '../config.ts';
import type { DealFlagStore, Owners } from '../digest/deal-flags.ts';
import type { Post } from '../digest/digest-delivery.ts';
import { createLeavers } from '../digest/leavers.ts';
import type { Ledger } from '../digest/ledger.ts';
import type { Managers } from '../digest/managers.ts';
import { createMissedDigest } from '../digest/schedule.ts';
import type { SettingsStore } from '../digest/settings.ts';
import type { TeamWeeks } from '../digest/team-week.ts';
import type { WeekReader } from '../digest/week-reader.ts';
import { createImportStore } from '../import/import-store.ts';
import { createImports } from '../import/imports.ts';
import type { Log } from '../log.ts';
import type { NoteListener } from '../memory/changes.ts';
import type { Aliases } from '../memory/identity/aliases.ts';
import type { Arrivals, Erasure, Memory, Roster, StateBank } from '../memory/memory.ts';
import type { NoteHeader } from '../memory/note.ts';
import type { ChosenTeamStore, Group, TeamChange } from '../memory/team.ts';
import type { BackgroundWork } from '../util/background-work.ts';
import type { InHand } from '../util/in-hand.ts';
import type { TimeStage } from '../util/time-stage.ts';
import { createAccessVerb } from './access/verb.ts';
import { createAskVerb, createRecentQuestions, showAnswer } from './ask/verb.ts';
import { briefInModal, createShowBrief } from './brief/show-brief.ts';
import { createAskBrief, createCardButtons } from './brief/verb.ts';
import { drawnAgain } from './brief/views.ts';
import { createCorrections, createCorrectionsVerb } from './corrections/verb.ts';
import { createCards, createSettle } from './digest/line-buttons.ts';
import { createPost, readWeek } from './digest/post.ts';
import { createDigestVerb } from './digest/verb.ts';
import { createForgetVerb } from './forget/verb.ts';
import { createHandoverVerb } from './handover/verb.ts';
import type { Operations } from './home/admin.ts';
import { createHome, createHomeVerb } from './home/home.ts';
import { createFileLoader } from './import/download.ts';
import { ownersOf } from './import/owners.ts';
import { howToMessage } from './import/preview.ts';
import { createImportVerb } from './import/verb.ts';
import { countedLength, message, verbatim } from './kit/blocks.ts';
import { createColleagues } from './kit/colleagues.ts';
import type { Hear } from './kit/connection.ts';
import { noonIn } from './kit/dates.ts';
import { createFailure, type Outage } from './kit/failure.ts';
import type { Member } from './kit/members.ts';
import type { BriefInModal, OpenNote, ReadWeek, SaveNote, ShowAnswer } from './kit/ports.ts';
import type { SharedMarks } from './kit/request.ts';
import { createRouter } from './kit/router.ts';
import { createSharedPosts } from './kit/shared-posts.ts';
import { clean, limits } from './kit/text.ts';
import type { OnAck } from './kit/timed-app.ts';
import type { BotIdentity, TokenSource } from './kit/web-client.ts';
import { registerListeners, type Verbs } from './listeners.ts';
import { createLeftovers, type Leftovers } from './log/leftovers.ts';
import { createLogLine, createNewCall, createOpenForm } from './log/open-form.ts';
import { createOutcomeButtons } from './log/outcome.ts';
import { createReceiptButtons, createReceipts } from './log/receipt.ts';
import { createBeginSave, createNoteActs, receiptAgain } from './log/save.ts';
import { createFormListeners } from './log/submit.ts';
import { createUndoneButtons } from './log/undone.ts';
import { createManagerVerb, managerBlocks } from './manager/verb.ts';
import { createPeopleVerb } from './people/verb.ts';
import { createPipelineVerb } from './pipeline/verb.ts';
import { createShareVerb } from './share/verb.ts';
import { createTalkVerb } from './talk/verb.ts';
import { createTeamVerb } from './team/verb.ts';
import { createTimelineVerb, openNote } from './timeline/verb.ts';
import { createBolt, createWays, type Ways } from './ways.ts';

/** What the Slack side needs of the rest. */
interface BotDeps {
  readonly config: Config;
  readonly identity: BotIdentity;
  readonly token: TokenSource;
  readonly memory: Memory;
  readonly onNoteChange: (listener: NoteListener) => void;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly arrivals: Arrivals;
  /** Has notes read that came with an import. */
  readonly notesBrought: (notes: readonly NoteHeader[], over: ReadonlySet<string>) => void;
  /** How long so many further notes take to be read, in milliseconds. */
  readonly readingTakes: (notes: number) => number;
  readonly dealChanged: (deal: string, author: string) => void;
  readonly aliases: Aliases;
  /** Who reads what is shared. */
  readonly team: ChosenTeamStore;
  readonly corrections: CorrectionStore;
  readonly commits: Pick<Commits, 'say'>;
  readonly ledger: Ledger;
  readonly flags: DealFlagStore;
  readonly owners: Owners;
  readonly settings: SettingsStore;
  /** When digests began for this team. */
  readonly beginning: () => Promise<string>;
  readonly briefer: Briefer;
  readonly rubric: Rubric;
  readonly answers: Answers;
  readonly pipelines: Pipelines;
  readonly timelines: Timelines;
  /** What is sent: the model compares. */
  readonly weeks: WeekReader;
  readonly teamWeeks: TeamWeeks;
  readonly managers: Managers;
  /** Without the model's words: for what must be there in a moment. */
  readonly plainWeeks: WeekReader;
  /** How far it is with reading notes. */
  readonly reading: (visible: ReadonlySet<string>) => ReadingProgress;
  /** What the operator must mend about the model; null while all is well. */
  readonly modelTrouble: () => ModelTrouble | null;
  readonly memoryOutage: Outage;
  /** How the installation stands, for admins. */
  readonly operations: () => Promise<Operations>;
  /** What replicas share; undefined where there is one. */
  readonly marks: SharedMarks | undefined;
  readonly onAck: OnAck;
  /** What the process works on, whichever workspace asked. */
  readonly inHand: InHand;
  /** Hears of what was not done, by its kind, since too much was in hand. */
  readonly onRefused: (what: string) => void;
  /** Hears of stages of a brief. */
  readonly timeStage: TimeStage;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Bot {
  /** Takes what Slack sent for this workspace. */
  readonly hear: Hear;
  readonly work: BackgroundWork;
  /** For a time zone: who they are is asked again before anything is sent. */
  readonly lookUp: (user: string) => Promise<Member>;
  /** Who is in a user group or a channel. */
  readonly readGroup: (id: string) => Promise<Group>;
  /** Tells those who have shared notes that the settings let more people read them. */
  readonly teamChanged: (change: TeamChange) => Promise<void>;
  /** Takes digests to their reps. */
  readonly post: Post;
  readonly leftovers: Leftovers;
  /** Goes on with imports that a process that is gone had begun. */
  readonly resumeImports: () => Promise<void>;
  /** How accounts stand, and the way to the workspace's admins. */
  readonly colleagues: ReturnType<typeof createColleagues>;
  /** Posts a sentence where operators read it. */
  readonly say: (channel: string, words: string) => Promise<void>;
  /** False from the moment that Slack refuses the token. */
  readonly takesToken: () => boolean;
}

/** Bolt, the way to Slack and back, and the verbs, wired together. */
export function createBot(deps: BotDeps): Bot {
  const { identity, log, memoryOutage, newId } = deps;
  const app = createBolt(deps);
  const ways = createWays(deps);
  const { audit, commandName, deliver, members, modals, once, places, readWords, sender, work } = ways;
  const ports = createPorts(deps, ways);

  const newReference = () => newId().slice(0, 4).toUpperCase();
  const failure = createFailure({ log, memoryOutage, newReference });
  const homePlace = ports.home.placeOf;
  const { botUserId: botUser, isAgent } = identity;
  const commandPrefix = deps.config.COMMAND_PREFIX;
  const { inHand, onRefused } = deps;
  const answering = { members, team: deps.team, places, modals, failure, once, work, log, readWords };
  const router = createRouter({
    app,
    ...answering,
    inHand,
    onRefused,
    commandPrefix,
    homePlace,
    botUser,
    isAgent,
  });
  const verbs = createVerbs(deps, ways, ports);
  registerListeners(router, verbs);

  const post = createPost({ sender, deliver, members, audit, commandName, report: reportWeek(log) });
  const leftovers = createLeftovers({
    ...{ ...deps, ...ways, ...ports, report: reportWeek(log) },
    receiptAgain: (pending, request) => receiptAgain({ ...deps, ...ways, ...ports }, pending, request),
  });
  return {
    hear: (event) => app.processEvent(event),
    work,
    lookUp: members.lately,
    readGroup: ways.groups.read,
    teamChanged: ports.team.changed,
    post,
    leftovers,
    resumeImports: verbs.imports.resume,
    colleagues: createColleagues({
      ...{ members, deliver, audit, botUser },
      report: (error) => log.warn({ err: error }, 'somebody could not be asked about or told'),
    }),
    async say(channel, words) {
      // To the letter, so that the names of settings can be copied.
      await ways.sender.post(channel, message(words, verbatim(words)));
    },
    takesToken: () => ways.slack.takesToken,
  };
}

function reportWeek(log: Log) {
  return (error: unknown) => log.warn({ err: error }, 'a week was not shown as it should be');
}

/** What one verb offers the others, and whoever hears that a week has changed. */
function createPorts(deps: BotDeps, ways: Ways) {
  const { memory, roster, briefer, answers, settings, ledger, corrections: store, log, now } = deps;
  const { client, deliver, members, work, audit, commandName } = ways;
  const report = reportWeek(log);

  const readPlain: ReadWeek = (member) => readWeek({ known: deps.plainWeeks, settings, now }, member);
  const missed = createMissedDigest({ ledger, settings, now });
  const drawing = { client, roster, memory, settings, members, work, audit, commandName, now };
  const { READ_PRIVATE, GROQ_CHECK_MODEL } = deps.config;
  const machines = { readPrivate: READ_PRIVATE === 'on', haveSecond: GROQ_CHECK_MODEL !== '' };
  const { reading, modelTrouble } = deps;
  const { team, state } = deps;
  const teamVerb = createTeamVerb({
    ...{ team, state, ...ways, roster, now, report },
    leavers: createLeavers({ roster, flags: deps.flags, owners: deps.owners, now }),
    changed: (user) => home.refresh(user),
  });
  const home = createHome({
    ...drawing,
    parts: [(member) => managerBlocks(deps, member), teamVerb.homeBlocks],
    readWeek: readPlain,
    missed,
    reading,
    modelTrouble,
    marks: deps.marks,
    operations: deps.operations,
    machines,
    report,
  });
  const changed = home.refresh;
  const settle = createSettle({ cards: createCards(deliver), readWeek: readPlain });
  deps.onNoteChange(({ author, saved }) => {
    changed(author);
    if (saved) work.track(settle.noted(saved)).catch(report);
  });

  const [receipts, acts] = [createReceipts({ deliver, sender: ways.sender }), createNoteActs()];
  const outage = deps.memoryOutage;
  const saving = { memory, briefer, receipts, acts, changed, outage, work, audit, log, now };
  const begin = createBeginSave(saving);
  const save: SaveNote = (pending, request) => begin(pending).tell(request);
  const visibility = deps.config.NOTE_VISIBILITY;
  const newCall = createNewCall({ roster, team: deps.team, visibility, newId: deps.newId, now });
  const lastBriefs = createLastBriefs({ state: deps.state, now });
  const timeStage = deps.timeStage;
  const showing = { briefer, roster, lastBriefs, audit, members, work, report, now, timeStage };
  const showBrief = createShowBrief(showing);
  const inModal: BriefInModal = (refFor) => briefInModal(showBrief, refFor);
  const recent = createRecentQuestions(now);
  const show: ShowAnswer = (...given) =>
    showAnswer({ answers, readWeek: readPlain, members, audit, recent }, ...given);
  const open: OpenNote = (id) => openNote({ memory, audit, now }, id);
  return {
    ...{
      home,
      team: teamVerb,
      changed,
      settle,
      readWeek: readPlain,
      receipts,
      acts,
      newCall,
      saveNote: save,
      beginSave: begin,
    },
    logLine: createLogLine({ newCall, saveNote: save, now }),
    ...{ showBrief, briefInModal: inModal, showAnswer: show, openNote: open },
    corrections: createCorrections({ store, audit, changed, now }),
    sharedPosts: createSharedPosts(state),
  };
}

type Ports = ReturnType<typeof createPorts>;

function createVerbs(deps: BotDeps, ways: Ways, ports: Ports): Verbs {
  return { ...createNoteVerbs(deps, ways, ports), ...createWeekVerbs(deps, ways, ports) };
}

/** The verbs that take notes, and question and correct what is known. */
function createNoteVerbs(deps: BotDeps, ways: Ways, ports: Ports) {
  const { memory, roster, erasure, aliases, briefer, state, pipelines, commits, timelines, rubric } = deps;
  const { log, now } = deps;
  const { client, deliver, sender, members, places, pictures, once, work, audit, commandName, readWords } =
    ways;
  const {
    newCall,
    saveNote,
    beginSave,
    receipts,
    acts,
    changed,
    showBrief,
    showAnswer,
    openNote,
    corrections,
  } = ports;
  const told = { memory, briefer, receipts, acts, changed, work, log, now };
  const askBrief = createAskBrief({ memory, roster, showBrief, places, once, commandName, now });
  const briefByName = askBrief.named;
  const sharing = { memory, roster, briefer, state, showBrief, sharedPosts: ports.sharedPosts };
  const imports = importVerbFor(deps, ways, ports);
  return {
    openForm: createOpenForm({
      ...{ newCall, client, readWords, commandName },
      howToImport: () => howToMessage(deps.identity.readsFiles),
    }),
    imports,
    form: createFormListeners({ roster, members, beginSave, now }),
    receipt: createReceiptButtons({ memory, saveNote, receipts, acts, audit, commandName, newCall, now }),
    undone: createUndoneButtons({ saveNote, receipts, now }),
    askBrief,
    card: createCardButtons({ showBrief, openNote, places }),
    outcome: createOutcomeButtons({
      ...{ memory, corrections, receipts, showBrief, audit, now },
      receiptAgain: (pending, request) => receiptAgain(told, pending, request),
    }),
    corrections: createCorrectionsVerb({ showBrief, drawBrief: drawnAgain, corrections, once }),
    talk: createTalkVerb({
      ...{ newCall, client, showAnswer, briefByName, receipts, readWords, commandName },
      files: imports.files,
      ...{ isAgent: deps.identity.isAgent, log, now },
    }),
    ask: createAskVerb({ showAnswer, openNote, places, once, commandName }),
    timeline: createTimelineVerb({
      ...{ memory, roster, timelines, rubric, sharedPosts: ports.sharedPosts },
      ...{ places, pictures, audit, commandName, now },
    }),
    pipeline: createPipelineVerb({
      ...{ pipelines, commits, roster, rubric, members },
      ...{ places, pictures, audit, commandName, now },
    }),
    people: createPeopleVerb({ roster, aliases, once, audit, commandName, now }),
    forget: createForgetVerb({
      ...{ memory, roster, erasure, aliases, members },
      ...{ places, once, audit, commandName, openNote, deliver, now },
      report: (error) => log.warn({ err: error }, 'somebody was not told that notes of theirs were erased'),
    }),
    share: createShareVerb({
      ...sharing,
      ...{ client, members, team: deps.team, sender, deliver, places, audit, commandName, log, now },
    }),
  };
}

/** Notes from elsewhere: what brings them, and what shows it. */
function importVerbFor(deps: BotDeps, ways: Ways, { changed, newCall }: Ports) {
  const { memory, roster, state, arrivals, config, identity, token, fetch, log, now, newId } = deps;
  const { deliver, members, work, once, audit } = ways;
  const { SLACK_API_URL: slackApiUrl, READ_PRIVATE } = config;
  const report = (error: unknown) => log.warn({ err: error }, 'an import did not go on');
  const imports = createImports({
    ...{ memory, roster, arrivals, work, now, newId },
    store: createImportStore(state),
    words: { clean, length: countedLength, longest: limits.note, noonIn },
    load: createFileLoader({ fetch, token, slackApiUrl }),
    ownersOf: async (cells) => ownersOf(cells, await members.named('lately')),
    onBrought: deps.notesBrought,
    onGone: (notes) => {
      for (const { deal, author } of notes) deps.dealChanged(deal.key, author);
    },
  });
  return createImportVerb({
    ...{ imports, deliver, members, work, once, audit, changed, now, report },
    teamSize: newCall.teamSize,
    readsFiles: identity.readsFiles,
    canReadPrivate: READ_PRIVATE === 'on',
    readingTakes: deps.readingTakes,
  });
}

/** The verbs around a rep's week. */
function createWeekVerbs(deps: BotDeps, ways: Ways, ports: Ports) {
  const { memory, roster, state, briefer, weeks, settings, flags, owners, log, now, newId } = deps;
  const { teamWeeks, managers } = deps;
  const { deliver, sender, members, places, once, audit, commandName } = ways;
  const { home, readWeek, settle, changed, showBrief, briefInModal, logLine, corrections } = ports;
  const week = { roster, weeks, teamWeeks, settings, flags, readWeek, settle };
  const giving = { memory, roster, state, briefer, flags, owners };
  return {
    digest: createDigestVerb({
      ...week,
      ...{ showBrief, briefInModal, logLine, corrections },
      ...{ sender, deliver, places, once, audit, changed, commandName, now },
    }),
    access: createAccessVerb({ memory, roster, state, members, deliver, places, once, audit }),
    team: ports.team,
    manager: createManagerVerb({
      ...{ ...ways, memory, roster, teamWeeks, managers, team: deps.team },
      ...{ showBrief, briefInModal, sharedPosts: ports.sharedPosts, changed, now, report: reportWeek(log) },
    }),
    home: createHomeVerb({ home, roster, briefInModal, logLine, commandName, now }),
    handover: createHandoverVerb({
      ...giving,
      members,
      team: deps.team,
      deliver,
      once,
      audit,
      changed,
      log,
      now,
      newId,
    }),
  };
}
