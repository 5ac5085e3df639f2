import { type Outcome, outcomes } from '../../memory/note.ts';
import { hashOf } from '../../util/hash.ts';
import type { Rubric } from '../score/rubric.ts';
import type { Change, PipelineLine } from './pipeline.ts';

const changes: readonly Change[] = ['new', 'up', 'down', 'raised', 'settled', 'won', 'lost'];

/** All numbers that are not zero. Open deals are counted in each section; won and lost stand in `closed` and `changed` alone. */
export function groupsOf(lines: readonly PipelineLine[], rubric: Rubric): readonly Group[] {
  const open = lines.filter(({ state }) => state === 'open');
  const bands = bandNamesOf(rubric);
  const of = (section: Section, from: readonly PipelineLine[], namesOf: Names) =>
    grouped(section, from, namesOf);
  return [
    ...inOrder(
      of('outcome', open, ({ outcome }) => [outcome]),
      outcomes,
    ),
    ...inOrder(
      of('band', open, (line) => [bandOf(line)]),
      bands,
    ),
    ...inOrder(
      of('silent', open, (line) => [silenceOf(line)]),
      [...silences.map(({ name }) => name), agreed],
    ),
    ...most(of('competitor', open, ({ competitors }) => competitors)),
    ...most(of('objection', open, ({ objections }) => objections)),
    ...inOrder(
      of('changed', lines, (line) => line.changes),
      changes,
    ),
    ...inOrder(
      of('closed', lines, ({ state }) => (state === 'open' ? [] : [state])),
      ['won', 'lost'],
    ),
  ];
}

/** The groups of a section that a line belongs to; none, one or several. */
type Names = (line: PipelineLine) => readonly (Outcome | Change | string)[];

/** One group for each name, whatever its case, spelled as it came first. */
function grouped(section: Section, lines: readonly PipelineLine[], namesOf: Names): readonly Group[] {
  const groups = new Map<string, { name: string; lines: PipelineLine[] }>();
  for (const line of lines) {
    for (const name of namesOf(line)) {
      const group = groups.get(name.toLowerCase()) ?? { name, lines: [] };
      group.lines.push(line);
      groups.set(name.toLowerCase(), group);
    }
  }
  return [...groups].map(([level, group]) => ({ section, key: keyOf(section, level), ...group }));
}

/** Words of a signal are too long for a button. */
function keyOf(section: Section, name: string): string {
  return `${section}-${hashOf(name, 12)}`;
}

/** In the order of these names. */
function inOrder(groups: readonly Group[], names: readonly string[]): readonly Group[] {
  return groups.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** The largest first. */
function most(groups: readonly Group[]): readonly Group[] {
  return groups.toSorted((a, b) => b.lines.length - a.lines.length || a.name.localeCompare(b.name));
}

/** The questions a pipeline answers, in the order they are shown. */
export const sections = [
  'outcome',
  'band',
  'silent',
  'competitor',
  'objection',
  'changed',
  'closed',
] as const;
export type Section = (typeof sections)[number];

/** One number of the pipeline, and the deals behind it. */
export interface Group {
  readonly section: Section;
  /** Short, and the same as long as the group means the same: a press on an old message finds it again. */
  readonly key: string;
  /** An outcome, a band, a range of days, words of a signal, or a change. */
  readonly name: string;
  /** At least one. */
  readonly lines: readonly PipelineLine[];
}

/** Bands that no score gives: with one note, and while unread. */
const unscored = { short: 'Too new', unread: 'Not read yet' } as const;

/** Ranges of days without contact, the shortest first. */
const silences = [
  { upTo: 7, name: '0 to 7 days' },
  { upTo: 14, name: '8 to 14 days' },
  { upTo: 30, name: '15 to 30 days' },
  { upTo: Number.POSITIVE_INFINITY, name: 'over 30 days' },
] as const;

/** Without contact for longer, by agreement. */
const agreed = 'Agreed day ahead';

/** All bands, the highest first, and behind them why a deal has none. */
export function bandNamesOf({ bands }: Rubric): readonly string[] {
  return [...bands.map(({ name }) => name).toReversed(), ...Object.values(unscored)];
}

/** The band of its score, or why it has none. */
export function bandOf({ reading, score }: PipelineLine): string {
  if (reading === 'unread') return unscored.unread;
  return score?.band ?? unscored.short;
}

/** The range that its days without contact fall into. */
function silenceOf({ silentDays, quietUntil }: PipelineLine): string {
  if (quietUntil !== null && silentDays > silences[0].upTo) return agreed;
  return silences.find(({ upTo }) => silentDays <= upTo)?.name ?? '';
}
