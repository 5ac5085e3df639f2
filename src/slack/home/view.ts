import type { HomeView, KnownBlock } from '@slack/types';
import { linesOf, type Week, type WeekLine } from '../../digest/week.ts';
import type { Note } from '../../memory/note.ts';
import { actions, button, context, divider, header, plain, section } from '../kit/blocks.ts';
import { dayName } from '../kit/dates.ts';
import { askIds, digestIds, homeIds } from '../kit/ids.ts';
import { outcomeNames } from '../kit/phrases.ts';
import { clip, limits, lines, type Markup, md } from '../kit/text.ts';
import {
  blockIdOf,
  coverageText,
  lineMenu,
  nameOf,
  promiseRow,
  refOf,
  rowBlocks,
  scoreText,
} from '../kit/week-lines.ts';

/** All that Home shows. */
export interface HomeContent {
  readonly week: Week;
  /** The newest, whole. */
  readonly notes: readonly Note[];
  /** What holds for the digest, in a sentence. */
  readonly when: string;
  /** From 0. */
  readonly page: number;
  /** The day of a digest that may not have arrived, `YYYY-MM-DD`. */
  readonly missedDay: string | null;
}

const perPage = 10;
const mostPromises = 10;
const reasonLength = 200;
const noteLength = 140;

/** People by need, promises, the newest notes, what can be done, settings. */
export function homeView(content: HomeContent): HomeView {
  const { week, notes, when, page, missedDay } = content;
  const isNew = week.coverage.open + week.coverage.closed === 0;
  return home([
    ...(isNew ? emptyBlocks() : [header('Who needs you'), context(md`${coverageText(week)}`)]),
    ...(missedDay
      ? [
          section(
            md`Your digest of ${dayName(missedDay, week.asOf)} may not have arrived. *Digest now* shows it.`,
          ),
        ]
      : []),
    actions(...quickActions(isNew)),
    ...(isNew ? [] : [...peopleBlocks(week, page), ...promiseBlocks(week), ...noteBlocks(notes, week.asOf)]),
    divider(),
    section(md`${when}`, button(digestIds.openSettings, 'Settings')),
  ]);
}

export function home(blocks: readonly KnownBlock[]): HomeView {
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

function peopleBlocks(week: Week, wanted: number): KnownBlock[] {
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
    ...(week.isAllClear ? [section(md`Nobody needs you today.`)] : []),
    ...shown.map((line) => personBlock(line, week.asOf)),
    ...(pages > 1
      ? [context(md`${from + 1} to ${from + shown.length} of ${all.length}`), actions(...pager)]
      : []),
    ...unreadBlocks(week),
  ];
}

function unreadBlocks({ unread }: Week): KnownBlock[] {
  if (unread.length === 0) return [];
  return [context(md`${unread.length} could not be read just now.`)];
}

function personBlock(line: WeekLine, asOf: string): KnownBlock {
  const standing = scoreText(line);
  const why = `${line.why.charAt(0).toUpperCase()}${line.why.slice(1)}`;
  const reason = line.reason.by === 'model' ? `${why}. ${line.reason.text}` : line.reason.text;
  const rows = [
    md`${nameOf(line)}${standing ? md`   ${standing}` : md``}`,
    md`${clip(reason, reasonLength)} [${dayName(line.reason.cited.day, asOf)}]`,
  ];
  return { ...section(lines(rows), lineMenu(line)), block_id: blockIdOf('line', refOf(line)) };
}

function promiseBlocks({ promises, asOf }: Week): readonly KnownBlock[] {
  if (promises.length === 0) return [];
  const rest = promises.length - mostPromises;
  const rows: Markup[] = promises.slice(0, mostPromises).map((promise) => promiseRow(promise, asOf));
  if (rest > 0) rows.push(md`and ${rest} more, on the briefs`);
  return [section(md`*Promises due this week*`), ...rowBlocks(rows)];
}

function noteBlocks(notes: readonly Note[], asOf: string): readonly KnownBlock[] {
  if (notes.length === 0) return [];
  const rows = notes.map(({ day, outcome, prospects, text }) => {
    const who = clip(prospects.map(({ name }) => name).join(', '), 80);
    return md`• ${dayName(day, asOf)} · ${who} · ${outcomeNames[outcome]}: “${clip(text.replace(/\s+/g, ' '), noteLength)}”`;
  });
  return [section(md`*Last notes*`), ...rowBlocks(rows)];
}
