import type { Rubric } from '../score/rubric.ts';
import type { PipelineLine } from './pipeline.ts';

function columnsOf(days: number): string {
  return [
    'people,company,deal,state,notes,last_call,last_outcome,days_without_contact,agreed_until',
    `score,band,score_change_in_${days}_days,competitors,open_objections,changed_in_${days}_days,read`,
  ].join(',');
}

/** The pipeline as RFC 4180 with a header, changes in the days of the trend; no cell can start a formula in a spreadsheet. */
export function pipelineCsv(lines: readonly PipelineLine[], { momentum_days }: Rubric): string {
  return [columnsOf(momentum_days), ...lines.map(rowOf)].map((row) => `${row}\n`).join('');
}

function rowOf(line: PipelineLine): string {
  const { deal, score } = line;
  const cells = [
    line.prospects.map(({ name }) => name).join('; '),
    deal.company ?? '',
    deal.label ?? '',
    line.state,
    line.noteCount,
    line.lastDay,
    line.outcome,
    line.silentDays,
    line.quietUntil ?? '',
    score?.value ?? '',
    score?.band ?? '',
    score?.momentum ?? '',
    line.competitors.join('; '),
    line.objections.join('; '),
    line.changes.join('; '),
    line.reading === 'read' ? 'yes' : 'no',
  ];
  return cells.map(cellOf).join(',');
}

function cellOf(value: string | number): string {
  const text = String(value).replace(/\s+/g, ' ').trim();
  const inert = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
