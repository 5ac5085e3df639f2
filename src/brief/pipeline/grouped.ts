import { createHash } from 'node:crypto';
import type { Outcome } from '../../memory/note.ts';
import type { Group, Section } from './group.ts';
import type { Change } from './pipeline-changes.ts';
import type { PipelineLine } from './pipeline-line.ts';

/** The groups of a section that a line belongs to; none, one or several. */
export type Names = (line: PipelineLine) => readonly (Outcome | Change | string)[];

/** One group for each name, whatever its case, spelled as it came first. */
export function grouped(section: Section, lines: readonly PipelineLine[], namesOf: Names): readonly Group[] {
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
  return `${section}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

/** In the order of these names. */
export function inOrder(groups: readonly Group[], names: readonly string[]): readonly Group[] {
  return groups.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** The largest first. */
export function most(groups: readonly Group[]): readonly Group[] {
  return groups.toSorted((a, b) => b.lines.length - a.lines.length || a.name.localeCompare(b.name));
}
