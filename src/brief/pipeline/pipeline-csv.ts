import type { Rubric } from '../score/rubric.ts';
import { milestones } from './deal-money.ts';
import type { PipelineLine } from './pipeline.ts';

function columnsOf(days: number): string {
  return [
    'people,company,deal,state,notes,last_call,last_outcome,days_without_contact,agreed_until',
    `score,band,score_change_in_${days}_days,competitors,open_objections,changed_in_${days}_days,read`,
    'amount,currency,amount_per,amount_not_counted,amount_weighted,amount_words,close_date,close_date_put_off,close_date_words',
    'stage,closed_on,reasons,newest_call_by,days_to_pilot,days_to_proposal,days_to_won',
    'in_commit,commit_not_carried',
  ].join(',');
}

/**
 * The pipeline as RFC 4180 with a header, changes in the days of the trend; no cell can start a formula in a spreadsheet.
 * `names` are what colleagues are called, by their Slack user ids.
 */
export function pipelineCsv(
  lines: readonly PipelineLine[],
  { momentum_days }: Rubric,
  names: ReadonlyMap<string, string>,
): string {
  const rows = lines.map((line) => rowOf(line, names));
  return [columnsOf(momentum_days), ...rows].map((row) => `${row}\n`).join('');
}

function rowOf(line: PipelineLine, names: ReadonlyMap<string, string>): string {
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
    ...moneyCells(line, names),
    line.commit === null ? 'no' : 'yes',
    (line.commit?.doubts ?? []).map(({ text }) => text).join('; '),
  ];
  return cells.map(cellOf).join(',');
}

function moneyCells(line: PipelineLine, names: ReadonlyMap<string, string>): readonly (string | number)[] {
  const { closeDate, rung, closedOn, reasons, author, daysTo } = line.money;
  return [
    ...amountCells(line),
    ...(closeDate ? [closeDate.day, closeDate.slips, closeDate.cited.quote] : ['', '', '']),
    rung ?? '',
    closedOn ?? '',
    reasons.map(({ text }) => text).join('; '),
    names.get(author) ?? author,
    ...milestones.map((to) => daysTo[to] ?? ''),
  ];
}

function amountCells({ state, score, money: { amount } }: PipelineLine): readonly (string | number)[] {
  if (amount === null) return ['', '', '', '', '', ''];
  const { counted, per, unclear, cited } = amount;
  const weighted = counted && score && state === 'open' ? Math.round(counted.value * score.value) / 100 : '';
  // A price a month is counted for a year.
  const countedFor = per === null ? '' : 'year';
  return [counted?.value ?? '', counted?.currency ?? '', countedFor, unclear ?? '', weighted, cited.quote];
}

function cellOf(value: string | number): string {
  const text = String(value).replace(/\s+/g, ' ').trim();
  const inert = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
