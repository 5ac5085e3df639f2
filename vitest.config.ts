import { defineConfig } from 'vitest/config';

/** A machine may be busy: what is waited for has this long to come, and is taken as soon as it does. */
const expectSoon = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectSoon,
          // They wait for each other's servers more than they count: one worker a core, none kept free.
          maxWorkers: '100%',
          exclude: ['test/chaos/**', 'test/hindsight/**', 'test/e2e/**', 'test/redis/**'],
        },
      },
      {
        test: {
          name: 'hindsight',
          include: ['test/hindsight/**/*.test.ts'],
          globalSetup: ['test/hindsight/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: expectSoon,
        },
      },
      {
        test: {
          name: 'redis',
          include: ['test/redis/**/*.test.ts'],
          globalSetup: ['test/redis/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectSoon,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          globalSetup: ['test/hindsight/global-setup.ts', 'test/chaos/global-setup.ts'],
          // They wait more than they count: for time to pass and for a process to come up.
          maxConcurrency: 4,
          testTimeout: 360_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          // Journeys with a dozen pictures; each of their steps gives up after 15 seconds by itself.
          testTimeout: 120_000,
          hookTimeout: 60_000,
          expect: expectSoon,
        },
      },
    ],
  },
});
