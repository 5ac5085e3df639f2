import { text } from 'node:stream/consumers';
import { createBriefer } from '../src/brief/briefer.ts';
import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import { createGroq } from '../src/brief/model/groq.ts';
import { createTokenBucket } from '../src/brief/model/token-bucket.ts';
import { readPrompts } from '../src/brief/prompts.ts';
import { createKept } from '../src/brief/signals/kept.ts';
import { createHindsight } from '../src/memory/hindsight/hindsight.ts';
import { orderSchema, type Reading } from './score-order.ts';

const tokensPerMinute = 250_000;

/** Reads one deal as told on stdin and says on stdout what it found; ends when all is kept. */
async function main(): Promise<void> {
  const {
    modelUrl: baseUrl,
    deal,
    asker,
    ...order
  } = orderSchema.parse(JSON.parse(await text(process.stdin)));
  const now = () => new Date();
  const { memory, state } = createHindsight({ ...order, prefix: 'bench', fetch, now, warn: () => undefined });
  const bucket = createTokenBucket({ tokensPerMinute, now });
  const model = createGroq({ apiKey: 'gsk_bench', baseUrl, model: order.model, fetch, bucket, now });
  const report = (error: unknown) => console.error(error);
  const stores = { corrections: createCorrectionStore(state), kept: createKept(state, report) };
  const parts = {
    memory,
    ...stores,
    model,
    ...(await readPrompts()),
    tokensPerMinute,
    zone: 'UTC',
    now,
    report,
  };
  const briefer = createBriefer(parts);
  const request = { deal, prospect: null, asker };
  const { source, score } = await briefer.brief(request, await briefer.gather(request));
  const factors = score?.factors.map(({ label, points }) => ({ label, points })) ?? [];
  const reading: Reading = { pid: process.pid, source: source.kind, value: score?.value ?? null, factors };
  process.stdout.write(JSON.stringify(reading));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
