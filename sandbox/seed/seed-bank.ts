import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SeedNote } from './seed-notes.ts';

/** The keys that the bot's own names give, handed in so that seeded and logged notes meet. */
interface SeedKeys {
  readonly prospectKey: (name: string, company: string) => string;
  readonly dealKey: (company: string, label: string | null) => string;
}

interface SeedBankOptions {
  /** Base URL of a server that speaks Hindsight's API. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** Id of the notes' bank. */
  readonly bank: string;
  readonly notes: readonly SeedNote[];
  readonly keys: SeedKeys;
  /** Document id of a story's note; left out, a fixed one for each, so that seeding twice stores once. */
  readonly makeId?: ((story: string) => string) | undefined;
}

const batchSize = 20;
const total = z.object({ total: z.int() });

/** Stores the notes as the bot would have; a bank that holds any note is left alone. Says how many it stored. */
export async function seedBank(options: SeedBankOptions): Promise<number> {
  if ((await countNotes(options)) > 0) return 0;
  await call(options, 'PATCH /config', { updates: { retain_extraction_mode: 'chunks' } });
  for (let from = 0; from < options.notes.length; from += batchSize) {
    const items = options.notes.slice(from, from + batchSize).map((note) => toItem(note, options));
    await call(options, 'POST /memories', { items, async: false });
  }
  return options.notes.length;
}

/** `note-<uuid>`, the same for the same story every time. */
export function seedId(story: string): string {
  const hex = createHash('sha256').update(`seed ${story}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `note-${parts.join('-')}`;
}

function toItem(note: SeedNote, { keys, makeId = seedId }: SeedBankOptions) {
  const prospects = note.people.map(({ name, company }) => `prospect:${keys.prospectKey(name, company)}`);
  return {
    content: note.text,
    document_id: makeId(note.story),
    timestamp: note.timestamp,
    metadata: {
      prospect: note.people.map(({ name }) => name).join('\n'),
      company: note.company,
      ...(note.dealLabel === null ? {} : { deal_label: note.dealLabel }),
      outcome: note.outcome,
      timestamp: note.timestamp,
      logged_at: note.loggedAt,
      type: 'call_log',
      author: note.author,
      source: note.source,
      schema: '1',
    },
    tags: [
      ...prospects,
      `deal:${keys.dealKey(note.company, note.dealLabel)}`,
      `rep:${note.author}`,
      `vis:${note.visibility}`,
      'type:call_log',
      `outcome:${note.outcome}`,
    ],
  };
}

/** A bank that does not exist has no notes. */
async function countNotes(options: SeedBankOptions): Promise<number> {
  const response = await request(options, 'GET /documents?limit=1');
  if (response.status === 404) return 0;
  if (response.status === 401 || response.status === 403)
    throw new Error('Hindsight refuses the key: set HINDSIGHT_API_KEY to the one that the server was given.');
  if (!response.ok) throw new Error(`Memory answered ${response.status} when asked for its notes.`);
  return total.parse(await response.json()).total;
}

async function call(options: SeedBankOptions, target: string, body: unknown): Promise<void> {
  const response = await request(options, target, body);
  if (!response.ok) throw new Error(`memory answered ${response.status} to ${target}`);
}

function request({ url, apiKey, bank }: SeedBankOptions, target: string, body?: unknown): Promise<Response> {
  const [method = '', path = ''] = target.split(' ');
  return fetch(`${url}/v1/default/banks/${encodeURIComponent(bank)}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
