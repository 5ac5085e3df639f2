import { parse, RefusedError } from './reply.ts';
import { configSchema } from './requests.ts';
import { existing, ok, type Route } from './route.ts';

const configurable = ['retain_extraction_mode', 'retain_chunk_size', 'retain_mission', 'enable_observations'];

const features = {
  observations: false,
  mcp: false,
  worker: true,
  bank_config_api: true,
  bank_llm_health: false,
  file_upload_api: false,
  document_export_api: false,
  document_import_api: false,
  audit_log: false,
  llm_trace: false,
  store_document_text: true,
};

/** What may be asked without a key. */
export const openRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/(?:v1\/)?version$/, answer: () => ok({ api_version: '1.1.0', features }) },
  { method: 'GET', path: /^\/health\/live$/, answer: () => ok({ status: 'alive', version: '1.1.0' }) },
  {
    method: 'GET',
    path: /^\/health(?:\/ready)?$/,
    answer: () => ok({ status: 'healthy', database: 'connected' }),
  },
];

/** Banks and their settings. */
export const bankRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/v1\/default\/banks$/,
    answer: ({ store }) => {
      const banks = store.banks().map((bank) => ({ bank_id: bank.id, name: bank.id }));
      return ok({ banks, total: banks.length, limit: 100, offset: 0 });
    },
  },
  {
    method: 'PUT',
    path: /^\/v1\/default\/banks\/([^/]+)$/,
    answer: async ({ store, bank }) => {
      await store.configure(bank, {});
      return ok({ bank_id: bank, name: bank, mission: '', background: '' });
    },
  },
  {
    method: 'DELETE',
    path: /^\/v1\/default\/banks\/([^/]+)$/,
    answer: async ({ store, bank }) => {
      const count = await store.drop(bank);
      const message = `Bank '${bank}' and all associated data deleted successfully`;
      return ok({ success: true, message, deleted_count: count });
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/default\/banks\/([^/]+)\/config$/,
    answer: (call) => ok({ bank_id: call.bank, config: existing(call).config, overrides: {} }),
  },
  {
    method: 'PATCH',
    path: /^\/v1\/default\/banks\/([^/]+)\/config$/,
    answer: async ({ store, bank, body }) => {
      const { updates } = parse(configSchema, body, 'body');
      const unknown = Object.keys(updates).filter((name) => !configurable.includes(name));
      if (unknown.length > 0) {
        throw new RefusedError(400, `Unknown configuration fields: ['${unknown.join("', '")}'].`);
      }
      await store.configure(bank, updates);
      return ok({ bank_id: bank, config: store.bank(bank)?.config ?? {}, overrides: updates });
    },
  },
];
