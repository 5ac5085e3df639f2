import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createGroq } from '../../src/brief/model/groq.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createReadingStore, editionOf, readFor, versionOf } from '../../src/brief/reading/reading-store.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { byNewestCall, type Note } from '../../src/memory/note.ts';
import { addDays, dayIn } from '../../src/util/calendar.ts';
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
  return addDays(dayIn('Europe/Stockholm', new Date()), -days);
}

/** Stores notes as the bot would have. */
export async function store(world: Filled, notes: readonly Note[]): Promise<readonly Note[]> {
  const { memory } = hindsightOf(world);
  for (let start = 0; start < notes.length; start += 10)
    await Promise.all(notes.slice(start, start + 10).map((note) => memory.save(note)));
  return notes;
}

const readWithinMs = 20_000;

/** The same, and waits until they are read, as by the process that saved them, or by the bot if it finds them first. */
export async function storeRead(world: Filled, notes: readonly Note[]): Promise<readonly Note[]> {
  await store(world, notes);
  const { GROQ_API_KEY: apiKey, GROQ_BASE_URL: baseUrl = null, GROQ_MODEL: name } = world.config;
  const now = () => new Date();
  const bucket = createTokenBucket({ tokensPerMinute: 1_000_000, now });
  const model = createGroq({ apiKey, baseUrl, model: name, fetch: globalThis.fetch, bucket, now });
  const { memory, roster, state } = hindsightOf(world);
  const prompts = await readPrompts();
  const { reader, deals, errors } = createReadingHalf({ memory, roster, state, model, prompts, now });
  const asked = new Map(notes.map(({ deal, author }) => [`${deal.key} ${author}`, { deal, author }]));
  // Not waited for: what the bot has begun to read first is the bot's for up to a minute, though it is read in a moment.
  for (const { deal, author } of asked.values()) void reader.readFirst(deal.key, author);
  const isRead = async () => {
    const seen = [...asked.values()].map(async ({ deal, author }) =>
      (await memory.texts(await memory.list({ deal: deal.key }, author))).toSorted(byNewestCall),
    );
    const read = await deals.ofMany(await Promise.all(seen));
    return read.every(
      ({ reading }) => reading.unread.size + reading.uncompared === 0 && !reading.isBeingChecked,
    );
  };
  const until = Date.now() + readWithinMs;
  while (!(await isRead())) {
    if (Date.now() > until) throw new AggregateError(errors, 'not all notes were read');
    await pause(50);
  }
  await reader.stop();
  return notes;
}

/** The same as read by somebody who found nothing in them, for many notes at once. */
export async function storeSilent(world: Filled, notes: readonly Note[]): Promise<readonly Note[]> {
  const { state } = hindsightOf(world);
  const edition = editionOf((await readPrompts()).reading, world.config.GROQ_MODEL);
  const readings = createReadingStore(state, edition);
  const nothing = { signals: [], changes: [], outcome: null, leftOut: [], against: [], checkingUntil: null };
  const keep = ({ id, loggedAt, deal, ...note }: Note) =>
    readings.keep(
      {
        note: { id, loggedAt },
        ...{ version: versionOf({ id, loggedAt }), edition, audience: readFor(note), turn: 0, isWhole: true },
        reading: { noteId: id, ...nothing },
      },
      deal,
    );
  for (let start = 0; start < notes.length; start += 10)
    await Promise.all(notes.slice(start, start + 10).map(keep));
  // Last, so that a bot that looks around meanwhile finds nothing unread.
  await store(world, notes);
  return notes;
}
