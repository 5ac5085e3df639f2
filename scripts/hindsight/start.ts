import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createEmbedder } from '../../sandbox/memory/embeddings.ts';
import { twoFreePorts } from '../free-port.ts';
import { startEmbeddingsServer } from './embeddings-server.ts';
import { install } from './install.ts';
import { makePostgresHome, type PostgresHome, startPostgres } from './postgres.ts';
import { createReaper, type Reaper } from './reaper.ts';
import { ToolError, until } from './run.ts';

export interface HindsightOptions {
  /** Where the server is installed once; HINDSIGHT_CACHE or `.cache/hindsight` when left out. */
  readonly cache?: string;
  /** Hears one line when something takes long. */
  readonly report?: (line: string) => void;
}

export interface RunningHindsight {
  readonly url: string;
  readonly apiKey: string;
  /** Ends the server and its database and drops the data. */
  stop(): Promise<void>;
}

interface Parts {
  readonly program: string;
  readonly home: PostgresHome;
  readonly reaper: Reaper;
  readonly apiKey: string;
}

/** Hindsight 1.1.0 with its own PostgreSQL and embeddings, on free ports, with an API key and no model. */
export async function startHindsight(options: HindsightOptions = {}): Promise<RunningHindsight> {
  const cache = resolve(options.cache ?? process.env['HINDSIGHT_CACHE'] ?? '.cache/hindsight');
  const installation = await install(cache, options.report ?? (() => undefined));
  const home = await makePostgresHome(installation.pg0);
  const reaper = createReaper(home);
  const embedder = createEmbedder();
  const embeddings = await startEmbeddingsServer(embedder.embed);
  const stop = async () => {
    await reaper.reap();
    embeddings.close();
    await embedder.close();
  };
  try {
    const parts = { program: installation.api, home, reaper, apiKey: randomBytes(16).toString('hex') };
    const url = await startApi(parts, embeddings.url);
    return { url, apiKey: parts.apiKey, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startApi(parts: Parts, embeddingsUrl: string): Promise<string> {
  const [postgresPort, port] = await twoFreePorts();
  const database = await startPostgres(parts.home, postgresPort);
  const logPath = join(parts.home.folder, 'api.log');
  const log = openSync(logPath, 'a');
  const child = spawn(parts.program, [], {
    detached: true,
    cwd: parts.home.folder,
    stdio: ['ignore', log, log],
    env: {
      HOME: parts.home.folder,
      PATH: process.env['PATH'],
      ...settings({ database, embeddingsUrl, port, apiKey: parts.apiKey }),
    },
  });
  const failed = once(child, 'error').then(() => {
    throw new ToolError(`${parts.program} cannot be run; delete its folder and start again.`);
  });
  closeSync(log);
  if (child.pid !== undefined) parts.reaper.watch(child.pid);
  const url = `http://127.0.0.1:${port}`;
  const ready = until(() => isReady(child, url), {
    limitMs: 120_000,
    complaint: () => `Hindsight did not become ready:\n${readFileSync(logPath, 'utf8').slice(-2_000)}`,
  });
  await Promise.race([ready, failed]);
  return url;
}

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  if (child.exitCode !== null)
    throw new ToolError(`Hindsight ended at its start with code ${child.exitCode}.`);
  const response = await fetch(`${url}/health/ready`).catch(() => undefined);
  return response?.ok ?? false;
}

function settings(given: { database: string; embeddingsUrl: string; port: number; apiKey: string }) {
  return {
    HINDSIGHT_API_DATABASE_URL: given.database,
    HINDSIGHT_API_HOST: '127.0.0.1',
    HINDSIGHT_API_PORT: String(given.port),
    HINDSIGHT_API_WORKER_ID: 'salesmemory-1',
    HINDSIGHT_API_TENANT_EXTENSION: 'hindsight_api.extensions.builtin.tenant:ApiKeyTenantExtension',
    HINDSIGHT_API_TENANT_API_KEY: given.apiKey,
    HINDSIGHT_API_LLM_PROVIDER: 'none',
    // Else the words of deleted notes stay readable for a day, even without a model.
    HINDSIGHT_API_LLM_TRACE_ENABLED: 'false',
    HINDSIGHT_API_EMBEDDINGS_PROVIDER: 'openai',
    HINDSIGHT_API_EMBEDDINGS_OPENAI_BASE_URL: given.embeddingsUrl,
    HINDSIGHT_API_EMBEDDINGS_OPENAI_API_KEY: 'unused',
    HINDSIGHT_API_EMBEDDINGS_OPENAI_MODEL: 'use-lite',
    HINDSIGHT_API_RERANKER_PROVIDER: 'rrf',
    HF_HUB_OFFLINE: '1',
    NO_PROXY: '127.0.0.1',
  };
}
