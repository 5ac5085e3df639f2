import { z } from 'zod';
import { startReplica } from './replica.ts';

/** A replica that says whom it is about to post to and never comes back from Slack: whoever started it kills it then. */
const place = z.object({
  redis: z.string(),
  memory: z.string(),
  prefix: z.string(),
  team: z.string(),
  at: z.string(),
});
const given = place.parse(JSON.parse(process.argv[2] ?? '{}'));

const replica = await startReplica(given, () => new Date(given.at), {
  post: (user) => {
    process.stdout.write(`posting ${user}\n`);
    return new Promise(() => undefined);
  },
  offer: () => new Promise(() => undefined),
});
await replica.scheduler.tick();
