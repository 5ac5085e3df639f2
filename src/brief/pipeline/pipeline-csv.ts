import type { PipelineLine } from './pipeline.ts';

const columns = [
  'people,company,deal,state,notes,last_call,last_outcome,days_silent',
  'score,band,competitors,open_objections,changed_in_7_days,read',
].join(',');

/** The pipeline as RFC 4180 with a header; no cell can start a formula in a spreadsheet. */
export function pipelineCsv(lines: readonly PipelineLine[]): string {
  return [columns, ...lines.map(rowOf)].map((row) => `${row}\n`).join('');
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
    score?.value ?? '',
    score?.band ?? '',
    line.competitors.join('; '),
    line.objections.join('; '),
    line.changes.join('; '),
    line.reading === 'read' ? 'yes' : 'no',
  ];
  return cells.map(cellOf).join(',');
}

function cellOf(value: string | number): string {
  const text = String(value).replace(/\s+/g, ' ').trim();
  const inert = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
