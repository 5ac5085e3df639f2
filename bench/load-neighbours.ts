import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { readPrompts } from '../src/brief/prompts.ts';
import { createHindsight } from '../src/memory/hindsight/hindsight.ts';
import type { Note } from '../src/memory/note.ts';
import { startMain } from '../test/support/process.ts';
import { keepAll } from './bank.ts';
import { fillBank } from './fill.ts';
import { makeNotes } from './notes.ts';
import { readingsOf } from './readings.ts';

const urlsShape = z.object({ slack: z.string(), memory: z.string(), model: z.string() });
const toldShape = z.object({
  answered: z.array(z.string()),
  wrongs: z.number(),
  calls: z.record(z.string(), z.number()),
});
const formShape = z.object({ form: z.unknown() });

export const team = 'T0BENCH001';
const prefix = 'load';
const model = 'openai/gpt-oss-120b';
const startsWithinMs = 60_000;

/** Memory, model and Slack in a process of their own, with notes of some reps that are all read. */
export async function startNeighbours(reps: readonly [string, ...string[]]) {
  const running = startMain({}, ['--import', 'tsx', 'bench/load-stand-ins.ts']);
  const urls = await firstLine(running);
  const today = new Date().toISOString().slice(0, 10);
  const notes: readonly Note[] = makeNotes({ deals: 20, notesPerDeal: 8, today, reps });
  await fillBank({ url: urls.memory, apiKey: undefined }, `${prefix}-${team.toLowerCase()}`, notes);
  const records = await readingsOf(notes, await readPrompts(), model);
  const where = { url: urls.memory, apiKey: undefined, prefix, team };
  const { state } = createHindsight({ ...where, fetch, now: () => new Date(), warn: () => undefined });
  await keepAll(state, records);
  const ask = async (path: string) => (await fetch(`${urls.slack}/${path}`)).json();
  return {
    slackUrl: urls.slack,
    notes,
    /** Settings of a bot among them. */
    env: {
      SLACK_API_URL: `${urls.slack}/api/`,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      HINDSIGHT_URL: urls.memory,
      HINDSIGHT_BANK: prefix,
      GROQ_API_KEY: 'gsk_bench',
      GROQ_BASE_URL: urls.model,
      DEFAULT_TIMEZONE: 'Europe/Stockholm',
      LOG_LEVEL: 'error',
    },
    memoryHangs: () => ask('memory/hangs'),
    memoryHeals: () => ask('memory/heals'),
    forget: () => ask('forget'),
    told: async () => toldShape.parse(await ask('told')),
    /** The form that was shown for a trigger; null as long as there is none. */
    formOf: async (trigger: string) => formShape.parse(await ask(`forms/${trigger}`)).form,
    async close(): Promise<void> {
      running.child.kill('SIGKILL');
      await running.exit;
    },
  };
}

export type Neighbours = Awaited<ReturnType<typeof startNeighbours>>;

async function firstLine(running: ReturnType<typeof startMain>): Promise<z.infer<typeof urlsShape>> {
  const until = performance.now() + startsWithinMs;
  while (!running.output().includes('\n')) {
    if (performance.now() > until || running.child.exitCode !== null)
      throw new Error(`the stand-ins do not come up: ${running.output()}`);
    await pause(20);
  }
  const [line = ''] = running.output().split('\n');
  return urlsShape.parse(JSON.parse(line));
}
