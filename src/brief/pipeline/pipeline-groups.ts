import { outcomes } from '../../memory/note.ts';
import type { Rubric } from '../score/rubric.ts';
import type { Group, Section } from './group.ts';
import { grouped, inOrder, most, type Names } from './grouped.ts';
import type { Change } from './pipeline-changes.ts';
import type { PipelineLine } from './pipeline-line.ts';
import { bandOf, silenceOf, silences, unscored } from './pipeline-names.ts';

const changes: readonly Change[] = ['new', 'up', 'down', 'raised', 'settled', 'won', 'lost'];

/** All numbers that are not zero. Open deals are counted in each section; won and lost stand in `closed` and `changed` alone. */
export function groupsOf(lines: readonly PipelineLine[], rubric: Rubric): readonly Group[] {
  const open = lines.filter(({ state }) => state === 'open');
  const bands = [...rubric.bands.map(({ name }) => name).toReversed(), ...Object.values(unscored)];
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
      silences.map(({ name }) => name),
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
