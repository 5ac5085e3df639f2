import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { type Handler, readBytes, sendText } from './http.ts';
import type { JsonObject } from './json.ts';
import { SlackRefusal } from './refusal.ts';
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
  png: ['png', 'image/png'],
};
const OTHER = ['binary', 'application/octet-stream'] as const;

const kindOf = (name: string) => KINDS[/\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ''] ?? OTHER;

/** How long Slack looks at an upload before a message may show it. */
const LOOK_MS = 400;

/** What an app said it would upload, and then did. */
interface Announced {
  name: string;
  /** In bytes. */
  length: number;
  content?: Buffer;
}

/** The bytes of an upload: sent as they are, or as the one file of a form. */
const uploadIn = async (request: IncomingMessage): Promise<Buffer> => {
  const body = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
};

/** Files that people sent or an app uploaded, and the door at which an app's token opens them. */
export const createFiles = (core: Core, root: string) => {
  const { workspace, manifest } = core;
  const announced = new Map<string, Announced>();
  const looking = new Set<string>();
  const pathOf = ({ id, name }: StoredFile) =>
    `/files-pri/${workspace.team.id}-${id}/download/${encodeURIComponent(name.toLowerCase().replace(/\s+/g, '_'))}`;
  return {
    add: (user: string, { name, content }: Upload): StoredFile => {
      const [filetype, mimetype] = kindOf(name);
      const file = { id: core.makeId('F'), name, filetype, mimetype, user, size: content.length };
      const stored = { ...file, content: Buffer.from(content).toString('base64') };
      workspace.files.push(stored);
      return stored;
    },
    /** First of three steps of an app's upload: where the bytes go. */
    announce: (name: string, length: number) => {
      const id = core.makeId('F');
      announced.set(id, { name, length });
      return { id, url: `${root}/upload/v1/${id}` };
    },
    /** The second, which needs no token. */
    receive: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const upload = announced.get(/\/upload\/v1\/(\w+)$/.exec(request.url ?? '')?.[1] ?? '');
      const content = await uploadIn(request);
      if (!upload) return sendText(response, 404, 'not found');
      if (content.length !== upload.length) return sendText(response, 400, 'error - wrong length');
      upload.content = content;
      sendText(response, 200, `OK - ${content.length}`);
    },
    /** The last: a file of the bot's alone. Throws `file_not_found` without its bytes. */
    complete: (id: string): void => {
      const { name, content } = announced.get(id) ?? {};
      if (name === undefined || !content) throw new SlackRefusal('file_not_found');
      announced.delete(id);
      const [filetype, mimetype] = kindOf(name);
      const user = workspace.app.bot_user;
      const size = content.length;
      workspace.files.push({ id, name, filetype, mimetype, user, size, content: content.toString('base64') });
      looking.add(id);
      setTimeout(() => looking.delete(id), LOOK_MS).unref();
    },
    /** Whether a message may show it: an image that Slack has looked at. */
    isShowable: (id: string): boolean =>
      !looking.has(id) && workspace.files.some((one) => one.id === id && one.mimetype.startsWith('image/')),
    find: (id: string): StoredFile | undefined => workspace.files.find((one) => one.id === id),
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
