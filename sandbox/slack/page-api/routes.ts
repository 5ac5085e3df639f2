import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from '../call-log.ts';
import type { Core } from '../core.ts';
import type { Hand } from '../hand/hand.ts';
import { readFields, sendJson, sendText } from '../http.ts';
import { SlackRefusal } from '../refusal.ts';
import { createHandCalls } from './hand-call.ts';
import { createLive } from './live.ts';
import { localOnly } from './local.ts';

interface Parts {
  core: Core;
  hand: Hand;
  log: CallLog;
  look(user: string): unknown;
}

const describe = (error: unknown): { status: number; error: string } => {
  if (error instanceof SlackRefusal) return { status: 200, error: error.code };
  return { status: 400, error: error instanceof Error ? error.message : 'unknown' };
};

/** The JSON API of the page: who there is, a live stream per person, what the hand does, the log. */
export const createPageApi = ({ core, hand, log, look }: Parts) => {
  const perform = createHandCalls(hand);
  const live = createLive(core, look);
  const people = () => core.workspace.people.filter((one) => !one.is_bot && !one.deleted);
  const act = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const outcome = await perform(await readFields(request));
      sendJson(response, outcome ?? { ok: false, error: 'not understood' }, { status: outcome ? 200 : 400 });
    } catch (error) {
      const { status, error: words } = describe(error);
      sendJson(response, { ok: false, ack: 'none', ms: 0, error: words }, { status });
    }
  };
  const reads: Readonly<Record<string, (response: ServerResponse, user: string) => void>> = {
    '/sandbox/live': live.open,
    '/sandbox/state': (response, user) => sendJson(response, look(user)),
    '/sandbox/people': (response) => sendJson(response, people()),
    '/sandbox/log': (response) => sendJson(response, { calls: log.calls(), refused: log.refusedLayouts() }),
  };
  const read = (url: URL, response: ServerResponse) => {
    const user = url.searchParams.get('user') ?? people()[0]?.id ?? '';
    if (!people().some((one) => one.id === user)) return sendText(response, 404, 'no such person');
    const answer = reads[url.pathname];
    return answer ? answer(response, user) : sendText(response, 404, 'not found');
  };
  return {
    serve: localOnly(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://sandbox');
      if (request.method === 'POST' && url.pathname === '/sandbox/hand') await act(request, response);
      else read(url, response);
    }),
    close: live.close,
  };
};
