import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { DealFigures, Figures, Moves, Share } from './figures.ts';

/** A run as it is kept: enough to set two side by side, and to know what was measured. */
export interface Kept {
  /** ISO 8601. */
  readonly at: string;
  readonly reader: string;
  readonly model: string;
  readonly seed: number;
  readonly witness: string;
  readonly path: string;
  /** Hash of prompt and rubric. */
  readonly version: string;
  readonly figures: Figures;
}

/** The JSON that `--json` asks for: a run's figures beside what was measured. */
export function writeKept(path: string, { figures, ...what }: Kept, more: object = {}): void {
  mkdirSync(dirname(path), { recursive: true });
  const plain = Object.fromEntries(Object.entries(figures).flatMap(([name, value]) => plainly(name, value)));
  writeFileSync(path, `${JSON.stringify({ ...what, ...plain, ...more }, null, 1)}\n`);
}

/** One line a deal and viewer, then what each got wrong. */
export function dealTable({ deals }: Figures): string {
  const rows = deals.map((deal) => [
    deal.viewer === 'team' ? `${deal.deal} (team)` : deal.deal,
    deal.score === null ? '-' : String(deal.score),
    `${deal.manager.score} (${deal.manager.low}-${deal.manager.high})`,
    deal.score !== null && deal.score >= deal.manager.low && deal.score <= deal.manager.high ? '' : '!',
    deal.band ?? '-',
    mark(deal.bucket, (deal.manager.buckets ?? [deal.manager.bucket]).includes(deal.bucket)),
    mark(deal.atRisk ? 'at risk' : 'no risk', deal.atRisk === deal.manager.at_risk),
    `${deal.found}`,
    `${deal.missed}`,
    `${deal.invented}`,
    `${deal.trueDropped.length}`,
    `${deal.trapsTaken.length}`,
    `${deal.endings.right}/${deal.endings.asked}`,
    `${deal.largestStep?.points ?? 0}`,
  ]);
  const head = ['deal', 'score', 'readers', '', 'band', 'bucket', 'risk', 'found', 'missed', 'invented'];
  return table([[...head, 'dropped', 'traps', 'endings', 'step'], ...rows]);
}

function mark(text: string, isRight: boolean): string {
  return isRight ? text : `${text} !`;
}

/** What is to be looked at, deal by deal. */
export function details({ deals }: Figures): string {
  return deals.map(detailsOf).join('\n\n');
}

function detailsOf(deal: DealFigures): string {
  const { manager, factors, doNext, atRiskWhy } = deal;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['true and dropped', deal.trueDropped],
    ['missed', deal.missedFacts],
    ['invented', deal.inventedSignals],
    ['traps taken', deal.trapsTaken],
    ['endings wrong', deal.endings.wrong],
    ['days wrong', deal.daysWrong],
    ['must say, not found', deal.mustSay.which],
    ['must not say, found', deal.mustNotSay.which],
  ];
  const told = lists.flatMap(([name, items]) =>
    items.length === 0 ? [] : [`  ${name}:`, ...items.map((item) => `    ${item}`)],
  );
  return [
    `${deal.deal} (${deal.viewer}): ${deal.score ?? 'no score'}, readers ${manager.score}`,
    `  rows: ${factors.join('; ')}`,
    `  at risk: ${atRiskWhy ?? 'no'}; ${deal.bucket}: ${deal.bucketWhy}`,
    `  do next: ${doNext}`,
    `  manager: ${manager.do_next}`,
    ...told,
  ].join('\n');
}

/** The figures over all deals, a line each. */
export function overall(figures: Figures): string {
  return table(overallRows(figures).map(([name, value]) => [name, value]));
}

function overallRows(figures: Figures): readonly (readonly [string, string])[] {
  const { facts, traps } = figures;
  const spoilt = Object.entries(figures.spoilt).map(
    ([way, share]) =>
      [`  lost of those ${way === 'whole' ? 'left whole' : `with ${way} spoilt`}`, part(share)] as const,
  );
  return [
    ['rank correlation', number(figures.rankCorrelation, 2)],
    ['mean distance', number(figures.meanDistance, 1)],
    ['mean signed distance', number(figures.signedDistance, 1)],
    ['inside the range', part(figures.insideRange)],
    ['bucket among those named', part(figures.bucketRight)],
    ['at risk right', part(figures.atRiskRight)],
    ['largest step without a note', String(figures.largestStep)],
    ['facts found', `${facts.found} of ${facts.asked}`],
    ['facts missed', String(facts.missed)],
    ['true facts dropped', `${facts.dropped} of ${facts.asked}`],
    ...spoilt,
    ['invented', String(figures.invented)],
    ['dropped by reason', reasons(figures.dropped)],
    ['traps taken', `${traps.taken} of ${traps.asked - traps.unsaid} said`],
    ['traps dropped by code', String(traps.byCode)],
    ['traps dropped by witness', String(traps.byWitness)],
    ['days right', part(figures.daysRight)],
    ['open or closed right at the end', part(figures.endingsRight)],
    ['must say (by words, crude)', part(figures.mustSay)],
    ['must not say, found (crude)', part(figures.mustNotSay)],
  ];
}

/** Two kept runs side by side. */
export function compareKept(a: string, b: string): string {
  const [first, second] = [flatFigures(a), flatFigures(b)];
  const names = [...new Set([...first.keys(), ...second.keys()])];
  return table([['', a, b], ...names.map((name) => [name, first.get(name) ?? '-', second.get(name) ?? '-'])]);
}

const shareSchema = z.strictObject({ of: z.number(), count: z.number() });

/** A share is told as two numbers: `insideRange` of `insideRangeOf`. */
function plainly(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  const { data } = shareSchema.safeParse(value);
  return data === undefined
    ? [[name, value]]
    : [
        [name, data.count],
        [`${name}Of`, data.of],
      ];
}

const keptSchema = z.looseObject({
  deals: z.array(z.object({ deal: z.string(), viewer: z.string(), score: z.number().nullable() })),
});

/** Every single figure of a kept run by its name; of deals their scores alone. */
function flatFigures(path: string): ReadonlyMap<string, string> {
  const { deals, answers: _, ...figures } = keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const scores = deals.map(({ deal, viewer, score }) => [`${deal} ${viewer}`, String(score ?? '-')] as const);
  return new Map([...singles(figures, ''), ...scores]);
}

function singles(value: object, path: string): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof one === 'number')
      return [[name, Number.isInteger(one) ? String(one) : one.toFixed(2)] as const];
    if (typeof one === 'string') return [[name, one.slice(0, 40)] as const];
    return typeof one === 'object' && one !== null && !Array.isArray(one) ? singles(one, name) : [];
  });
}

/** What a careless reader did to the deals, a seed a line. */
export function movesTable(
  rows: readonly { readonly name: string; readonly moves: Moves; readonly figures: Figures }[],
): string {
  return table([
    [
      '',
      'mean move',
      'largest',
      '',
      'bands changed',
      'traps by code',
      'by witness',
      'taken',
      'true dropped',
      'quotes spoilt, lost',
    ],
    ...rows.map(({ name, moves, figures: { traps, facts, spoilt } }) => [
      name,
      moves.meanMove.toFixed(1),
      String(moves.largestMove),
      moves.largestDeal,
      String(moves.bandChanges),
      `${traps.byCode}/${traps.asked - traps.unsaid}`,
      String(traps.byWitness),
      String(traps.taken),
      `${facts.dropped}/${facts.asked}`,
      part(spoilt['quote'] ?? { of: 0, count: 0 }),
    ]),
  ]);
}

function reasons(dropped: Readonly<Record<string, number>>): string {
  const told = Object.entries(dropped).toSorted(([, a], [, b]) => b - a);
  return told.map(([why, count]) => `${why} ${count}`).join(', ') || 'nothing';
}

function part({ count, of }: Share): string {
  return of === 0 ? '-' : `${count} of ${of} (${Math.round((100 * count) / of)} %)`;
}

function number(value: number | null, digits: number): string {
  return value === null ? '-' : value.toFixed(digits);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
