import { afterAll } from 'vitest';
import { createMemoryServer, type MemoryServer } from '../../sandbox/memory/memory-server.ts';
import { hindsightApiContract } from '../contracts/hindsight-api.ts';

let server: MemoryServer | undefined;
afterAll(() => server?.close());

hindsightApiContract('the embedded memory speaks the API of Hindsight', async () => {
  server = await createMemoryServer({ apiKey: 'key', now: () => new Date(), workerDelayMs: 60 });
  return { url: server.url, apiKey: 'key' };
});
