import type { KnownBlock } from '@slack/types';
import { counted } from '../../util/counted.ts';
import { actions, button, divider, header, section } from '../kit/blocks.ts';
import { accessIds } from '../kit/ids.ts';
import { lines, md } from '../kit/text.ts';

/** How the installation stands; numbers and words of code alone. */
export interface Operations {
  /** What is wrong now, each with the step that mends it. */
  readonly troubles: readonly string[];
  /** Notes still to be read, everybody’s. */
  readonly waiting: number;
  /** Of all models; null while memory does not tell. */
  readonly tokens: { readonly today: number; readonly month: number } | null;
  /** What a million tokens cost, in whatever currency; undefined where nobody has said so. */
  readonly pricePerMillion: number | undefined;
}

const mostTroubles = 8;

/** What admins alone see on Home, behind everything else. */
export function adminBlocks(operations: Operations): readonly KnownBlock[] {
  const { troubles, waiting } = operations;
  const health =
    troubles.length === 0
      ? [md`Slack, Hindsight and the model answer: all is well.`]
      : troubles.slice(0, mostTroubles).map((words) => md`• ${words}`);
  const reading =
    waiting === 0
      ? md`No note waits to be read.`
      : md`${counted(waiting, 'note waits', 'notes wait')} to be read, everybody’s counted.`;
  return [
    divider(),
    header('For admins'),
    section(lines([...health, reading, tokenLine(operations)])),
    actions(button(accessIds.open, 'Access export…')),
  ];
}

const figure = new Intl.NumberFormat('en');
const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function tokenLine({ tokens, pricePerMillion }: Operations) {
  if (tokens === null) return md`What the model has cost cannot be told now.`;
  const counts = md`Tokens today ${figure.format(tokens.today)}, this month ${figure.format(tokens.month)}.`;
  if (pricePerMillion === undefined) return counts;
  const cost = money.format((tokens.month * pricePerMillion) / 1_000_000);
  return md`${counts} This month’s cost about ${cost}, at ${String(pricePerMillion)} a million.`;
}
