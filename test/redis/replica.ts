import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { createCommits } from '../../src/brief/pipeline/commits.ts';
import { createReadDeals } from '../../src/brief/reading/read-deals.ts';
import { createDealFlags } from '../../src/digest/deal-flags.ts';
import { createDigestDelivery, type Post } from '../../src/digest/digest-delivery.ts';
import { createLedger } from '../../src/digest/ledger.ts';
import { createDigestQueue } from '../../src/digest/queue.ts';
import { createScheduler } from '../../src/digest/schedule.ts';
import { createSettings } from '../../src/digest/settings.ts';
import { createWeekReader } from '../../src/digest/week-reader.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { storeOn } from '../brief/by-hand.ts';
import { rubric } from '../brief/support.ts';

/** None of them is anybody's manager. */
const leadsNobody = { of: async () => null };

/** What a replica is told when it starts; JSON on a command line. */
export interface Place {
  readonly redis: string;
  readonly memory: string;
  readonly prefix: string;
  readonly team: string;
}

export function hindsightAt({ memory, prefix, team }: Place, now: () => Date) {
  const address = { url: memory, apiKey: undefined, prefix, team };
  return createHindsight({ ...address, fetch: globalThis.fetch, now, warn: () => undefined });
}

/** A replica's digest half as the program wires it: real memory adapter, real Redis, and a Slack of the caller's. */
export async function startReplica(place: Place, now: () => Date, post: Post) {
  const { memory, roster, state } = hindsightAt(place, now);
  const report = () => undefined;
  const parts = { readings: storeOn(state), corrections: createCorrectionStore(state), rubric };
  const deals = createReadDeals({ ...parts, zone: 'UTC', now });
  const flags = createDealFlags(state, now);
  const commits = createCommits(state);
  const weeks = createWeekReader({ memory, roster, deals, flags, commits, report });
  const settings = createSettings({ state, defaults: { isOn: true, day: 'monday', time: '08:00' }, now });
  const delivery = createDigestDelivery({
    teamWeeks: leadsNobody,
    ledger: createLedger({ state, now }),
    weeks,
    post,
    now,
    report,
  });
  const queue = await createDigestQueue({
    ...{ url: place.redis, team: place.team, now, report },
    attend: delivery.attend,
  });
  const scheduler = createScheduler({
    ...{ settings, delivery, dispatch: queue.dispatch, now, report },
    reps: async () => [...(await roster.authors())].map(([user, since]) => ({ user, since, zone: 'UTC' })),
    every: () => () => undefined,
  });
  return { scheduler, queue };
}
