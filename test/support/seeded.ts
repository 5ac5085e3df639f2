import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createModelServer } from '../../sandbox/model/model-server.ts';
import { seedBank } from '../../sandbox/seed/seed-bank.ts';
import { seedNotes } from '../../sandbox/seed/seed-notes.ts';
import type { Brief } from '../../src/brief/brief.ts';
import { createGroq } from '../../src/brief/model/groq.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { peopleOf } from '../../src/memory/identity/people.ts';
import { createReadingHalf } from './reader.ts';
import { ava, ben } from './world.ts';

const zone = 'Europe/Stockholm';
const tokensPerMinute = 1_000_000;
const report = () => undefined;

/** The brief of everybody in the demo's notes, as Ava sees them, read by the demo's rules. */
export async function seededBriefs(today: string): Promise<readonly Brief[]> {
  const now = () => new Date(`${today}T10:00:00Z`);
  const server = await createMemoryServer({ now });
  const rules = await createModelServer({ now });
  try {
    const keys = {
      prospectKey,
      dealKey: (company: string, label: string | null) => dealKey({ name: company, company }, label),
    };
    const notes = seedNotes({ today, reps: [ava, ben], zone });
    await seedBank({ url: server.url, bank: 'demo-t1', notes, keys });
    const where = { url: server.url, apiKey: undefined, prefix: 'demo', team: 'T1' };
    const { memory, roster, state } = createHindsight({ ...where, fetch, now, warn: report });
    const bucket = createTokenBucket({ tokensPerMinute, now });
    const model = createGroq({ apiKey: 'gsk_x', baseUrl: rules.url, model: 'm', fetch, bucket, now });
    const prompts = await readPrompts();
    const { reader, briefer } = createReadingHalf({ memory, roster, state, model, prompts, zone, now });
    await reader.start();
    await reader.idle();
    const people = peopleOf(await roster.headers(ava));
    const requests = people.map(({ deal, prospect }) => ({
      deal: deal.key,
      prospect: prospect.key,
      asker: ava,
    }));
    const briefs: Brief[] = [];
    for (const request of requests) {
      briefs.push(await briefer.brief(request, await briefer.gather(request)));
    }
    return briefs;
  } finally {
    await Promise.all([server.close(), rules.close()]);
  }
}
