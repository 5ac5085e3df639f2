import { afterAll } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { memoryContract } from '../contracts/memory.ts';

const server = createMemoryServer({ apiKey: 'embedded-key', now: () => new Date() });

afterAll(async () => (await server).close());

memoryContract(
  'memory on the embedded server',
  async () => ({ url: (await server).url, apiKey: 'embedded-key' }),
  { interleavings: 1_000 },
);
