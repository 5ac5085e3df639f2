import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';

// A memory in a process of its own, for the tests that kill it.
const [file = ''] = process.argv.slice(2);
createMemoryServer({ file, now: () => new Date(), workerDelayMs: 5 }).then(
  (server) => console.log(server.url),
  (error: unknown) => console.error(error),
);
