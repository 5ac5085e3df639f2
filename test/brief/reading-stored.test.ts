import { afterAll } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { readingContract } from '../contracts/readings.ts';

const server = createMemoryServer({ now: () => new Date() });

afterAll(async () => (await server).close());

readingContract('readings on the embedded server', async () => ({
  url: (await server).url,
  apiKey: undefined,
}));
