import type { KnownBlock, Overflow, PlainTextOption } from '@slack/types';
import type { WeekLine } from '../../digest/week.ts';
import { actions, button, option, section } from '../blocks.ts';
import { subject } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { blockIdOf, type DealRef, promiseToken } from './deal-ref.ts';
import { choices, ids } from './ids.ts';

/** What a line is drawn by beside itself. */
export interface LineLook {
  /** The week's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Marks it as told from notes alone, where others were told by the model. */
  readonly isMarked: boolean;
}

const wordsLength = 300;
const nameLength = 160;
/** Slack's menu holds five; three are always there. */
const mostPromises = 2;

export function refOf({ deal, prospect }: Pick<WeekLine, 'deal' | 'prospect'>): DealRef {
  return { deal: deal.key, prospect: prospect.key };
}

/** "*Priya Sharma* · Rentfield". */
export function nameOf(line: Pick<WeekLine, 'deal' | 'prospect'>): Markup {
  const [name = '', ...rest] = clip(subject(line), nameLength).split(' · ');
  return md`*${name}*${rest.length > 0 ? ` · ${rest.join(' · ')}` : ''}`;
}

/** "38 Warming up, down 9", with the risk; empty without a score. */
export function scoreText({ score, change, noteCount }: WeekLine): string {
  if (score === null) return noteCount === 1 ? 'one note so far' : '';
  const move = change === null || change === 0 ? '' : `, ${change > 0 ? 'up' : 'down'} ${Math.abs(change)}`;
  return `${score.value} ${score.band}${move}${score.atRisk === null ? '' : ', at risk'}`;
}

/** One open deal: who, where it stands, one reason with its note's day, one next move, and what can be done. `ref` is as the blocks were named before, if they were. */
export function lineBlocks(line: WeekLine, look: LineLook, ref = refOf(line)): KnownBlock[] {
  const head = scoreText(line);
  const text = lines([
    md`${nameOf(line)}${head ? md`   ${head}` : md``}`,
    reasonText(line, look),
    md`*Next*: ${clip(line.next.text, wordsLength)}`,
  ]);
  const body = { ...section(text, lineMenu(line)), block_id: blockIdOf('line', ref) };
  return line.ground.kind === 'not_logged' ? [body, knownBetter(ref)] : [body];
}

/** The model's reason after the ground that code found; facts begin with the ground themselves. */
function reasonText({ reason, why }: WeekLine, { asOf, isMarked }: LineLook): Markup {
  const ground = reason.by === 'model' ? `${why.charAt(0).toUpperCase()}${why.slice(1)}. ` : '';
  const source = isMarked ? ', from your notes alone' : '';
  return md`${ground}${clip(reason.text, wordsLength)} [${dayName(reason.cited.day, asOf)}${source}]`;
}

/** Brief, Log, Snooze, and a promise of ours to tick off. */
export function lineMenu({ owed }: Pick<WeekLine, 'owed'>): Overflow {
  const promises = owed
    .slice(0, mostPromises)
    .map(({ text, cited }) => option(`Promise kept: ${text}`, `${choices.kept}${promiseToken(cited)}`));
  return menu(option('Snooze 3 days', choices.snooze), ...promises);
}

/** What can be done with any deal, open or settled for now. */
function menu(...more: readonly PlainTextOption[]): Overflow {
  const always = [option('Brief', choices.brief), option('Log a call', choices.log)];
  return { type: 'overflow', action_id: ids.line, options: [...always, ...more] };
}

function knownBetter(ref: DealRef): KnownBlock {
  return {
    ...actions(
      button(ids.answered, 'They answered'),
      button(ids.wrote, 'I wrote'),
      button(ids.silent, 'Still silent'),
    ),
    block_id: blockIdOf('ask', ref),
  };
}

/** A deal that was dealt with: what happened to it in one line. The block keeps its name, also when deals became one. */
export function settledBlock(
  line: Pick<WeekLine, 'deal' | 'prospect'> & { readonly ref: DealRef },
  statement: Markup,
  undo: string | null,
): KnownBlock {
  const accessory =
    undo === null ? menu() : button(ids.undo, 'Undo', { value: undo, label: `Undo: ${subject(line)}` });
  const text = lines([nameOf(line), statement]);
  return { ...section(text, accessory), block_id: blockIdOf('line', line.ref) };
}
