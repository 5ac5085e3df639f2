import { UpstreamError, UserError } from '../../errors.ts';
import type { ImportRecord } from '../../import/import-store.ts';
import type { TokenSource } from '../kit/web-client.ts';

/** 20 MB. */
const mostBytes = 20 * 1024 * 1024;
const timeoutMs = 60_000;

interface Deps {
  readonly fetch: typeof globalThis.fetch;
  readonly token: TokenSource;
  /** Base of the Web API; undefined for Slack's own. */
  readonly slackApiUrl: string | undefined;
}

/** Reads files at Slack with the bot's token, which goes to Slack's own hosts and nowhere else. */
export function createFileLoader({ fetch, token, slackApiUrl = 'https://slack.com/api/' }: Deps) {
  const { origin, host } = new URL(slackApiUrl);
  const origins = new Set([`https://files.${host}`, origin]);
  return async ({ url, size }: ImportRecord['file']): Promise<Uint8Array> => {
    if (size > mostBytes) throw tooLarge();
    if (!URL.canParse(url) || !origins.has(new URL(url).origin)) throw gone();
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { authorization: `Bearer ${await token()}` };
    const reply = await fetch(url, { headers, signal, redirect: 'manual' }).catch((cause: unknown) => {
      throw new UpstreamError({ service: 'slack', kind: 'network', operation: 'file', cause: nameOf(cause) });
    });
    await checkReply(reply);
    return readBody(reply);
  };
}

/** Who may not read a file is sent to a page that asks them to sign in. */
async function checkReply(reply: Response): Promise<void> {
  const isPage = reply.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (reply.status === 200 && !isPage) return;
  await reply.body?.cancel();
  if (reply.status === 429 || reply.status >= 500)
    throw new UpstreamError({ service: 'slack', kind: 'busy', operation: 'file', status: reply.status });
  throw gone();
}

/** Stops where more comes than was said. */
async function readBody(reply: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of reply.body ?? []) {
    length += piece.length;
    if (length > mostBytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Its message may hold the address, and with it the file's name. */
function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}

function tooLarge(): UserError {
  return new UserError('That file is larger than 20 MB. Send it in parts.');
}

function gone(): UserError {
  return new UserError(
    'That file can not be opened at Slack any more. Send it again: what was stored is not stored twice.',
  );
}
