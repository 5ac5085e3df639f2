import { text } from 'node:stream/consumers';
import { createBriefer } from '../src/brief/briefer.ts';
import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import { createGroq } from '../src/brief/model/groq.ts';
import type { Model } from '../src/brief/model/model.ts';
import { createTokenBucket } from '../src/brief/model/token-bucket.ts';
import { readPrompts } from '../src/brief/prompts.ts';
import { checkReading } from '../src/brief/reading/check-reading.ts';
import { createReadDeals } from '../src/brief/reading/read-deals.ts';
import { createNoteReader } from '../src/brief/reading/read-notes.ts';
import { createReadingStore, editionOf } from '../src/brief/reading/reading-store.ts';
import { createHindsight } from '../src/memory/hindsight/hindsight.ts';
import { orderSchema, type Standing } from './score-order.ts';

const [tokensPerMinute, tokensPerDay] = [250_000, 10_000_000];

/** Says on stdout how the deal stands that is named on stdin, as a bot of its own would. */
async function main(): Promise<void> {
  const order = orderSchema.parse(JSON.parse(await text(process.stdin)));
  const { modelUrl: baseUrl, deal, asker, reads, model: name, ...where } = order;
  const now = () => new Date();
  const report = (error: unknown) => console.error(error);
  const { memory, roster, state } = createHindsight({ ...where, prefix: 'bench', fetch, now, warn: report });
  const bucket = createTokenBucket({ tokensPerMinute, now });
  const groq = createGroq({ apiKey: 'gsk_bench', baseUrl, model: name, fetch, bucket, now });
  let calls = 0;
  const model: Model = {
    ...groq,
    complete(...asked) {
      calls += 1;
      return groq.complete(...asked);
    },
  };
  const { rubric, reading: prompt } = await readPrompts();
  const reader = createNoteReader({
    ...{ memory, roster, state, model, prompt, tokensPerMinute, tokensPerDay, now, report },
    check: (raw, asked) =>
      checkReading({ raw, asked, kinds: rubric.kinds, against: [], isMonthFirst: false }),
    ...{ witness: null, readsPrivate: true },
    told: { bill: () => undefined, read: () => undefined, progress: () => undefined },
  });
  const readings = createReadingStore(state, editionOf(prompt, name));
  const corrections = createCorrectionStore(state);
  const deals = createReadDeals({ readings, corrections, rubric, zone: 'UTC', now });
  const briefer = createBriefer({
    ...{ memory, deals, readFirst: reader.readFirst },
    wait: async () => undefined,
    words: { on: async () => () => null },
  });
  const request = { deal, prospect: null, asker };
  if (reads) await briefer.catchUp(request);
  const { score, reading } = await briefer.brief(request, await briefer.gather(request));
  await reader.stop();
  const factors = score?.factors.map(({ label, points }) => ({ label, points })) ?? [];
  const { pid } = process;
  const standing: Standing = {
    pid,
    calls,
    unread: reading.unread.size,
    value: score?.value ?? null,
    factors,
  };
  process.stdout.write(JSON.stringify(standing));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
