import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCases } from './cases.ts';
import { type Figures, movesBetween } from './figures.ts';
import { compareKept, dealTable, details, type Kept, movesTable, overall, writeKept } from './report.ts';
import { type Reader, type Run, type RunOptions, run } from './run.ts';

const { values, positionals } = parseArgs({
  options: {
    cases: { type: 'string', default: 'eval/cases' },
    reader: { type: 'string', default: 'stand-in' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    json: { type: 'string' },
    witness: { type: 'string', default: 'fair' },
    quotes: { type: 'string', default: 'light' },
    compare: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    demo: { type: 'boolean', default: false },
  },
  allowPositionals: true,
  strict: true,
});

function optionsOf(seed: number): RunOptions {
  const { env } = process;
  return {
    cases: readCases(values.cases),
    reader: readerOf(values.reader),
    seed,
    spoiling: values.quotes === 'word' ? 'word' : 'light',
    witness: values.witness === 'off' ? 'off' : 'fair',
    path: 'notes',
    steps: true,
    model: {
      baseUrl: env['GROQ_BASE_URL'] ?? null,
      apiKey: env['GROQ_API_KEY'] ?? '',
      name: env['GROQ_MODEL'] ?? 'openai/gpt-oss-120b',
      checkName: env['GROQ_CHECK_MODEL'] ?? 'openai/gpt-oss-20b',
    },
  };
}

function readerOf(name: string): Reader {
  if (name === 'perfect' || name === 'careless' || name === 'stand-in' || name === 'model') return name;
  return { file: name };
}

/** What was measured: a figure of another prompt or rubric is another figure. */
function versionOf(): string {
  const folder = new URL('../prompts/', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(new URL(name, folder)));
  return hash.digest('hex').slice(0, 12);
}

function keptAs(options: RunOptions, figures: Figures): Kept {
  const { reader, seed, witness, path, model } = options;
  return {
    ...{ at: new Date().toISOString(), seed, witness, path, version: versionOf(), figures },
    reader: typeof reader === 'object' ? reader.file : reader,
    model: reader === 'model' ? `${model.name}, ${model.checkName}` : values.reader,
  };
}

function keep(options: RunOptions, { figures, answers }: Run): string {
  const kept = keptAs(options, figures);
  const stamp = kept.at.replace(/[:.]/g, '-');
  const path = `eval/results/${stamp}-${kept.reader.replace(/[^\w-]+/g, '-')}-${kept.version}.json`;
  writeKept(path, kept, { answers });
  if (values.json !== undefined) writeKept(values.json, kept);
  return path;
}

async function evaluate(): Promise<void> {
  const options = optionsOf(Number(values.seed));
  const [asLogged, imported] = [await run(options), await run({ ...options, path: 'import', steps: false })];
  if (options.reader === 'stand-in') {
    console.log(
      'The stand-in model reads by rules: its figures measure the machinery, not what a model is worth.\n',
    );
  }
  console.log(`${dealTable(asLogged.figures)}\n\n${overall(asLogged.figures)}\n`);
  const { meanMove, largestMove, largestDeal } = movesBetween(asLogged.figures, imported.figures);
  console.log(
    `As one import: ${imported.calls} calls (${asLogged.calls} note by note), ` +
      `${imported.figures.facts.found} facts found, scores ${meanMove.toFixed(1)} apart on average, ` +
      `${largestMove} at most (${largestDeal})\n`,
  );
  if (options.reader === 'careless') {
    const perfect = await run({ ...options, reader: 'perfect', steps: false });
    const moves = movesBetween(perfect.figures, asLogged.figures);
    printMoves([{ name: `seed ${options.seed}`, moves, figures: asLogged.figures }]);
  }
  if (values.details) console.log(`${details(asLogged.figures)}\n`);
  console.log(`kept in ${keep(options, asLogged)}`);
}

/** What carelessness does to scores that a perfect reader gives by the same way. */
async function movesFrom(perfect: Figures, options: RunOptions, name: string) {
  const { figures } = await run({ ...options, reader: 'careless', steps: false });
  return { name, moves: movesBetween(perfect, figures), figures };
}

function printMoves(rows: Parameters<typeof movesTable>[0]): void {
  console.log(`Careless against perfect:\n${movesTable(rows)}\n`);
}

/** Careless readers of several seeds, with the second witness, by code alone, and with a word of their quotes changed. */
async function evaluateSeeds(count: number): Promise<void> {
  const options = optionsOf(Number(values.seed));
  const seeds = Array.from({ length: count }, (_, index) => options.seed + index);
  const ways: readonly (readonly [string, Partial<RunOptions>])[] = [
    ['with witness', { witness: 'fair' }],
    ['code alone', { witness: 'off' }],
    ['a word changed, code alone', { witness: 'off', spoiling: 'word' }],
  ];
  for (const [name, way] of ways) {
    const { figures: perfect } = await run({ ...options, ...way, reader: 'perfect', steps: false });
    const rows = [];
    for (const seed of seeds)
      rows.push(await movesFrom(perfect, { ...options, ...way, seed }, `${name}, seed ${seed}`));
    printMoves(rows);
    const all = rows.map(({ moves }) => moves);
    const meanMove = all.reduce((sum, one) => sum + one.meanMove, 0) / Math.max(1, all.length);
    const largest = Math.max(0, ...all.map(({ largestMove }) => largestMove));
    console.log(`${name}: mean move ${meanMove.toFixed(1)}, largest ${largest}`);
    for (const { changed } of all) for (const change of changed) console.log(`  ${change}`);
    console.log('');
  }
}

async function searchDemo(): Promise<void> {
  const { retrieveAll } = await import('./ask/retrieval.ts');
  const results = await retrieveAll();
  const sum = (of: (one: (typeof results)[number]) => number) =>
    results.reduce((total, one) => total + of(one), 0);
  console.log(
    'Questions on the demo’s notes: of the notes that answer each, how many are among the first ten found',
  );
  for (const { question, found, wanted, read } of results)
    console.log(`${found}/${wanted}  of ${String(read).padStart(2)} notes  ${question.ask}`);
  const [found, wanted] = [sum((one) => one.found), sum((one) => one.wanted)];
  console.log(`recall@10 ${(found / wanted).toFixed(2)} (${found} of ${wanted})`);
  if (found < wanted) process.exitCode = 1;
}

const [first, second] = positionals;
if (values.compare) {
  if (first === undefined || second === undefined) throw new Error('--compare needs two files');
  console.log(compareKept(first, second));
} else if (values.demo) await searchDemo();
else if (values.seeds === undefined) await evaluate();
else await evaluateSeeds(Number(values.seeds));
