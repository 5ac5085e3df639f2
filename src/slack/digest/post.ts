import type { KnownBlock } from '@slack/types';
import type { Post, PostResult } from '../../digest/digest-delivery.ts';
import type { Slot } from '../../digest/schedule.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import type { TeamWeek, TeamWeeks } from '../../digest/team-week.ts';
import {
  dealCount,
  isLateWithPromise,
  linesOf,
  mostShown,
  type Week,
  type WeekLine,
} from '../../digest/week.ts';
import type { Progress, WeekReader } from '../../digest/week-reader.ts';
import { weekdayOf } from '../../util/calendar.ts';
import { ended } from '../../util/ended.ts';
import type { Audit } from '../kit/audit.ts';
import {
  actions,
  button,
  context,
  header,
  type Message,
  message,
  progressBlock,
  section,
} from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { dueName } from '../kit/dates.ts';
import type { Deliver, Posted, Sender } from '../kit/delivery.ts';
import { digestIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import { subject } from '../kit/phrases.ts';
import { isRefused } from '../kit/slack-errors.ts';
import { teamWeekUnits } from '../kit/team-week-lines.ts';
import { md } from '../kit/text.ts';
import { changeUnits } from '../kit/week-changes.ts';
import {
  type BlockGroup,
  blockGroup,
  citedIn,
  closedUnits,
  commitUnits,
  comparisonUnits,
  coverageText,
  dueNowUnits,
  lineBlocks,
  list,
  onTrackRow,
  pack,
  promiseUnits,
  rowBlocks,
  unreadUnits,
} from '../kit/week-lines.ts';
import { bucketNames, pageOf } from './bucket-view.ts';
import { compareButton } from './why.ts';

interface Deps {
  readonly sender: Sender;
  readonly deliver: Pick<Deliver, 'channelOf'>;
  readonly members: Members;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly report: (error: unknown) => void;
}

/** Takes digests to the DM of full members; nobody else is ever written to. */
export function createPost({ sender, deliver, members, audit, commandName, report }: Deps): Post {
  /** The time of the message, or why there is none. */
  async function first(
    user: string,
    message: Message,
  ): Promise<PostResult | { ts: string; channel: string }> {
    const channel = await dmOf(user);
    if (channel === undefined) return 'refused';
    try {
      return await sender.post(channel, message);
    } catch (error) {
      report(error);
      return isRefused(error) ? 'refused' : 'unclear';
    }
  }

  /** Undefined when there is nobody to write to or no way there: nothing was posted then. */
  async function dmOf(user: string): Promise<string | undefined> {
    try {
      const { isFull } = await members.now(user);
      return isFull ? await deliver.channelOf(user) : undefined;
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  return {
    async post(user, { week, team }) {
      const [head, ...rest] = weekMessages(week, commandName, team);
      if (head === undefined) return 'refused';
      const posted = await first(user, head);
      if (typeof posted === 'string') return posted;
      const deals = linesOf(week).length;
      audit({ did: 'read', view: 'week', by: user, noteIds: citedIn(week), deals });
      await postRest(sender, posted, rest).catch(report);
      return 'sent';
    },
    async offer(user, slot) {
      const posted = await first(user, offerMessage(slot));
      return typeof posted === 'string' ? posted : 'sent';
    },
  };
}

/** The rest goes into the thread. Where one part is lost the person is told how to see it all. */
async function postRest(
  sender: Sender,
  { channel, ts }: { channel: string; ts: string },
  rest: readonly Message[],
): Promise<void> {
  try {
    for (const message of rest) await sender.post(channel, message, ts);
  } catch (error) {
    await sender.post(channel, restMissingMessage(), ts);
    throw error;
  }
}

export interface ShowWeekDeps {
  readonly weeks: WeekReader;
  readonly teamWeeks: Pick<TeamWeeks, 'of'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly deliver: Pick<Deliver, 'dm' | 'update'>;
  readonly sender: Sender;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** When somebody asks: the same messages as would be sent, in their DM, in place of `at` where that is given. */
export async function showWeek(deps: ShowWeekDeps, member: Member, at?: Posted): Promise<Week> {
  const { weeks, teamWeeks, settings, deliver, sender, audit, commandName, now } = deps;
  const show = growing(deliver, member.id, at);
  const hear = (progress: Progress) => {
    if (progress.deals > 0) show(workingMessage(progress)).catch(() => undefined);
  };
  const { holidays } = await settings.get(member.id);
  const wanted = { rep: member.id, zone: member.zone, at: now(), holidays };
  const asked = { asker: member.id, zone: member.zone, at: wanted.at };
  const read = Promise.all([weeks.weekOf(wanted, hear), teamWeeks.of(asked)]);
  const [week, team] = await read.catch(async (error: unknown) => {
    await show(brokenOffMessage());
    throw error;
  });
  const [first, ...rest] = weekMessages(week, commandName, team);
  if (first) await postRest(sender, await show(first), rest);
  const deals = linesOf(week).length;
  audit({ did: 'read', view: 'week', by: member.id, noteIds: citedIn(week), deals });
  return week;
}

/** One message that changes as the work goes on. */
function growing(deliver: Pick<Deliver, 'dm' | 'update'>, user: string, at: Posted | undefined) {
  let last: Promise<Posted | undefined> = Promise.resolve(at);
  return (message: Message): Promise<Posted> => {
    const before = last;
    const next = before.then(async (posted) => {
      if (!posted) return deliver.dm(user, message);
      await deliver.update(posted, message);
      return posted;
    });
    // A sign of progress that is lost costs nothing.
    last = next.catch(() => before);
    return next;
  };
}

interface ReadWeekDeps {
  /** Made without the model's words. */
  readonly known: WeekReader;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly now: () => Date;
}

/** From what is known already. */
export async function readWeek(
  { known, settings, now }: ReadWeekDeps,
  { id, zone }: Pick<Member, 'id' | 'zone'>,
): Promise<Week> {
  const { holidays } = await settings.get(id);
  return known.weekOf({ rep: id, zone, at: now(), holidays });
}

/** So many deals on track are named in place; more are folded, and named in the thread. */
const mostInPlace = 5;

/**
 * A week as it is sent, and as it is shown before: one message, or one with a thread. Each of the person's own deals
 * stands there once; `team` follows for who leads somebody, and leads where they have no deals of their own.
 */
export function weekMessages(
  week: Week,
  commandName: CommandName,
  team: TeamWeek | null = null,
): readonly Message[] {
  const own = headOf(week, commandName('log'));
  const ofTeam = team ? teamWeekUnits(team) : [];
  const hasOwn = dealCount(week.coverage) + week.coverage.closedLastWeek > 0;
  const [head = own, ...rest] = hasOwn ? [own] : ofTeam;
  const body = [
    ...rest,
    ...dueNowUnits(week),
    ...bucketUnits(week, 'now', week.now),
    ...comparisonUnits(week),
    ...bucketUnits(week, 'this_week', week.thisWeek),
    ...commitUnits(week),
    ...promiseUnits(week),
    ...changeUnits(week),
    ...(hasOwn ? ofTeam : []),
    ...unreadUnits(week),
    ...closedUnits(week),
  ];
  return pack(
    { head, tail: (left, hasMore) => tailOf(week, { left, hasMore, digest: commandName('digest') }) },
    body,
    laterOf(week),
  );
}

/** "Monday 23 November". */
function longDay(day: string): string {
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  return `${weekdayOf(day)} ${Number(day.slice(8))} ${month.format(new Date(`${day}T12:00:00Z`))}`;
}

function headOf(week: Week, log: string): BlockGroup {
  const title = `Your week · ${longDay(week.asOf)}`;
  const coverage = coverageText(week);
  const telling = tellingText(week);
  const clear = week.isAllClear ? clearText(week, log) : '';
  const blocks = [
    header(title),
    context(md`${coverage}`),
    ...(telling ? [context(md`${telling}`)] : []),
    ...(clear ? [section(md`${clear}`)] : []),
  ];
  return blockGroup(`${title}. ${coverage}. ${clear}`.trim(), ...blocks);
}

/** Why nothing is in the model's words, where it was asked and gave none. */
function tellingText({ wording: { kind, reason } }: Week): string {
  if (kind !== 'facts' || reason === 'unheld') return '';
  const why = reason === 'busy' ? 'The model is busy' : 'The model did not answer';
  return `${why}, so this is from your notes alone.`;
}

function clearText(week: Week, log: string): string {
  if (dealCount(week.coverage) === 0)
    return `No open deals. Log a call with ${log} and the next week starts there.`;
  const but = [
    ...(week.dueNow.length > 0 ? ['what was agreed for today and tomorrow'] : []),
    ...(isLateWithPromise(week) ? ['a promise that is late'] : []),
  ];
  const clear =
    but.length === 0 ? 'Nobody needs you today.' : `Nobody needs you but for ${but.join(' and ')}.`;
  return `${clear} ${onTrackText(week)}`;
}

/** "22 on track; the next date is Thu 26 Nov: Maya Chen." */
function onTrackText({ onTrack, nextDate, asOf }: Week): string {
  if (onTrack.length === 0) return '';
  const next =
    nextDate === null ? '' : `; the next date is ${dueName(nextDate.day, asOf)}: ${subject(nextDate.line)}`;
  return `${onTrack.length} on track${next}.`;
}

/** The title stays with its first deal; of many the most urgent are shown, and the others named behind Show. */
function bucketUnits(
  { asOf }: Week,
  bucket: keyof typeof bucketNames,
  inIt: readonly WeekLine[],
): readonly BlockGroup[] {
  const shown = inIt.slice(0, mostShown).map((line, index) => {
    const title = index === 0 ? [section(md`*${bucketNames[bucket]}* · ${inIt.length}`)] : [];
    const said = ended(`${subject(line)}: ${line.why}`);
    return { blocks: [...title, ...lineBlocks(line, asOf)], said, deals: 1 };
  });
  const rest = inIt.length - shown.length;
  if (rest <= 0) return shown;
  const show = button(digestIds.bucket, 'Show', {
    value: pageOf(bucket, 0),
    label: `Show all: ${bucketNames[bucket]}`,
  });
  return [...shown, blockGroup(`And ${rest} more.`, section(md`and ${rest} more`, show))];
}

interface Tail {
  /** How many deals stand in the thread. */
  readonly left: number;
  readonly hasMore: boolean;
  /** The name of the command. */
  readonly digest: string;
}

/** What stands in the first message whatever its size: on track, where the rest is, the way to the settings. */
function tailOf(week: Week, { left, hasMore, digest }: Tail): BlockGroup {
  const rest = left === 0 ? 'More' : `${left} more ${left === 1 ? 'deal' : 'deals'}`;
  const compare = compareButton(week);
  return blockGroup(
    onTrackSentence(week),
    ...onTrackBlocks(week),
    ...(hasMore ? [context(md`${rest} in the thread of this message.`)] : []),
    context(md`Change the day or time, or pause: \`${digest}\``),
    actions(button(digestIds.openSettings, 'Settings'), ...(compare ? [compare] : [])),
  );
}

function onTrackSentence(week: Week): string {
  return week.isAllClear ? '' : onTrackText(week);
}

function onTrackBlocks(week: Week): readonly KnownBlock[] {
  const { length } = week.onTrack;
  if (length === 0) return [];
  const show = button(digestIds.bucket, 'Show', {
    value: pageOf('on_track', 0),
    label: 'Show the deals on track',
  });
  const inPlace = isFolded(week) ? [] : rowBlocks(week.onTrack.map(onTrackRow));
  // Of a clear week its first sentence says it.
  const title = week.isAllClear ? md`*On track* · ${length}` : md`*On track*   ${onTrackText(week)}`;
  return [section(title, show), ...inPlace];
}

function isFolded({ onTrack }: Week): boolean {
  return onTrack.length > mostInPlace;
}

function laterOf(week: Week): readonly BlockGroup[] {
  if (!isFolded(week)) return [];
  return list('On track', week.onTrack.map(onTrackRow));
}

function withShow(text: string): Message {
  return message(text, [
    section(md`${text}`),
    actions(button(digestIds.show, 'Show it', { style: 'primary' })),
  ]);
}

/** After a digest that was missed, or that Slack may or may not have taken. */
function offerMessage({ day }: Pick<Slot, 'day'>): Message {
  return withShow(`Your ${weekdayOf(day)} digest may not have arrived.`);
}

/** In the thread of a digest, where a part of it was lost. */
function restMissingMessage(): Message {
  return withShow('Some of your week did not get through.');
}

/** While a week is read, which takes a while for many people. */
function workingMessage({ deals, stage }: Progress): Message {
  const people = deals === 1 ? '1 person' : `${deals} people`;
  const text = stage === 'reading' ? `Reading ${people}…` : `Read ${people}. Comparing them…`;
  return message(text, [progressBlock(text)]);
}

/** For a week that could not be read after all. */
function brokenOffMessage(): Message {
  return withShow('Your week could not be read just now.');
}
