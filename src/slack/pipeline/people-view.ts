import type { ModalView, SectionBlock } from '@slack/types';
import type { Group } from '../../brief/pipeline/groups.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import { button, context, modal, section } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { ago, dayName } from '../dates.ts';
import { outcomeNames } from '../log/outcome-names.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { groupName, sectionNames } from './names.ts';

const most = 90;
const namesShown = 3;

/** While the numbers are counted anew. */
export function loadingPeople(): ModalView {
  return modal('Pipeline', [context(md`Counting your deals…`)]);
}

/** The people behind one number; undefined group: there is nobody any more. */
export function peopleView(group: Group | undefined, today: string): ModalView {
  if (!group)
    return modal('Pipeline', [section(md`Nobody is under that number any more. Type \`/pipeline\` anew.`)]);
  const { lines: deals } = group;
  const title = md`*${sectionNames[group.section]}: ${groupName(group)}*, ${deals.length === 1 ? '1 deal' : `${deals.length} deals`}`;
  const rest = deals.length - most;
  return modal('Pipeline', [
    section(title),
    ...deals.slice(0, most).map((line) => personRow(line, today)),
    context(md`${rest > 0 ? `${rest} more are in the CSV. ` : ''}A brief comes to your DM.`),
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

function standingLine({ score, reading, lastDay, outcome }: PipelineLine, today: string): Markup {
  const unscored = reading === 'unread' ? 'not read yet' : 'too new for a score';
  const standing = score ? md`${score.value} ${score.band}` : md`${unscored}`;
  const last = `last call ${dayName(lastDay, today)}, ${ago(lastDay, today)}`;
  return md`${standing} · ${last} · ${outcomeNames[outcome]}`;
}
