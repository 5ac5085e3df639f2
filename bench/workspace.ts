import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createCompany, readManifest } from '../sandbox/company.ts';
import { createMemoryServer } from '../sandbox/memory/memory-server.ts';
import { createModelServer } from '../sandbox/model/model-server.ts';
import { createSlackServer } from '../sandbox/slack/slack-server.ts';
import { twoFreePorts } from '../scripts/free-port.ts';
import { readPrompts } from '../src/brief/prompts.ts';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { createHindsight } from '../src/memory/hindsight/hindsight.ts';
import { createSalesMemory } from '../src/sales-memory.ts';
import { keepAll } from './bank.ts';
import { fillBank } from './fill.ts';
import { makeNotes } from './notes.ts';
import { readingsOf } from './readings.ts';

const signingSecret = 'a signing secret for benches';
/** A channel that the bot is in. */
export const channel = 'C0SALES002';

/** The whole bot in HTTP mode between the stand-ins, with as many reps as asked for and notes that they share. */
export async function openWorkspace(reps: readonly [string, ...string[]]) {
  const now = () => new Date();
  const [port] = await twoFreePorts();
  const manifest = await readManifest();
  const requestUrl = `http://127.0.0.1:${port}/slack/events`;
  const slack = await createSlackServer({
    ...{ now, manifest, http: { requestUrl, signingSecret } },
    state: peopled(reps),
  });
  const [memory, model] = await Promise.all([createMemoryServer({ now }), createModelServer({ now })]);
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_API_URL: slack.url,
    SLACK_SIGNING_SECRET: signingSecret,
    PORT: String(port),
    HINDSIGHT_URL: memory.url,
    GROQ_API_KEY: 'gsk_bench',
    GROQ_BASE_URL: model.url,
    GROQ_TPM: '1000000',
  });
  const today = now().toISOString().slice(0, 10);
  const notes = makeNotes({ deals: 8, notesPerDeal: 12, today, reps });
  const team = slack.snapshot().team.id;
  const bank = `${config.HINDSIGHT_BANK}-${team.toLowerCase()}`;
  const prompts = await readPrompts();
  await fillBank({ url: memory.url, apiKey: undefined }, bank, notes);
  // Under the bot's own model, so that nothing is left to be read.
  const records = await readingsOf(notes, prompts, config.GROQ_MODEL);
  const where = { url: memory.url, apiKey: undefined, prefix: config.HINDSIGHT_BANK };
  const { state } = createHindsight({ ...where, team, fetch, now, warn: () => undefined });
  await keepAll(state, records);

  const startBot = async () => {
    const app = await createSalesMemory(config, {
      ...{ fetch: globalThis.fetch, now, newId: randomUUID, onLost: () => undefined },
      wait: (ms) => wait(ms, undefined, { ref: false }),
      prompts,
      log: createLog('info', { write: () => undefined }),
    });
    await app.start();
    return app;
  };
  let app = await startBot();
  return {
    ...{ slack, memory, notes },
    restartBot: async () => {
      await app.stop();
      app = await startBot();
    },
    close: async () => {
      memory.faults.set({ kind: 'refuse' });
      await app.stop();
      await Promise.all([slack.close(), memory.close(), model.close()]);
    },
  };
}

export type BenchWorkspace = Awaited<ReturnType<typeof openWorkspace>>;

function peopled(reps: readonly string[]) {
  const small = createCompany('SalesMemory');
  const [pattern] = small.people;
  const people = reps.map((id) => ({ ...pattern, id, name: id.toLowerCase(), real_name: id }));
  const channels = small.channels.map((one) => ({ ...one, members: [...one.members, ...reps] }));
  return { ...small, people: [...small.people, ...people], channels };
}
