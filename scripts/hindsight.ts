import { once } from 'node:events';
import { startHindsight } from './hindsight/start.ts';

/** Runs a real Hindsight until Ctrl-C; its data is gone afterwards. */
async function main(): Promise<void> {
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const hindsight = await startHindsight({ report: console.log });
  console.log(`HINDSIGHT_URL=${hindsight.url}\nHINDSIGHT_API_KEY=${hindsight.apiKey}\nCtrl-C ends it.`);
  await ended;
  await hindsight.stop();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
