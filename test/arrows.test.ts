import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Every folder of Slack but what they share. */
const verbs = readdirSync(join(root, 'src/slack'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map(({ name }) => `slack/${name}`);
const briefParts = 'quotes signals checks score corrections model reading words evidence pipeline'
  .split(' ')
  .map((part) => `brief/${part}`);
const below = ['errors.ts', 'log.ts', 'util', 'memory', 'memory/identity'];

/** Folder or file of `src` to what it may import besides itself; one that is not named here has the row of its folder. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'log.ts': ['errors.ts'],
  'config.ts': ['errors.ts', 'util'],
  // What is wired for the models alone, beside app.ts.
  'models.ts': [
    ...'errors.ts log.ts config.ts metrics.ts health.ts util doctor brief brief/model brief/reading'.split(
      ' ',
    ),
  ],
  'opened-memory.ts': ['config.ts', 'log.ts', 'memory', 'memory/hindsight', 'memory/identity'],
  'metrics.ts': ['util', 'brief/model', 'brief/reading', 'brief/signals'],
  'health.ts': ['errors.ts', 'log.ts', 'memory/hindsight', 'doctor'],
  deleted: ['errors.ts', 'config.ts', 'memory/hindsight', 'doctor'],
  doctor: 'errors.ts log.ts config.ts util memory/hindsight installations brief/model slack/kit'.split(' '),
  util: ['errors.ts'],
  'memory/identity': ['errors.ts', 'util', 'memory'],
  memory: ['errors.ts', 'util', 'memory/identity'],
  'memory/hindsight': below,
  'brief/model': below,
  'brief/quotes': below,
  'brief/signals': [...below, 'brief/quotes'],
  'brief/checks': [...below, 'brief/quotes', 'brief/signals'],
  'brief/score': [...below, 'brief/signals'],
  'brief/corrections': [...below, 'brief/quotes', 'brief/signals'],
  'brief/reading': [
    ...below,
    'brief/model',
    ...'quotes signals checks score corrections'.split(' ').map((part) => `brief/${part}`),
  ],
  'brief/words': [
    ...below,
    'brief/model',
    ...'quotes signals checks score corrections reading'.split(' ').map((part) => `brief/${part}`),
  ],
  'brief/evidence': [...below, 'brief/quotes', 'brief/signals', 'brief/score'],
  brief: [...below, ...briefParts.filter((part) => part !== 'brief/pipeline')],
  'brief/pipeline': [...below, 'brief', ...briefParts],
  ask: [...below, 'brief', ...briefParts],
  import: below,
  charts: ['util'],
  retention: below,
  replicas: below,
  installations: below,
  digest: [...below, 'brief', ...briefParts, 'ask', 'import'],
  'slack/kit': [...below, 'brief', ...briefParts, 'ask', 'digest', 'import', 'charts'],
  ...Object.fromEntries(
    verbs.map((verb) => [
      verb,
      [...below, 'brief', ...briefParts, 'ask', 'digest', 'import', 'charts', 'slack/kit'],
    ]),
  ),
  'slack/install': [...below, 'installations', 'slack/kit'],
  slack: [...below, 'config.ts', 'brief', ...briefParts, 'ask', 'digest', 'import', 'slack/kit', ...verbs],
};

/** Who alone may import what somebody else provides. */
const vendors: Readonly<Record<string, string>> = {
  '@vectorize-io/hindsight-client': 'memory/hindsight/',
  'groq-sdk': 'brief/model/groq.ts',
  '@slack/': 'slack/',
  bullmq: 'digest/queue.ts',
  'csv-parse': 'import/read-rows.ts',
  echarts: 'charts/png.ts',
  '@resvg/': 'charts/png.ts',
};

/** Known: notes name people, and people are known by notes. */
const knownCircles = ['memory <-> memory/identity'];

interface Import {
  /** Path in the repository. */
  readonly file: string;
  /** Path in the repository, or the name of a package. */
  readonly imports: string;
}

async function importsIn(folder: string): Promise<readonly Import[]> {
  const paths = (await readdir(join(root, folder), { recursive: true })).map((path) => join(folder, path));
  const files = paths.filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'));
  const found = files.map(async (file): Promise<readonly Import[]> => {
    const text = await readFile(join(root, file), 'utf8');
    return [...text.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)].map(([, from, asked]) => {
      const name = from ?? asked ?? '';
      return { file, imports: name.startsWith('.') ? join(dirname(file), name) : name };
    });
  });
  return (await Promise.all(found)).flat();
}

/** The row that a file of `src` falls under. */
function rowOf(file: string): string {
  const path = file.slice('src/'.length);
  const rows = Object.keys(arrows).filter((row) => path === row || path.startsWith(`${row}/`));
  return rows.toSorted((a, b) => b.length - a.length)[0] ?? path;
}

/** What wires and starts everything may import anything. */
const wiring =
  'app.ts lifecycle.ts main.ts process.ts opened-directory.ts sales-memory.ts workspaces.ts'.split(' ');

/** What is against the table, a line each. */
function faultsIn(all: readonly Import[]): readonly string[] {
  return all.flatMap(({ file, imports }) => {
    if (!file.startsWith('src/')) return [];
    const row = rowOf(file);
    const owner = Object.entries(vendors).find(([vendor]) => imports.startsWith(vendor))?.[1];
    if (owner !== undefined && !file.startsWith(`src/${owner}`)) return [`${file} imports ${imports}`];
    if (!imports.startsWith('src/') || wiring.includes(row)) return [];
    const target = rowOf(imports);
    return target === row || arrows[row]?.includes(target) ? [] : [`${file} imports ${imports}`];
  });
}

/** Folders of the table that import each other, through others too. */
function circlesIn(all: readonly Import[]): readonly string[] {
  const edges = new Map<string, Set<string>>();
  for (const { file, imports } of all) {
    if (!file.startsWith('src/') || !imports.startsWith('src/')) continue;
    const [from, to] = [rowOf(file), rowOf(imports)];
    if (from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  const reached = (from: string) => {
    const found = new Set(edges.get(from));
    for (const at of found) for (const next of edges.get(at) ?? []) found.add(next);
    return found;
  };
  const rows = [...edges.keys()].toSorted();
  return rows.flatMap((one) =>
    rows
      .filter((other) => one < other && reached(one).has(other) && reached(other).has(one))
      .map((other) => `${one} <-> ${other}`),
  );
}

test('every import of the source goes the way of the arrows, and vendors stay in their adapter', async () => {
  expect(faultsIn(await importsIn('src'))).toEqual([]);
});

test('no two folders import each other, but for those that are known', async () => {
  expect(circlesIn(await importsIn('src'))).toEqual(knownCircles);
});

test('what the sandbox plays knows nothing of the source: it starts the bot and speaks HTTP', async () => {
  const parts = (await importsIn('sandbox')).filter(({ file }) => file.split('/').length > 2);
  expect(parts.filter(({ imports }) => imports.startsWith('src/'))).toEqual([]);
});

test.each([
  ['src/slack/talk/verb.ts', 'src/slack/ask/verb.ts'],
  ['src/slack/kit/ports.ts', 'src/slack/log/save.ts'],
  ['src/digest/clock.ts', 'src/slack/kit/members.ts'],
  ['src/brief/briefer.ts', 'src/memory/hindsight/bank.ts'],
  ['src/brief/briefer.ts', 'groq-sdk'],
  ['src/memory/forget.ts', '@slack/web-api'],
  ['src/digest/hindsight.ts', '@vectorize-io/hindsight-client'],
])('an import of %s from %s would be found', (file, imports) => {
  expect(faultsIn([{ file, imports }])).toEqual([`${file} imports ${imports}`]);
});

test('a circle between two folders would be found, also by way of a third', () => {
  const planted = [
    { file: 'src/brief/model/groq.ts', imports: 'src/brief/signals/prompt.ts' },
    { file: 'src/brief/signals/reader.ts', imports: 'src/brief/evidence/evidence.ts' },
    { file: 'src/brief/evidence/evidence.ts', imports: 'src/brief/model/model.ts' },
  ];
  expect(circlesIn(planted)).toContain('brief/model <-> brief/signals');
});
