import type { BlockAction } from '@slack/bolt';
import type { HomeView, KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ModelTrouble } from '../../brief/model/model.ts';
import type { ReadingProgress } from '../../brief/reading/read-notes.ts';
import type { MissedDigest } from '../../digest/schedule.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import { dealCount, isLateWithPromise, linesOf, type Week, type WeekLine } from '../../digest/week.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { dayName } from '../../util/calendar.ts';
import { createKept } from '../../util/kept.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, context, divider, header, type Message, plain, section } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { createFindPerson } from '../kit/find-person.ts';
import { askIds, digestIds, homeIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import { outcomeNames, whenText } from '../kit/phrases.ts';
import type { Place } from '../kit/place.ts';
import type { BriefInModal, HomePart, LogLine, ReadWeek } from '../kit/ports.ts';
import { pressedValue, type Response, type SharedMarks } from '../kit/request.ts';
import { clip, clipWords, limits, lines, type Markup, md } from '../kit/text.ts';
import {
  blockIdOf,
  citedIn,
  coverageText,
  dueNowRows,
  dueNowTitle,
  lineMenu,
  nameOf,
  promiseRow,
  promisesTitle,
  refOf,
  rowBlocks,
  scoreText,
  unreadRows,
} from '../kit/week-lines.ts';
import { adminBlocks, type Operations } from './admin.ts';

/** Home tabs, drawn without asking a model. */
interface Home {
  /** Draws a page and keeps it fresh from now on. Rejects when memory does not answer. */
  show(member: Member, page: number): Promise<void>;
  /** Draws again for whoever has opened Home since the start; nothing for others. Returns at once. */
  refresh(user: string): void;
  /** Where trouble with opening Home is told. */
  placeOf(user: string): Place;
}

interface Deps {
  readonly client: WebClient;
  readonly readWeek: ReadWeek;
  readonly roster: Roster;
  readonly memory: Pick<Memory, 'texts'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly missed: MissedDigest;
  /** How far it is with reading these notes; what waits of others is not told. */
  readonly reading: (visible: ReadonlySet<string>) => ReadingProgress;
  readonly modelTrouble: () => ModelTrouble | null;
  /** What replicas share; left out where there is one. */
  readonly marks: SharedMarks | undefined;
  /** How the installation stands, for admins. */
  readonly operations: () => Promise<Operations>;
  /** Who reads notes beside people. */
  readonly machines: Machines;
  /** What other verbs have to say there, in this order; left out while they cannot. */
  readonly parts: readonly HomePart[];
  readonly members: Members;
  readonly work: BackgroundWork;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
}

/** What a note goes to. */
interface Machines {
  /** `READ_PRIVATE`. */
  readonly readPrivate: boolean;
  /** Whether a second model looks at what the first one read. */
  readonly haveSecond: boolean;
}

const newestNotes = 5;
const mostOpened = 5_000;
/** Whoever has not opened it for so long finds it drawn anew when they do. */
const openedMs = 30 * 24 * 60 * 60 * 1000;

export function createHome(deps: Deps): Home {
  const { client, readWeek, roster, memory, settings, missed, members, work, audit, report, now } = deps;
  const { reading, modelTrouble, machines, parts, commandName } = deps;
  const pages = createOpenedPages(deps.marks);
  /** Who has just opened it: drawn again for a change it is not read anew. */
  const opening = new Set<string>();

  async function draw(member: Member, page: number): Promise<void> {
    const [week, headers, chosen, missedSlot, more] = await Promise.all([
      readWeek(member),
      roster.headers(member.id),
      settings.get(member.id),
      missed(member.id, member.zone),
      furtherBlocks(member),
    ]);
    const own = headers.filter(({ author }) => author === member.id);
    const notes = await memory.texts(own.slice(0, newestNotes));
    const when = whenText(chosen, member.zone, now(), commandName('digest'));
    const visible = new Set(headers.map(({ id }) => id));
    const said = {
      reading: reading(visible),
      trouble: modelTrouble(),
      machines,
      missedDay: missedSlot?.day ?? null,
      more,
    };
    const view = homeView({ week, notes, when, page, ...said });
    await client.views.publish({ user_id: member.id, view });
    const noteIds = [...notes.map(({ id }) => id), ...citedIn(week)];
    if (opening.delete(member.id)) audit({ did: 'read', view: 'home', by: member.id, noteIds });
  }

  async function furtherBlocks(member: Member): Promise<readonly KnownBlock[]> {
    const found = await Promise.all(
      parts.map((part) =>
        part(member).catch((error: unknown) => {
          report(error);
          return [];
        }),
      ),
    );
    return [...(member.isAdmin ? adminBlocks(await deps.operations()) : []), ...found.flat()];
  }

  const redraw = createOneAtATime(async (user) => {
    const opened = await pages.of(user);
    if (opened !== undefined) await draw(await members.get(user), opened);
  });
  return {
    async show({ id }, page) {
      pages.open(id, page);
      opening.add(id);
      await redraw(id);
    },
    refresh(user) {
      if (pages.mayBeOpen(user)) work.track(redraw(user)).catch(report);
    },
    placeOf(user) {
      const tell = async ({ blocks }: Message): Promise<void> => {
        await client.views.publish({ user_id: user, view: home(blocks) });
      };
      return { show: tell, progress: tell, tell, stays: async () => true };
    },
  };
}

/** The page shown to everybody who has opened Home, on whichever replica. */
function createOpenedPages(marks: SharedMarks | undefined) {
  const pages = createKept<number>(mostOpened);
  return {
    open(user: string, wanted: number): void {
      pages.set(user, wanted);
      marks?.put(`home:${user}`, String(wanted), openedMs);
    },
    /** Without a request. */
    mayBeOpen: (user: string) => marks !== undefined || pages.has(user),
    async of(user: string): Promise<number | undefined> {
      const shared = await marks?.get(`home:${user}`);
      return shared === undefined ? pages.get(user) : page.parse(shared);
    },
  };
}

interface HomeVerbDeps {
  readonly home: Home;
  readonly roster: Roster;
  readonly briefInModal: BriefInModal;
  readonly logLine: LogLine;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

const page = z.coerce.number().int().min(0).catch(0);

/** All that Home hears. */
export function createHomeVerb({ home, roster, briefInModal, logLine, commandName, now }: HomeVerbDeps) {
  const find = createFindPerson(
    { roster, commandName, now },
    {
      ids: { choice: homeIds.brief, pick: homeIds.brief },
      command: 'brief',
      question: 'Who is the call with?',
      knowsMoves: true,
    },
  );

  function turn(body: BlockAction): Response {
    const wanted = page.parse(pressedValue(body));
    return { work: ({ member }) => home.show(member, wanted) };
  }

  return {
    /** The messages tab is told of too: it needs nothing. */
    opened({ tab }: { readonly tab?: string }): Response {
      if (tab === 'messages') return {};
      return { work: ({ member }) => home.show(member, 0) };
    },
    earlier: turn,
    later: turn,
    log: (_body: BlockAction) => logLine.form(null, 'spoke'),
    suggestions: find.suggestions,
    brief(body: BlockAction): Response {
      const token = pressedValue(body);
      return briefInModal(async ({ member, place }) => {
        const asker = { member, show: place.show, progress: async () => undefined };
        const { deal, prospect } = await find.byToken(token, asker);
        return { deal: deal.key, prospect: prospect.key };
      });
    },
  };
}

/** Does one person's work once at a time: what is asked for meanwhile is done right after, once. */
function createOneAtATime(work: (user: string) => Promise<void>): (user: string) => Promise<void> {
  const underWay = new Map<string, { isStale: boolean }>();

  async function untilFresh(user: string, state: { isStale: boolean }): Promise<void> {
    do {
      state.isStale = false;
      await work(user);
    } while (state.isStale);
  }

  return async (user) => {
    const running = underWay.get(user);
    if (running) {
      running.isStale = true;
      return;
    }
    const state = { isStale: false };
    underWay.set(user, state);
    await untilFresh(user, state).finally(() => underWay.delete(user));
  };
}

/** All that Home shows. */
interface HomeContent {
  readonly week: Week;
  /** The newest, whole. */
  readonly notes: readonly Note[];
  /** What holds for the digest, in a sentence. */
  readonly when: string;
  /** From 0. */
  readonly page: number;
  /** The day of a digest that may not have arrived, `YYYY-MM-DD`. */
  readonly missedDay: string | null;
  readonly reading: Pick<ReadingProgress, 'waiting' | 'expected'>;
  readonly machines: Machines;
  readonly trouble: ModelTrouble | null;
  /** What an admin sees besides, and what other verbs have to say. */
  readonly more: readonly KnownBlock[];
}

const perPage = 10;
const mostPromises = 10;
const mostUnread = 20;
const reasonLength = 200;
const noteLength = 140;

/** People by need, promises, the newest notes, what can be done, settings. */
export function homeView(content: HomeContent): HomeView {
  const { week, notes, when, page, missedDay, machines } = content;
  const isNew = dealCount(week.coverage) + week.coverage.closed === 0;
  return home([
    ...(isNew ? emptyBlocks() : [header('Who needs you'), context(md`${coverageText(week)}`)]),
    ...troubleBlocks(content),
    ...readingBlocks(content),
    ...(missedDay
      ? [
          section(
            md`Your digest of ${dayName(missedDay, week.asOf)} may not have arrived. *Digest now* shows it.`,
          ),
        ]
      : []),
    actions(...quickActions(isNew)),
    ...(isNew
      ? []
      : [
          ...dueNowBlocks(week),
          ...peopleBlocks(week, page),
          ...promiseBlocks(week),
          ...noteBlocks(notes, week.asOf),
        ]),
    divider(),
    section(md`${when}`, button(digestIds.openSettings, 'Settings')),
    context(md`${machineText(machines)}`),
    ...content.more,
  ]);
}

const troubleWords: Readonly<Record<ModelTrouble, string>> = {
  auth: 'The language model refuses our key, so new notes are kept but not read. Tell your admin to look at GROQ_API_KEY.',
  notfound:
    'There is no such language model any more, so new notes are kept but not read. Tell your admin to look at GROQ_MODEL.',
};

function troubleBlocks({ trouble }: HomeContent): KnownBlock[] {
  return trouble === null ? [] : [context(md`${troubleWords[trouble]}`)];
}

/** "43 notes are being read: about 12 minutes." Nothing while none waits. */
function readingBlocks({ reading: { waiting, expected } }: HomeContent): KnownBlock[] {
  if (waiting === 0) return [];
  const notes = waiting === 1 ? '1 note is' : `${waiting} notes are`;
  return [context(md`${notes} being read: ${durationText(expected.ms)}.`)];
}

const minuteMs = 60_000;

/** "less than a minute", "about 12 minutes", "about 3 hours". */
function durationText(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 1) return 'less than a minute';
  if (minutes === 1) return 'about a minute';
  const hours = Math.round(minutes / 60);
  if (minutes < 100) return `about ${minutes} minutes`;
  return hours < 48 ? `about ${hours} hours` : `about ${Math.round(hours / 24)} days`;
}

/** Where a note goes once it is saved. */
function machineText({ readPrivate, haveSecond }: Machines): string {
  const second = haveSecond ? ', and what was found to a second one that checks it' : '';
  const own = readPrivate ? 'Private notes too.' : 'Private notes do not.';
  return `Each note goes to a language model once, after it is saved${second}. ${own}`;
}

function home(blocks: readonly KnownBlock[]): HomeView {
  return { type: 'home', blocks: blocks.slice(0, limits.viewBlocks) };
}

/** Before the first note: what this is, who can read what, and how a good note reads. */
function emptyBlocks(): KnownBlock[] {
  return [
    header('Your calls, remembered'),
    section(
      md`Write two sentences after a call, and before the next one you are told what is open, who promised what, and what to do.`,
    ),
    section(
      md`A good note: “Priya likes the plan but is nervous about the migration. I send dates by Friday.”`,
    ),
    context(md`A note is yours alone until you share it with your team. Guests never see any.`),
  ];
}

function quickActions(isNew: boolean) {
  const log = button(homeIds.log, 'Log a call', { style: 'primary' });
  if (isNew) return [log];
  return [
    log,
    button(askIds.open, 'Ask'),
    button(digestIds.show, 'Digest now'),
    {
      type: 'external_select' as const,
      action_id: homeIds.brief,
      min_query_length: 0,
      placeholder: plain('Brief me on…', limits.placeholder),
    },
  ];
}

function peopleBlocks(week: Week, wanted: number): readonly KnownBlock[] {
  const all = linesOf(week);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const from = page * perPage;
  const shown = all.slice(from, from + perPage);
  const turn = (id: string, text: string, to: number) => button(id, text, { value: String(to) });
  const pager = [
    ...(page > 0 ? [turn(homeIds.earlier, 'More urgent', page - 1)] : []),
    ...(page < pages - 1 ? [turn(homeIds.later, 'Next 10', page + 1)] : []),
  ];
  return [
    ...(week.isAllClear && week.dueNow.length === 0 && !isLateWithPromise(week)
      ? [section(md`Nobody needs you today.`)]
      : []),
    ...shown.map((line) => personBlock(line, week.asOf)),
    ...(pages > 1
      ? [context(md`${from + 1} to ${from + shown.length} of ${all.length}`), actions(...pager)]
      : []),
    ...unreadBlocks(week),
  ];
}

/** Nothing is said of them but what their authors chose. */
function unreadBlocks(week: Week): readonly KnownBlock[] {
  if (week.unread.length === 0) return [];
  const rest = week.unread.length - mostUnread;
  const rows = unreadRows(week).slice(0, mostUnread);
  return [section(md`*Not read yet*`), ...rowBlocks(rest > 0 ? [...rows, md`and ${rest} more`] : rows)];
}

function personBlock(line: WeekLine, asOf: string): KnownBlock {
  const standing = scoreText(line);
  const rows = [
    md`${nameOf(line)}${standing ? md`   ${standing}` : md``}`,
    md`${clip(line.reason.text, reasonLength)} [${dayName(line.reason.cited.day, asOf)}]`,
  ];
  return { ...section(lines(rows), lineMenu(line)), block_id: blockIdOf('line', refOf(line)) };
}

/** What has its day today or tomorrow, also of deals that are on track. */
function dueNowBlocks(week: Week): readonly KnownBlock[] {
  const rows = dueNowRows(week).slice(0, mostPromises);
  return rows.length === 0 ? [] : [section(md`*${dueNowTitle}*`), ...rowBlocks(rows)];
}

function promiseBlocks(week: Week): readonly KnownBlock[] {
  const { promises } = week;
  if (promises.length === 0) return [];
  const rest = promises.length - mostPromises;
  const rows: Markup[] = promises.slice(0, mostPromises).map((promise) => promiseRow(promise, week));
  if (rest > 0) rows.push(md`and ${rest} more, on the briefs`);
  return [section(md`*${promisesTitle(week)}*`), ...rowBlocks(rows)];
}

function noteBlocks(notes: readonly Note[], asOf: string): readonly KnownBlock[] {
  if (notes.length === 0) return [];
  const rows = notes.map(({ day, outcome, prospects, text }) => {
    const who = clip(prospects.map(({ name }) => name).join(', '), 80);
    return md`• ${dayName(day, asOf)} · ${who} · ${outcomeNames[outcome]}: “${clipWords(text.replace(/\s+/g, ' '), noteLength)}”`;
  });
  return [section(md`*Last notes*`), ...rowBlocks(rows)];
}
