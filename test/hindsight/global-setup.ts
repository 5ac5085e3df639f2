import type { TestProject } from 'vitest/node';
import { startHindsight } from '../../scripts/hindsight/start.ts';
import type {} from './server.ts';

/** Starts one real Hindsight for the whole run, installing it where it is missing; vitest calls what it returns at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const hindsight = await startHindsight({ report: console.log });
  project.provide('hindsight', { url: hindsight.url, apiKey: hindsight.apiKey });
  return hindsight.stop;
}
