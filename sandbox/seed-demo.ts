import type { Config } from '../src/config.ts';
import { dealKey, prospectKey } from '../src/memory/identity/keys.ts';
import { seedBank } from './seed/seed-bank.ts';
import { seedNotes } from './seed/seed-notes.ts';
import type { Workspace } from './slack/workspace.ts';

/** Puts the stories into an empty notes' bank, written by the workspace's first two reps; `seeded` is how many notes. */
export async function seedDemo(config: Config, { team, people }: Workspace, now: Date) {
  const [first, second] = people;
  if (!first || !second) throw new Error('The workspace needs two reps.');
  const zone = first.tz ?? config.DEFAULT_TIMEZONE;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  const bank = `${config.HINDSIGHT_BANK}-${team.id.toLowerCase()}`;
  const seeded = await seedBank({
    url: config.HINDSIGHT_URL,
    apiKey: config.HINDSIGHT_API_KEY,
    bank,
    notes: seedNotes({ today, reps: [first.id, second.id], zone }),
    keys: { prospectKey, dealKey: (company, label) => dealKey({ name: company, company }, label) },
  });
  return { bank, seeded };
}
