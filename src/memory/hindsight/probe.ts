import { isNotFound } from './failure.ts';
import { listCall, versionCall } from './read-calls.ts';
import type { Request } from './request.ts';

/** What the server says of itself. */
export interface Probe {
  readonly version: string;
  /** False when this server forgets the texts themselves: then notes cannot be shown. */
  readonly keepsTexts: boolean;
}

/** Asks for the version and for one note. @throws UpstreamError when either is refused, but not for want of a bank. */
export async function probe(request: Request, bank: string): Promise<Probe> {
  const { api_version, features } = await request(versionCall());
  const oneNote = listCall(bank, { tags: ['type:call_log'], match: 'all' }, { limit: 1, offset: 0 });
  await request(oneNote).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
  return { version: api_version, keepsTexts: features.store_document_text !== false };
}
