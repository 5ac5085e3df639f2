import type { KnownBlock } from '@slack/types';
import { type ColumnRole, columnRoles, missingRoles } from '../../import/columns.ts';
import type { ColumnOrder } from '../../import/days.ts';
import type { ImportEnd, ImportProgress, LookedAt, OtherOwner } from '../../import/imports.ts';
import type { ImportPlan, Unreadable } from '../../import/plan.ts';
import type { Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { groupBy } from '../../util/group-by.ts';
import {
  actions,
  button,
  confirmation,
  context,
  header,
  type Message,
  message,
  section,
} from '../kit/blocks.ts';
import { importIds } from '../kit/ids.ts';
import { noteSubject, outcomeNames } from '../kit/phrases.ts';
import { clip, clipWords, lines, type Markup, md } from '../kit/text.ts';

/** What a preview says beside the plan. */
export interface PreviewSetting {
  /** The author's day. */
  readonly today: string;
  readonly canReadPrivate: boolean;
  /** How long reading takes, in milliseconds: of what is open, and of all. */
  readonly reading: { readonly openMs: number; readonly allMs: number };
  /** Who sent the file, when it was somebody else; what they are called. */
  readonly sender: string | null;
  /** Whose notes these become, when that is not who presses. */
  readonly leaver: string | null;
}

const sampleRows = 10;
const longestSample = 140;

export const roleNames: Readonly<Record<ColumnRole, string>> = {
  person: 'Who',
  company: 'Company',
  day: 'Day',
  words: 'What happened',
  outcome: 'How it went',
  stage: 'Stage of the deal',
  deal: 'Deal',
  owner: 'Whose note',
};

/** What would be stored, before anything is. */
export function previewMessage(looked: LookedAt, setting: PreviewSetting): Message {
  const { record, plan } = looked;
  const { id, file } = record;
  const counts = countsText(plan);
  const blocks: (KnownBlock | null)[] = [
    header(file.name),
    senderBlock(setting),
    section(md`${counts}`),
    section(columnsText(looked)),
    sampleBlock(plan, setting.today),
    whyBlock(plan),
    section(lines([...fates(looked, setting)])),
    plan.notes.length > 0 ? context(md`${readingText(plan, setting)}`) : null,
    actions(...buttons(looked, id)),
  ];
  return message(
    `${file.name}: ${counts} Nothing is stored yet.`,
    blocks.flatMap((block) => block ?? []),
  );
}

function senderBlock({ sender, leaver }: PreviewSetting): KnownBlock | null {
  if (leaver !== null)
    return section(md`These are notes of *${leaver}*, who left. As an admin you may bring them.`);
  return sender === null
    ? null
    : section(md`*${sender}* sent a file with notes of yours. They are stored when you say so.`);
}

function buttons({ plan }: LookedAt, id: string) {
  const count = plan.notes.length;
  const yes = button(importIds.yes, `Import ${counted(count, 'note')}`, { value: id, style: 'primary' });
  const choices = plan.choices.length;
  return [
    ...(count > 0 ? [yes] : []),
    ...(choices > 0 ? [button(importIds.people, `Choose people (${choices})`, { value: id })] : []),
    button(importIds.change, 'Change', {
      value: id,
      label: 'Change what the columns are, who reads the notes, and more',
    }),
    button(importIds.no, count > 0 ? 'Don’t import' : 'Put away', { value: id }),
  ];
}

/** "187 new, 9 you have, 4 need a choice of person, 3 not readable." */
function countsText({ notes, have, twice, deleted, choices, unreadable }: ImportPlan): string {
  const toChoose = choices.reduce((sum, { rows }) => sum + rows.length, 0);
  const parts = [
    `${notes.length} new`,
    ...(have > 0 ? [`${have} you have`] : []),
    ...(twice > 0 ? [`${twice} twice in the file`] : []),
    ...(deleted > 0 ? [`${deleted} you deleted`] : []),
    ...(toChoose > 0 ? [`${toChoose} ${toChoose === 1 ? 'needs' : 'need'} a choice of person`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} not readable`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function columnsText({ table, record, plan }: LookedAt): Markup {
  const { roles } = record.choices;
  const missing = missingRoles(roles);
  const parts = columnRoles.flatMap((role) => {
    const columns = roles[role].map((index) => clip(table.columns[index] || `column ${index + 1}`, 40));
    if (columns.length === 0) return [];
    const how = role === 'day' ? orderText(plan.order) : '';
    return [md`${roleNames[role]}: *${columns.join(', ')}*${how}`];
  });
  const lead =
    missing.length > 0 ? [md`No column says ${missing.join(' and ')}. Choose it under Change.`] : [];
  return lines([...lead, lines(parts, ' · ')]);
}

function orderText({ order, by }: ColumnOrder): string {
  if (by === 'not needed' && order !== 'both') return '';
  if (order === 'both') return ' (this file writes the day first and the month first)';
  const whys = {
    'a day over 12': ', as a day over 12 shows',
    habit: ', as you write it',
    said: ', as you chose',
  };
  return ` (${order}${by === 'not needed' ? '' : whys[by]})`;
}

function sampleBlock({ notes }: ImportPlan, today: string): KnownBlock | null {
  if (notes.length === 0) return null;
  const shown = notes.slice(0, sampleRows).map((note) => sampleLine(note, today));
  const rest = notes.length - shown.length;
  return section(lines([...shown, rest > 0 ? md`and ${rest} more` : null]));
}

function sampleLine(note: Note, today: string): Markup {
  const words = clipWords(note.text.replace(/\s+/g, ' '), longestSample);
  return md`• ${dayName(note.day, today)} *${noteSubject(note)}*, ${outcomeNames[note.outcome]}: “${words}”`;
}

const mostReasons = 6;
const mostNumbers = 8;

function whyBlock({ unreadable }: ImportPlan): KnownBlock | null {
  if (unreadable.length === 0) return null;
  const byReason = [...groupBy(unreadable, ({ why }) => why)].toSorted(([, a], [, b]) => b.length - a.length);
  const rows = byReason.slice(0, mostReasons).map(([why, all]) => md`• ${rowNumbers(all)}: ${why}`);
  const rest = byReason.slice(mostReasons).flatMap(([, all]) => all);
  return section(lines([md`Not readable`, ...rows, rest.length > 0 ? md`• ${rowNumbers(rest)}` : null]));
}

function rowNumbers(all: readonly Unreadable[]): string {
  const shown = all.slice(0, mostNumbers).map(({ row }) => row);
  const rest = all.length - shown.length;
  return `${all.length === 1 ? 'row' : 'rows'} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Who can read them, what becomes of deals, of secrets, and of others' rows. */
function fates({ record, plan, others }: LookedAt, { leaver }: PreviewSetting): readonly (Markup | null)[] {
  const { visibility, closes, secrets } = record.choices;
  const { won, lost, open, dormant } = plan.deals;
  const mine = leaver === null ? 'Private to you.' : 'Private to them: nobody reads them.';
  const ended = [won > 0 ? `${won} won` : '', lost > 0 ? `${lost} lost` : ''].filter(Boolean).join(', ');
  const closing = ended === '' ? '' : ` Closed by their stage: ${ended}.`;
  const sleeping =
    dormant > 0 ? ` ${dormant} dormant: untouched for 90 days, outside your week until touched.` : '';
  const secretFate = {
    'leave out rows': 'left out',
    'leave out secrets': 'brought without it',
    keep: 'brought as they are',
  }[secrets];
  const seems = plan.secrets === 1 ? 'row seems' : 'rows seem';
  return [
    md`${visibility === 'team' ? 'Shared with the team.' : mine}`,
    plan.notes.length > 0 ? md`Deals: ${open} open.${sleeping}${closes ? closing : ''}` : null,
    plan.secrets > 0
      ? md`${plan.secrets} ${seems} to hold a secret, such as a card number or a key: ${secretFate}.`
      : null,
    ...others.map(otherLine),
  ];
}

function otherLine({ name, rows, can }: OtherOwner): Markup {
  const whose = md`${counted(rows, 'row')} ${rows === 1 ? 'is' : 'are'} of *${name}*`;
  if (can === 'accept') return md`${whose}: asked when you say yes, and stored when they do.`;
  if (can === 'left') return md`${whose}, who left: only an admin can bring them.`;
  return md`${whose}, who may not use SalesMemory: left out.`;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

function readingText(
  { deals, over, notes }: ImportPlan,
  { reading, canReadPrivate }: PreviewSetting,
): string {
  if (notes[0]?.visibility === 'private' && !canReadPrivate) return 'No model reads private notes here.';
  const { openMs, allMs } = reading;
  if (deals.open === 0 || over.size === 0 || allMs < hourMs)
    return `Reading them takes ${duration(allMs)}; they can be found at once.`;
  return `Reading takes a while: open deals ${duration(openMs)}, all ${duration(allMs)}; they can be found at once.`;
}

/** "about 50 days", "a few minutes". */
function duration(ms: number): string {
  if (ms < 10 * 60_000) return 'a few minutes';
  if (ms < 2 * hourMs) return `about ${Math.round(ms / 60_000)} minutes`;
  if (ms < 2 * dayMs) return `about ${Math.round(ms / hourMs)} hours`;
  return `about ${Math.round(ms / dayMs)} days`;
}

/** While the file is fetched and read. */
export function readingFile(name: string): string {
  return `Reading ${clip(name, 80)}…`;
}

/** While it runs. It stands there after a restart, and is drawn again by the process that goes on. */
export function runningMessage(
  name: string,
  { stored, total, isWaiting }: ImportProgress,
  isUndo = false,
): Message {
  const done = isUndo ? 'Taking back' : 'Importing';
  const lead = `${done} ${clip(name, 80)}: ${stored} of ${total}`;
  const wait = isWaiting
    ? ' Memory does not answer; it goes on by itself.'
    : ' It goes on by itself, also after a restart.';
  return message(`${lead}.`, [section(md`${lead} ${bar(stored, total)}`), context(md`${wait.trim()}`)]);
}

const barLength = 10;

function bar(stored: number, total: number): string {
  const full = total === 0 ? barLength : Math.floor((stored / total) * barLength);
  return '▰'.repeat(full) + '▱'.repeat(barLength - full);
}

/** What came of it. */
export function doneMessage(id: string, name: string, end: Extract<ImportEnd, { kind: 'done' }>): Message {
  const refused = end.refused > 0 ? ` Memory refused ${end.refused}: send the file again for those.` : '';
  const said = `${counted(end.stored, 'note')} from ${clip(name, 80)} ${end.stored === 1 ? 'is' : 'are'} stored.${refused}`;
  const undo = {
    ...button(importIds.undo, 'Undo the import', { value: id }),
    confirm: confirmation({
      title: 'Undo the import?',
      text: 'All notes of this import are deleted, but for those that were edited since.',
      confirm: 'Undo it',
    }),
  };
  return message(said, [
    section(md`${said}`),
    context(md`They are read in the background, newest open deals first.`),
    actions(undo),
  ]);
}

export function undoneMessage(name: string, end: Extract<ImportEnd, { kind: 'undone' }>): Message {
  const kept =
    end.changed > 0
      ? ` ${counted(end.changed, 'note')} edited since ${end.changed === 1 ? 'stays' : 'stay'}.`
      : '';
  const said = `The import of ${clip(name, 80)} is undone: ${counted(end.removed, 'note')} deleted.${kept}`;
  return message(said, [section(md`${said}`)]);
}

export function putAwayMessage(name: string): Message {
  const said = `Nothing of ${clip(name, 80)} was stored.`;
  return message(said, [section(md`${said}`)]);
}

/** How to bring notes. */
export function howToMessage(canReadFiles: boolean): Message {
  if (!canReadFiles) return noScopeMessage();
  const lead =
    'Drop a CSV into this conversation, or several: calls, notes or activities as your CRM exports them, or a sheet of your own.';
  const then =
    'It needs a column for the day, one for who it was with, and one for what happened. You see what would be stored before anything is.';
  return message(`${lead} ${then}`, [section(lines([md`${lead}`, md`${then}`]))]);
}

/** Where the app was installed without the scope. */
export function noScopeMessage(): Message {
  const said =
    'This app may not read files yet, so nothing can be imported. An admin can allow it: add the scope files:read to the app and install it again.';
  return message(said, [section(md`${said}`)]);
}

export function workbookMessage(): Message {
  const said = 'That is a workbook. Save it as CSV, each sheet by itself, and send that.';
  return message(said, [section(md`${said}`)]);
}
