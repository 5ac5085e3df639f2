import type { KnownBlock } from '@slack/types';
import { type Group, groupsOf, type Section, sections } from '../../brief/pipeline/groups.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { actions, button, context, header, section } from '../blocks.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { type Message, message } from '../message.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { groupName, sectionNames } from './names.ts';

/** Buttons in a row: a message holds about 60. */
const mostInRow = 8;
const nameLength = 40;

/** While notes are read. */
export function countingMessage(): Message {
  return message('Counting your deals…', [section(md`Counting your deals…`)]);
}

/** The pipeline in numbers, each a button that opens its people; `done` says what was just done, or is empty. */
export function pipelineMessage(all: readonly PipelineLine[], rubric: Rubric, done: string): Message {
  if (all.length === 0) return emptyMessage();
  const groups = groupsOf(all, rubric);
  const blocks: KnownBlock[] = [
    header('Pipeline'),
    context(md`${summary(all)}, as far as you may see`),
    ...sections.flatMap((name) => sectionBlocks(name, groups)),
    ...(done ? [context(md`${done}`)] : []),
    actions(button(ids.csv, 'Send me the CSV')),
  ];
  return message(`Your pipeline: ${summary(all)}.`, blocks);
}

function emptyMessage(): Message {
  const text = 'No notes yet. Log your first call with /log, and the pipeline starts there.';
  const log = button(briefIds.logFirst, 'Log a call', { style: 'primary', value: ' ' });
  return message(text, [section(md`${text}`), actions(log)]);
}

function summary(all: readonly PipelineLine[]): string {
  const count = (state: PipelineLine['state']) => all.filter((line) => line.state === state).length;
  const open = count('open');
  return `${open} open ${open === 1 ? 'deal' : 'deals'}, ${count('won')} won, ${count('lost')} lost`;
}

function sectionBlocks(name: Section, groups: readonly Group[]): KnownBlock[] {
  const here = groups.filter((group) => group.section === name);
  if (here.length === 0) return [];
  const shown = here.slice(0, mostInRow);
  const buttons = shown.map((group) => numberButton(group, groups.indexOf(group)));
  return [section(lines([md`*${sectionNames[name]}*`, remark(name, here)])), actions(...buttons)];
}

function numberButton(group: Group, place: number) {
  const label = `${clip(groupName(group), nameLength)}: ${group.lines.length}`;
  return button(`${ids.open}${place}`, label, { value: group.key });
}

/** What the numbers under this heading leave out. */
function remark(name: Section, here: readonly Group[]): Markup | null {
  const rest = here.length - mostInRow;
  if (rest > 0) return md`and ${rest} more in the CSV`;
  if (name !== 'band') return null;
  const unread = here.flatMap((group) => group.lines).filter(({ reading }) => reading === 'unread').length;
  if (unread === 0) return null;
  const said = unread === 1 ? '1 deal' : `${unread} deals`;
  return md`${said} not read yet: open a brief, or your week with /digest now. Until then ${unread === 1 ? 'it is' : 'they are'} not counted under score, competitors and objections.`;
}
