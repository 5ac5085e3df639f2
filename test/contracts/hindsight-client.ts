import { randomUUID } from 'node:crypto';
import { createClient, createConfig, HindsightClient, sdk } from '@vectorize-io/hindsight-client';
import { expect, test, vi } from 'vitest';
import type { Target } from './hindsight-wire.ts';

/** The same API through the client package, as the adapter calls it. */
export function clientContract(target: () => Target): void {
  test('the client class writes, finds, re-tags and deletes a note', async () => {
    const { url, apiKey } = target();
    const client = new HindsightClient({ baseUrl: url, ...(apiKey === undefined ? {} : { apiKey }) });
    const bank = `contract-${randomUUID()}`;
    await client.updateBankConfig(bank, { retainExtractionMode: 'chunks' });
    await client.retain(bank, 'The budget is frozen.', {
      documentId: 'a',
      tags: ['p:a'],
      metadata: { k: 'v' },
      timestamp: '2026-03-02T12:00:00Z',
    });
    expect(await client.listDocuments(bank)).toMatchObject({ total: 1 });
    expect(await client.getDocument(bank, 'a')).toMatchObject({ original_text: 'The budget is frozen.' });
    expect(await client.getDocument(bank, 'b')).toBeNull();
    const tagGroups = [{ tags: ['p:a'], match: 'all_strict' as const }];
    const recalled = await client.recall(bank, 'budget', { tagGroups, minScores: { semantic: 0 } });
    expect(recalled.results).toMatchObject([{ document_id: 'a', tags: ['p:a'] }]);
    await client.updateDocument(bank, 'a', { tags: ['p:b'] });
    await client.deleteDocument(bank, 'a');
    await expect(client.deleteDocument(bank, 'a')).rejects.toThrow();
    await expect(client.recall(`contract-${randomUUID()}`, 'x')).rejects.toMatchObject({ statusCode: 404 });
  });

  test('the package functions list documents and units by tags and follow an operation', async () => {
    const { url, apiKey } = target();
    const headers = apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` };
    const client = createClient(createConfig({ baseUrl: url, headers }));
    const path = { bank_id: `contract-${randomUUID()}` };
    const operation = randomUUID();
    const items = [{ content: 'text', document_id: 'a', tags: ['t', 'u'] }];
    const body = { items, async: true, operation_id: operation };
    expect((await sdk.retainMemories({ client, path, body })).data).toMatchObject({
      operation_id: operation,
    });
    const status = () => sdk.getOperationStatus({ client, path: { ...path, operation_id: operation } });
    await vi.waitUntil(async () => (await status()).data?.status === 'completed', { timeout: 10_000 });
    const query = { tags: ['t', 'u'], tags_match: 'all_strict' as const, limit: 2_000 };
    const documents = await sdk.listDocuments({ client, path, query });
    expect(documents.data).toMatchObject({ total: 1, items: [{ id: 'a' }] });
    const units = await sdk.listMemories({ client, path, query });
    expect(units.data).toMatchObject({ total: 1, items: [{ document_id: 'a', text: 'text' }] });
    const none = await sdk.listDocuments({ client, path, query: { ...query, tags: ['t', 'x'] } });
    expect(none.data).toMatchObject({ total: 0 });
    expect((await sdk.getVersion({ client })).data).toMatchObject({ api_version: '1.1.0' });
  });
}
