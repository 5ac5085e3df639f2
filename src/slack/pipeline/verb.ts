import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { KnownBlock, ModalView, SectionBlock } from '@slack/types';
import type { Commits } from '../../brief/pipeline/commits.ts';
import { type Group, groupsOf, type Section, sections } from '../../brief/pipeline/groups.ts';
import type { Change, PipelineLine, Pipelines } from '../../brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../brief/pipeline/pipeline-csv.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { outcomeAsked } from '../../brief/signals/history.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import {
  actions,
  button,
  context,
  header,
  type Message,
  message,
  modal,
  progressBlock,
  section,
} from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import { briefIds, pipelineIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import type { Modal } from '../kit/modal.ts';
import { outcomeNames } from '../kit/phrases.ts';
import type { Pictures } from '../kit/pictures.ts';
import type { Places } from '../kit/place.ts';
import { pressedValue, type Request, type Response, usage } from '../kit/request.ts';
import { sendInOrder, snippetMessages } from '../kit/snippet.ts';
import { clip, lines, type Markup, md } from '../kit/text.ts';
import { createCommitVerb } from './commit.ts';
import { type Counted, calibrationRows, partsOf } from './money-rows.ts';
import {
  calibrationMessage,
  figureView,
  loadingMoney,
  moneyBlocks,
  moneyView,
  notesShown,
  parseFigure,
  parsePage,
} from './money-views.ts';
import { parseWay, sendAs, showAsMenu } from './show-as.ts';

interface Deps {
  readonly pipelines: Pipelines;
  readonly commits: Pick<Commits, 'say'>;
  readonly roster: Roster;
  readonly rubric: Rubric;
  readonly members: Pick<Members, 'lately'>;
  readonly places: Places;
  readonly pictures: Pictures;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

function pipelineForm(pipeline: string): string {
  return `\`${pipeline}\`: your deals in numbers and money, each of which opens its people; \`${pipeline} commit Priya\`: a deal you count on, held against its notes; \`${pipeline} calibration\`: was the score right?`;
}

/** "commit", and whom for. */
const commitForm = /^\s*commit(\s[\s\S]*)?$/i;

/** All that the pipeline hears. */
export function createPipelineVerb(deps: Deps) {
  const { pipelines, rubric, places, pictures, audit, commandName, now } = deps;
  function linesFor({ member, place }: Pick<Request, 'member' | 'place'>): Promise<readonly PipelineLine[]> {
    return showWhenSlow(pipelines.read(member.id), () => place.progress(countingMessage()));
  }
  const shownTo = ({ zone }: Pick<Member, 'zone'>) => ({ rubric, pictures, today: dayIn(zone, now()) });

  const commit = createCommitVerb(deps);
  return {
    commit,

    command({ text }: SlashCommand): Response {
      const asked = text.trim().toLowerCase();
      const counted = commitForm.exec(text);
      if (counted) return commit.command(counted[1] ?? '');
      if (asked === 'calibration') return calibration(deps);
      if (asked !== '') return usage(pipelineForm(commandName('pipeline')));
      return {
        async work(request) {
          const shown = shownTo(request.member);
          await request.place.show(pipelineMessage(await linesFor(request), shown, ''));
        },
      };
    },

    /** A page of money; from the list behind one of its figures the way back. */
    page(body: BlockAction): Response {
      const page = parsePage(pressedValue(body));
      return {
        opens: loadingMoney(),
        async work({ member, modal }) {
          const counted = await countedFor(deps, member);
          await modal.show(moneyView(page, counted));
          const deals = (page === 'team' ? counted.team : counted.all).length;
          audit({ did: 'read', view: 'pipeline', by: member.id, noteIds: [], deals });
        },
      };
    },

    /** The deals behind a figure, each with its words, counted afresh. */
    figure(body: BlockAction): Response {
      const { page, key } = parseFigure(pressedValue(body));
      return {
        opens: loadingMoney(),
        work: ({ member, modal }) => showFigure(deps, { page, key }, member, modal),
      };
    },

    /** The people behind a number, counted afresh. */
    open(body: BlockAction): Response {
      const key = pressedValue(body);
      return {
        opens: loadingMoney(),
        async work({ member, modal }) {
          const groups = groupsOf(await pipelines.read(member.id), rubric);
          const group = groups.find((one) => one.key === key);
          const shown = { today: dayIn(member.zone, now()), pipeline: commandName('pipeline') };
          await modal.show(peopleView(group, shown, rubric));
          const deals = group?.lines.length ?? 0;
          audit({ did: 'read', view: 'pipeline', by: member.id, noteIds: [], deals });
        },
      };
    },

    /** As a table or a picture. */
    showAs(body: BlockAction): Response {
      const way = parseWay(pressedValue(body));
      return {
        async work(request) {
          const { member, place } = request;
          const [all, shown] = [await linesFor(request), shownTo(member)];
          const to = { user: member.id, dm: places.ofDm(member.id), pictures };
          const done = await showWhenSlow(sendAs(way, { all, ...shown }, to), () =>
            place.progress(countingMessage()),
          );
          audit({ did: 'exported', view: 'pipeline', by: member.id, noteIds: [], deals: all.length });
          await place.show(pipelineMessage(all, shown, done));
        },
      };
    },

    /** Only ever into the asker's own conversation with the bot: it may rest on private notes. */
    csv(): Response {
      return {
        async work(request) {
          const lines = await linesFor(request);
          const names = await namesOf(deps, lines);
          const messages = snippetMessages('Your pipeline as CSV', pipelineCsv(lines, rubric, names));
          await sendInOrder(messages, () => places.ofDm(request.member.id));
          const deals = lines.length;
          audit({ did: 'exported', view: 'pipeline', by: request.member.id, noteIds: [], deals });
          const shown = shownTo(request.member);
          await request.place.show(pipelineMessage(lines, shown, 'The CSV is in your DM.'));
        },
      };
    },
  };
}

/** Was the score right? */
function calibration({ pipelines, rubric, audit }: Deps): Response {
  return {
    async work({ member, place }) {
      const closed = await showWhenSlow(pipelines.calibration(member.id), () =>
        place.progress(countingMessage()),
      );
      audit({ did: 'read', view: 'pipeline', by: member.id, noteIds: [], deals: closed.length });
      await place.show(calibrationMessage(closed, rubric));
    },
  };
}

async function countedFor({ pipelines, rubric, now }: Deps, { id, zone }: Member): Promise<Counted> {
  const [all, team] = await Promise.all([pipelines.read(id), pipelines.team(id)]);
  return { all, team, rubric, today: dayIn(zone, now()) };
}

async function showFigure(
  deps: Deps,
  { page, key }: ReturnType<typeof parseFigure>,
  member: Member,
  modal: Modal,
): Promise<void> {
  const { pipelines, rubric, audit, now } = deps;
  const today = dayIn(member.zone, now());
  const then = page === 'then' ? await pipelines.calibration(member.id) : undefined;
  const rows =
    page === 'then'
      ? calibrationRows(then ?? [], rubric)
      : partsOf(page, await countedFor(deps, member)).flatMap((part) => part.rows);
  const row = rows.find((one) => one.key === key);
  await modal.show(figureView(row, page, { today, ...(then ? { then } : {}) }));
  const deals = row?.deals ?? [];
  const noteIds = notesShown(deals);
  audit({ did: 'read', view: 'pipeline', by: member.id, noteIds, deals: deals.length });
}

/** More colleagues than this are not looked up for one file. */
const mostNames = 40;

/** What the authors of the newest calls are called; whoever is not known is left out. */
async function namesOf(
  { members }: Deps,
  lines: readonly PipelineLine[],
): Promise<ReadonlyMap<string, string>> {
  const authors = [...new Set(lines.map(({ money }) => money.author))].slice(0, mostNames);
  const found = await Promise.allSettled(authors.map((user) => members.lately(user)));
  return new Map(
    found.flatMap((one) =>
      one.status === 'fulfilled' && one.value.name ? [[one.value.id, one.value.name] as const] : [],
    ),
  );
}

/** Buttons in a row: a message holds about 60. */
const mostInRow = 8;
const nameLength = 40;

/** While notes are read. */
function countingMessage(): Message {
  return message('Counting your deals…', [progressBlock('Counting your deals…')]);
}

/** How and on which of the viewer's days, `YYYY-MM-DD`, it is counted. */
interface CountedBy {
  readonly rubric: Rubric;
  readonly today: string;
  readonly pictures: Pick<Pictures, 'areAllowed'>;
}

/** The pipeline in money and numbers, each a button that opens its people; `done` says what was just done, or is empty. */
export function pipelineMessage(
  all: readonly PipelineLine[],
  { rubric, today, pictures }: CountedBy,
  done: string,
): Message {
  if (all.length === 0) return emptyMessage();
  const groups = groupsOf(all, rubric);
  const titles = sectionNamesIn(rubric.momentum_days);
  const blocks: KnownBlock[] = [
    header('Pipeline'),
    context(md`${summary(all)}, as far as you may see`),
    ...moneyBlocks(all, today),
    ...sections.flatMap((name) => sectionBlocks(name, titles[name], groups)),
    ...(done ? [context(md`${done}`)] : []),
    actions(button(pipelineIds.csv, 'Send me the CSV'), showAsMenu(pictures)),
  ];
  return message(`Your pipeline: ${summary(all)}.`, blocks);
}

function emptyMessage(): Message {
  const text = 'No notes yet. Log your first call, and the pipeline starts there.';
  const log = button(briefIds.logFirst, 'Log a call', { style: 'primary', value: ' ' });
  return message(text, [section(md`${text}`), actions(log)]);
}

function summary(all: readonly PipelineLine[]): string {
  const count = (state: PipelineLine['state']) => all.filter((line) => line.state === state).length;
  const open = count('open');
  return `${open} open ${open === 1 ? 'deal' : 'deals'}, ${count('won')} won, ${count('lost')} lost`;
}

function sectionBlocks(name: Section, title: string, groups: readonly Group[]): KnownBlock[] {
  const here = groups.filter((group) => group.section === name);
  if (here.length === 0) return [];
  const shown = here.slice(0, mostInRow);
  const buttons = shown.map((group) => numberButton(group, groups.indexOf(group)));
  return [section(lines([md`*${title}*`, remark(name, here)])), actions(...buttons)];
}

function numberButton(group: Group, place: number) {
  const label = `${clip(groupName(group), nameLength)}: ${group.lines.length}`;
  return button(`${pipelineIds.open}${place}`, label, { value: group.key });
}

/** What the numbers under this heading leave out. */
function remark(name: Section, here: readonly Group[]): Markup | null {
  const rest = here.length - mostInRow;
  if (rest > 0) return md`and ${rest} more in the CSV`;
  if (name !== 'band') return null;
  const unread = here.flatMap((group) => group.lines).filter(({ reading }) => reading === 'unread').length;
  if (unread === 0) return null;
  const said = counted(unread, 'deal');
  const once = unread === 1 ? 'it is' : 'they are';
  return md`${said} not read yet: counted by the last call, and under score, competitors and objections once ${once} read.`;
}

const mostPeople = 90;
const namesShown = 3;

interface Shown {
  /** The asker's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** The name of the command. */
  readonly pipeline: string;
}

/** The people behind one number; undefined group: there is nobody any more. */
export function peopleView(group: Group | undefined, { today, pipeline }: Shown, rubric: Rubric): ModalView {
  if (!group)
    return modal('Pipeline', [section(md`Nobody is under that number any more. Type \`${pipeline}\` anew.`)]);
  const { lines: deals } = group;
  const name = sectionNamesIn(rubric.momentum_days)[group.section];
  const title = md`*${name}: ${groupName(group)}*, ${counted(deals.length, 'deal')}`;
  const rest = deals.length - mostPeople;
  return modal('Pipeline', [
    section(title),
    ...deals.slice(0, mostPeople).map((line) => personRow(line, today)),
    context(md`${rest > 0 ? `${rest} more are in the CSV. ` : ''}A brief opens above this list.`),
  ]);
}

function personRow(line: PipelineLine, today: string): SectionBlock {
  const { deal, prospects } = line;
  const names = prospects.slice(0, namesShown).map(({ name }) => clip(name, 80));
  const who = [names.join(', '), deal.company, deal.label].filter(Boolean).join(' · ');
  const value = dealButtonValue(deal.key, prospects[0]?.key ?? null);
  return section(
    lines([md`*${clip(who, 300)}*`, standingLine(line, today)]),
    button(briefIds.brief, 'Brief', { value, label: `Brief on ${names[0] ?? deal.company ?? 'this deal'}` }),
  );
}

function standingLine(
  { score, reading, contactDay, silentDays, lastDay, outcome, outcomeSaid }: PipelineLine,
  today: string,
): Markup {
  const unscored = reading === 'unread' ? 'not read yet' : 'too new for a score';
  const standing = score ? md`${score.value} ${score.band}` : md`${unscored}`;
  const days = silentDays === 1 ? '1 day' : `${silentDays} days`;
  const last = `last contact ${dayName(contactDay, today)}, ${silentDays === 0 ? 'today' : `${days} ago`}`;
  const asked = outcomeSaid === null ? '' : ` · ${outcomeAsked(outcomeSaid)}`;
  return md`${standing} · ${last} · ${outcomeNames[outcome]} on ${dayName(lastDay, today)}${asked}`;
}

/** What stands above each row of numbers; `days` are those of the trend. */
function sectionNamesIn(days: number): Readonly<Record<Section, string>> {
  return {
    outcome: 'Last call',
    band: 'Score',
    silent: 'Without contact',
    competitor: 'Competitors',
    objection: 'Open objections',
    changed: `In the last ${days} days`,
    closed: 'Closed',
  };
}

const changeNames: Readonly<Record<Change, string>> = {
  new: 'New',
  won: 'Won',
  lost: 'Lost',
  up: 'Score up',
  down: 'Score down',
  raised: 'New objection',
  settled: 'Objection settled',
};

const names: Readonly<Record<string, string>> = { ...changeNames, ...outcomeNames };

/** A group as a person reads it; competitors and objections in the notes' own terms. */
function groupName({ section, name }: Group): string {
  return section === 'competitor' || section === 'objection' ? name : (names[name] ?? name);
}
