import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { seedBank, seedId } from '../../sandbox/seed/seed-bank.ts';
import { seedNotes } from '../../sandbox/seed/seed-notes.ts';
import { aboutOf } from '../../src/ask/about.ts';
import { findEvidence } from '../../src/brief/evidence/find-evidence.ts';
import { createReadDeals, type ReadDeals } from '../../src/brief/read-deals.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import type { Note } from '../../src/memory/note.ts';
import { shippedRubric } from '../run.ts';
import { type FixedQuestion, fixedQuestions } from './questions.ts';

/** What was found for one question. */
export interface Retrieved {
  readonly question: FixedQuestion;
  /** How many of the notes wanted are among the first ten. */
  readonly found: number;
  readonly wanted: number;
  /** How many notes were read to find them. */
  readonly read: number;
}

/** A Monday. */
const today = '2026-11-23';
const reps = ['U0FIRST001', 'U0SECOND02'] as const;
const first = 10;

/** Searches the demo's notes for each question that they answer; no model is asked. */
export async function retrieveAll(): Promise<readonly Retrieved[]> {
  const now = () => new Date(`${today}T10:00:00Z`);
  const server = await createMemoryServer({ now });
  try {
    const notes = seedNotes({ today, reps: [...reps], zone: 'Europe/Stockholm' });
    const keys = {
      prospectKey,
      dealKey: (company: string, label: string | null) => dealKey({ name: company, company }, label),
    };
    await seedBank({ url: server.url, bank: 'eval-t1', notes, keys });
    const stories = new Map(notes.map(({ story }) => [seedId(story), story.replace(/ {2,}/g, ' ')]));
    const nameOf = ({ id }: Note) => stories.get(id) ?? id;
    const where = { url: server.url, apiKey: undefined, prefix: 'eval', team: 'T1' };
    const { memory, roster } = createHindsight({ ...where, fetch, now, warn: () => undefined });

    const retrieve = async (question: FixedQuestion): Promise<Retrieved> => {
      const asker = question.by === 'first' ? reps[0] : reps[1];
      const headers = await roster.headers(asker);
      const { deals } = aboutOf(question.ask, [], headers);
      const search = {
        asker,
        question: question.ask,
        earlier: [],
        headers: headers.filter(({ deal }) => deals?.has(deal.key) ?? true),
        isOfAll: deals === null,
      };
      const ranked = (await findEvidence({ memory, deals: unreadDeals(now) }, search)).notes;
      const names = ranked.slice(0, first).map(nameOf);
      const wanted = question.notes ?? [];
      const found = wanted.filter((either) => either.some((name) => names.includes(name))).length;
      return { question, found, wanted: wanted.length, read: ranked.length };
    };

    await warmed(() => memory.recall({ deal: null, asker: reps[0], text: 'notes', limit: 1 }));
    const results: Retrieved[] = [];
    for (const question of fixedQuestions().filter((one) => one.notes))
      results.push(await retrieve(question));
    return results;
  } finally {
    await server.close();
  }
}

/** Deals that nobody has read yet: words and meaning must do. */
function unreadDeals(now: () => Date): ReadDeals {
  const nothing = { readings: [], comparisons: [], uncompared: 0 };
  return createReadDeals({
    readings: { of: async (deals) => deals.map(() => nothing) },
    corrections: { on: async () => [] },
    rubric: shippedRubric(),
    zone: 'UTC',
    now,
  });
}

/** The first search makes the stand-in embed all notes, which is no part of searching and slow on a busy machine. */
async function warmed(search: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; tries < 10; tries += 1) {
    try {
      await search();
      return;
    } catch {}
  }
  await search();
}
