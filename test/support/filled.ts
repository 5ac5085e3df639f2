import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createGroq } from '../../src/brief/model/groq.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import type { Note } from '../../src/memory/note.ts';
import { dayIn } from '../../src/util/calendar.ts';
import { createReadingHalf } from './reader.ts';
import { ava, type World } from './world.ts';

type Filled = Pick<World, 'config'>;

/** The world's memory through a second process of the team: what it stores the bot finds. */
export function hindsightOf({ config }: Filled) {
  return createHindsight({
    url: config.HINDSIGHT_URL,
    apiKey: config.HINDSIGHT_API_KEY,
    prefix: config.HINDSIGHT_BANK,
    team: 'T0SANDBOX1',
    fetch: globalThis.fetch,
    now: () => new Date(),
    warn: () => undefined,
  });
}

interface Call extends Partial<Note> {
  readonly name?: string;
  readonly company?: string | null;
}

/** A legal note of Ava's on Priya Sharma of Rentfield. */
export function call({ name = 'Priya Sharma', company = 'Rentfield', ...rest }: Call = {}): Note {
  const prospect = { key: prospectKey(name, company), name, company };
  const day = rest.day ?? daysAgo(3);
  return {
    id: `note-${randomUUID()}`,
    prospects: [prospect],
    deal: { key: dealKey(prospect, null), company, label: null },
    author: ava,
    outcome: 'spoke',
    day,
    timestamp: `${day}T12:00:00+01:00`,
    loggedAt: new Date().toISOString(),
    visibility: 'private',
    source: 'modal',
    link: null,
    text: 'She is nervous about the migration timeline.',
    ...rest,
  };
}

/** `YYYY-MM-DD` in the zone that the world counts days in. */
export function daysAgo(days: number): string {
  return dayIn('Europe/Stockholm', new Date(Date.now() - days * 86_400_000));
}

/** Stores notes as the bot would have. */
export async function store(world: Filled, notes: readonly Note[]): Promise<readonly Note[]> {
  const { memory } = hindsightOf(world);
  for (let start = 0; start < notes.length; start += 10)
    await Promise.all(notes.slice(start, start + 10).map((note) => memory.save(note)));
  return notes;
}

const readWithinMs = 20_000;

/** The same, and sees to it that a process of the team has read them all: the bot, when it finds them first, or a second one. */
export async function storeRead(world: Filled, notes: readonly Note[]): Promise<readonly Note[]> {
  const stored = await store(world, notes);
  const { memory, roster, state } = hindsightOf(world);
  const { GROQ_API_KEY: apiKey, GROQ_BASE_URL: baseUrl = null, GROQ_MODEL: name } = world.config;
  const now = () => new Date();
  const bucket = createTokenBucket({ tokensPerMinute: 1_000_000, now });
  const model = createGroq({ apiKey, baseUrl, model: name, fetch, bucket, now });
  const half = createReadingHalf({ memory, roster, state, model, prompts: await readPrompts(), now });

  async function isRead({ deal, author }: Note): Promise<boolean> {
    const visible = await half.briefer.gather({ deal: deal.key, prospect: null, asker: author });
    const { unread, uncompared, isBeingChecked } = (await half.deals.of(visible)).reading;
    return unread.size + uncompared === 0 && !isBeingChecked;
  }

  const views = [...new Map(notes.map((one) => [`${one.author} ${one.deal.key}`, one])).values()];
  await Promise.all(views.map(({ deal, author }) => half.reader.readFirst(deal.key, author)));
  for (const note of views) {
    const until = Date.now() + readWithinMs;
    while (!(await isRead(note))) {
      if (Date.now() > until) throw new AggregateError(half.errors, 'not all notes were read');
      await pause(30);
    }
  }
  await half.reader.stop();
  return stored;
}
