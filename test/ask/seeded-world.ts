import { seedBank } from '../../sandbox/seed/seed-bank.ts';
import { type SeedNote, seedNotes } from '../../sandbox/seed/seed-notes.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { ava, ben, createWorld } from '../support/world.ts';

/** A Monday. */
const today = '2026-11-23';
const zone = 'Europe/Stockholm';

/** The whole bot on the demo's notes, on a Monday morning. */
export async function seededWorld() {
  const offset = Date.parse(`${today}T09:00:00Z`) - Date.now();
  const world = await createWorld({ now: () => new Date(Date.now() + offset) });
  const notes = seedNotes({ today, reps: [ava, ben], zone });
  const { HINDSIGHT_URL: url, HINDSIGHT_BANK: prefix } = world.config;
  const keys = {
    prospectKey,
    dealKey: (company: string, label: string | null) => dealKey({ name: company, company }, label),
  };
  await seedBank({ url, bank: `${prefix}-t0sandbox1`, notes, keys });
  return { world, notes };
}

/** `Harbour Mutual Cards 2`, as the fixed questions name a note. */
export function nameOf({ story }: SeedNote): string {
  return story.replace(/ {2,}/g, ' ');
}
