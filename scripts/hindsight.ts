import { once } from 'node:events';
import { startHindsight } from './hindsight/start.ts';

/** Runs a real Hindsight until Ctrl-C; its data is gone afterwards. */
async function main(): Promise<void> {
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => undefined);
  const hindsight = await Promise.race([startHindsight({ report: console.log }), ended]);
  // Ended during the start: leaving lets the reaper clean up.
  if (!hindsight) process.exit(130);
  console.log(`HINDSIGHT_URL=${hindsight.url}\nHINDSIGHT_API_KEY=${hindsight.apiKey}\nCtrl-C ends it.`);
  await ended;
  await hindsight.stop();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
