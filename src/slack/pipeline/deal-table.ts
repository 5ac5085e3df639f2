import { moneyText } from '../../brief/pipeline/deal-money.ts';
import { openOf } from '../../brief/pipeline/figures.ts';
import { bandOf } from '../../brief/pipeline/groups.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import { ago } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import type { NumberCell, Table } from '../kit/data-table.ts';
import { dealTitle } from './money-views.ts';

/** All open deals, the last contact first; each column sorts. `today` is the viewer's, `YYYY-MM-DD`. */
export function dealTable(all: readonly PipelineLine[], today: string): Table {
  const open = openOf(all);
  return {
    caption: counted(open.length, 'open deal'),
    columns: ['Deal', 'Score', 'Stage', 'Amount', 'Closes', 'Last contact'],
    rows: open.map((line) => [
      { text: dealTitle(line) },
      scoreCell(line),
      { text: line.money.rung ?? '–' },
      amountCell(line),
      // Sorted by its letters, which an ISO day is made for.
      { text: line.money.closeDate?.day ?? '–' },
      { value: line.silentDays, text: ago(line.contactDay, today) },
    ]),
  };
}

function scoreCell(line: PipelineLine): NumberCell {
  const { score } = line;
  if (!score) return { value: -1, text: bandOf(line) };
  return { value: score.value, text: `${score.value} ${score.band}` };
}

/** An amount that is not counted stands below all that are. */
function amountCell({ money: { amount } }: PipelineLine): NumberCell {
  if (!amount) return { value: -1, text: '–' };
  if (!amount.counted) return { value: 0, text: 'Not counted' };
  return { value: amount.counted.value, text: moneyText(amount.counted) };
}
