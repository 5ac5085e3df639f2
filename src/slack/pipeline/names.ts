import type { Group, Section } from '../../brief/pipeline/groups.ts';
import type { Change } from '../../brief/pipeline/pipeline.ts';
import { outcomeNames } from '../log/outcome-names.ts';

/** What stands above each row of numbers. */
export const sectionNames: Readonly<Record<Section, string>> = {
  outcome: 'Last call',
  band: 'Score',
  silent: 'Without contact',
  competitor: 'Competitors',
  objection: 'Open objections',
  changed: 'In the last 7 days',
  closed: 'Closed',
};

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
export function groupName({ section, name }: Group): string {
  return section === 'competitor' || section === 'objection' ? name : (names[name] ?? name);
}
