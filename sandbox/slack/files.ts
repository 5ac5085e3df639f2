import type { Core } from './core.ts';
import type { Handler } from './http.ts';
import { sendText } from './http.ts';
import type { JsonObject } from './json.ts';
import type { StoredFile } from './workspace.ts';

/** A file as a person hands it in. */
export interface Upload {
  name: string;
  content: Uint8Array;
}

const KINDS: Readonly<Record<string, readonly [filetype: string, mimetype: string]>> = {
  csv: ['csv', 'text/csv'],
  tsv: ['tsv', 'text/tab-separated-values'],
  txt: ['text', 'text/plain'],
  xlsx: ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pdf: ['pdf', 'application/pdf'],
};
const OTHER = ['binary', 'application/octet-stream'] as const;

/** Files that people sent, and the door at which an app's token opens them. */
export const createFiles = (core: Core, root: string) => {
  const { workspace, manifest } = core;
  const pathOf = ({ id, name }: StoredFile) =>
    `/files-pri/${workspace.team.id}-${id}/download/${encodeURIComponent(name.toLowerCase().replace(/\s+/g, '_'))}`;
  return {
    add: (user: string, { name, content }: Upload): StoredFile => {
      const [filetype, mimetype] = KINDS[/\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ''] ?? OTHER;
      const file = { id: core.makeId('F'), name, filetype, mimetype, user, size: content.length };
      const stored = { ...file, content: Buffer.from(content).toString('base64') };
      workspace.files.push(stored);
      return stored;
    },
    remove: (id: string): void => {
      workspace.files = workspace.files.filter((file) => file.id !== id);
    },
    /** As events carry it. */
    output: (id: string): JsonObject => {
      const file = workspace.files.find((one) => one.id === id);
      if (!file) return { id, mode: 'tombstone' };
      const { content: _, ...shown } = file;
      const url = `${root}${pathOf(file)}`;
      return {
        ...shown,
        ...{ title: file.name, mode: 'hosted', is_external: false, is_public: false, editable: false },
        ...{ pretty_type: file.filetype.toUpperCase(), file_access: 'visible' },
        ...{ url_private: url.replace('/download', ''), url_private_download: url },
      };
    },
    /** Without a token that may read files Slack leads to a page that asks to sign in. */
    serve:
      (botToken: string): Handler =>
      async (request, response) => {
        const file = workspace.files.find((one) => request.url?.startsWith(pathOf(one)));
        const isBot = request.headers.authorization === `Bearer ${botToken}`;
        if (!isBot || !manifest.oauth_config.scopes.bot.includes('files:read')) {
          response.writeHead(302, { location: '/?redir=files', 'content-type': 'text/html' }).end();
          return;
        }
        if (!file) return sendText(response, 404, 'not found');
        const content = Buffer.from(file.content, 'base64');
        response.writeHead(200, { 'content-type': file.mimetype, 'content-length': content.length });
        response.end(content);
      },
  };
};

export type Files = ReturnType<typeof createFiles>;
