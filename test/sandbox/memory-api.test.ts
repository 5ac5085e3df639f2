import { createMemoryServer } from '../../sandbox/memory/server.ts';
import { hindsightApiContract } from '../contracts/hindsight-api.ts';

hindsightApiContract('the embedded memory speaks the API of Hindsight', async () => {
  const server = await createMemoryServer({ apiKey: 'key', now: () => new Date(), workerDelayMs: 60 });
  return { url: server.url, apiKey: 'key' };
});
