import { afterAll } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { stateBankContract } from '../contracts/state-bank.ts';

const server = createMemoryServer({ now: () => new Date() });

afterAll(async () => (await server).close());

stateBankContract('state on the embedded server', async () => ({
  url: (await server).url,
  apiKey: undefined,
}));
