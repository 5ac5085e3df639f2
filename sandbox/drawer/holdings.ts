import { z } from 'zod';
import type { ReadNote } from '../model/read-note.ts';
import { modelCalls } from './model-calls.ts';
import type { Exchange } from './recorder.ts';

/** One note as memory holds it. */
export interface HeldNote {
  readonly id: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** ISO; the day of the call where memory knows one. */
  readonly date: string;
}

/** Where to read. */
export interface MemorySource {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** The notes' bank. */
  readonly bank: string;
}

const documentsSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      id: z.string(),
      tags: z.array(z.string()).catch([]),
      document_metadata: z.record(z.string(), z.unknown()).nullish(),
      updated_at: z.string().catch(''),
    }),
  ),
});
const unitsSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      text: z.string(),
      document_id: z.string().nullish(),
      chunk_id: z.string().nullish(),
      date: z.string().nullish(),
    }),
  ),
});
type Unit = z.infer<typeof unitsSchema>['items'][number];

const mostNotes = 500;
const patienceMs = 4_000;

/** Reads past the switches, so that one can look into a memory that the bot cannot reach. Rejects when it is away. */
export async function readHoldings({ url, apiKey, bank }: MemorySource): Promise<readonly HeldNote[]> {
  const root = `${url.replace(/\/$/, '')}/v1/default/banks/${bank}`;
  const headers = apiKey ? { authorization: `Bearer ${apiKey}` } : undefined;
  const get = async (path: string): Promise<unknown> => {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(`${root}${path}`, { signal, ...(headers ? { headers } : {}) });
    if (response.status === 404) return { items: [] };
    if (!response.ok) throw new Error(`memory answers ${response.status}`);
    return response.json();
  };
  const [documents, units] = await Promise.all([
    get(`/documents?limit=${mostNotes}`),
    get(`/memories/list?limit=${mostNotes * 4}`),
  ]);
  const pieces = new Map<string, Unit[]>();
  for (const unit of unitsSchema.parse(units).items) {
    const document = unit.document_id ?? '';
    pieces.set(document, [...(pieces.get(document) ?? []), unit]);
  }
  return documentsSchema.parse(documents).items.map(({ id, tags, document_metadata, updated_at }) => {
    const own = pieces.get(id) ?? [];
    return {
      id,
      tags,
      metadata: document_metadata ?? {},
      text: wholeText(own),
      date: own[0]?.date || updated_at,
    };
  });
}

/** A long note is several pieces, numbered at the end of their chunk's id. */
function wholeText(pieces: readonly Unit[]): string {
  const place = ({ chunk_id: id }: Unit) => Number(/_(\d+)$/.exec(id ?? '')?.[1] ?? 0);
  return pieces
    .toSorted((a, b) => place(a) - place(b))
    .map(({ text }) => text)
    .join('\n');
}

/** How a note came into the last brief. */
interface FoundNote {
  /** The document, where its text is known to memory. */
  readonly id: string | undefined;
  readonly day: string;
  readonly text: string;
  /** Searches that found it by meaning, best first; empty for one that stands there by its date alone. */
  readonly searches: readonly { readonly query: string; readonly place: number }[];
}

/** Which notes the last brief read, and why each of them. */
export interface LastBrief {
  readonly at: string;
  /** Newest call first. */
  readonly notes: readonly FoundNote[];
  /** How many searches by meaning ran; none when all notes fit. */
  readonly searches: number;
  /** Ids that were found by meaning and did not make it into the brief. */
  readonly leftOut: readonly string[];
}

const querySchema = z.looseObject({ query: z.string() });
const resultsSchema = z.looseObject({
  results: z.array(z.looseObject({ document_id: z.string().nullish() }).nullable()),
});
/** Searches run just before the model is asked. */
const windowMs = 20_000;

interface Search {
  readonly query: string;
  readonly ids: readonly string[];
}

function searchOf({ request, reply }: Exchange): Search[] {
  try {
    const { query } = querySchema.parse(JSON.parse(request));
    const { results } = resultsSchema.parse(JSON.parse(reply));
    return [{ query, ids: [...new Set(results.flatMap((one) => one?.document_id ?? []))] }];
  } catch {
    return [];
  }
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/…$/, '').trim();
}

/** A note in a prompt may be cut short and moved in; it still starts as the stored one does. */
function heldOf(note: ReadNote, held: readonly HeldNote[]): HeldNote | undefined {
  const shown = withoutSpace(note.text);
  return held.find(({ text }) => withoutSpace(text).startsWith(shown));
}

/** Undefined until the model was asked for the first time. */
export function lastBrief(exchanges: readonly Exchange[], held: readonly HeldNote[]): LastBrief | undefined {
  const call = modelCalls(exchanges).find(({ notes }) => notes.length > 0);
  if (!call) return undefined;
  const asked = Date.parse(call.at);
  const searches = exchanges
    .filter(({ side, name, at }) => {
      const before = asked - Date.parse(at);
      return side === 'memory' && name.includes('/recall') && before >= 0 && before < windowMs;
    })
    .flatMap(searchOf);
  const notes = call.notes.toReversed().map((note): FoundNote => {
    const id = heldOf(note, held)?.id;
    const found = searches.flatMap(({ query, ids }) => {
      const place = id === undefined ? -1 : ids.indexOf(id);
      return place < 0 ? [] : [{ query, place: place + 1 }];
    });
    const best = found.toSorted((a, b) => a.place - b.place);
    return { id, day: note.day, text: note.text, searches: best };
  });
  const shown = new Set(notes.map(({ id }) => id));
  const leftOut = [...new Set(searches.flatMap(({ ids }) => ids))].filter((id) => !shown.has(id));
  return { at: call.at, notes, searches: searches.length, leftOut };
}
