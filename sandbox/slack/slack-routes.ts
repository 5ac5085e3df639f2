import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from './call-log.ts';
import { readFields, sendJson, sendText } from './http.ts';
import { SlackRefusal } from './refusal.ts';
import type { Answer, ResponseUrls } from './response-url.ts';
import type { ApiCall, ApiReply } from './web-api/router.ts';

/** The doors that the bot uses. */
export interface SlackDoors {
  answer(call: ApiCall): ApiReply;
  responseUrls: ResponseUrls;
  log: CallLog;
}

const tokenOf = (request: IncomingMessage, args: Record<string, unknown>): string | undefined => {
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? (typeof args['token'] === 'string' ? args['token'] : undefined);
};

/** `/api/<method>`: a lost response is carried out, then the connection is cut. */
export const serveApi = async (doors: SlackDoors, request: IncomingMessage, response: ServerResponse) => {
  const [, name = ''] = /^\/api\/([^?]*)/.exec(request.url ?? '') ?? [];
  const args = await readFields(request);
  const reply = doors.answer({ name, token: tokenOf(request, args), args });
  if (reply.isLost) request.socket.destroy();
  else sendJson(response, reply.body, reply);
};

const useUrl = ({ responseUrls }: SlackDoors, path: string, body: unknown): Answer => {
  try {
    return responseUrls.use(path, body);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    const details = error.messages.length > 0 ? { response_metadata: { messages: error.messages } } : {};
    return { status: 400, body: JSON.stringify({ ok: false, error: error.code, ...details }) };
  }
};

/** A response_url. */
export const serveResponseUrl = async (
  doors: SlackDoors,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const started = performance.now();
  const body = await readFields(request);
  const answer = useUrl(doors, request.url ?? '', body);
  const failure = answer.status === 200 ? {} : { error: answer.body };
  const durationMs = performance.now() - started;
  doors.log.add({
    kind: 'response_url',
    name: 'response_url',
    durationMs,
    request: body,
    reply: answer.body,
    ...failure,
  });
  sendText(response, answer.status, answer.body);
};
