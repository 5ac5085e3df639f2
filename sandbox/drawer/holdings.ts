import { z } from 'zod';

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
