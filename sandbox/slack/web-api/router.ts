import type { CallLog } from '../call-log.ts';
import type { Fault, Faults } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import { SlackRefusal } from '../refusal.ts';
import { accountMethods } from './account.ts';
import { chatMethods } from './chat.ts';
import { assistantMethods, conversationMethods, threadMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { type ApiParts, assertScope, type Method, type Methods } from './method.ts';
import { viewMethods } from './view-methods.ts';

/** The tokens that the workspace accepts. */
export interface Tokens {
  bot: string;
  app: string;
}

/** A Web API answer; `isLost` means that the connection must be cut instead of answering. */
export interface ApiReply {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
  isLost: boolean;
}

/** One call as read from the wire. */
export interface ApiCall {
  name: string;
  token: string | undefined;
  args: JsonObject;
}

const createMethods = (parts: ApiParts): Methods => ({
  ...accountMethods(parts),
  ...conversationMethods(parts),
  ...chatMethods(parts),
  ...threadMethods(parts),
  ...assistantMethods(parts),
  ...viewMethods(parts),
  ...fileMethods(parts),
});

const asFailure = (error: unknown): JsonObject => {
  if (!(error instanceof SlackRefusal)) throw error;
  const { code, messages, extra } = error;
  const details = messages.length > 0 ? { errors: messages, response_metadata: { messages } } : {};
  return { ok: false, error: code, ...extra, ...details };
};

interface Parts {
  api: ApiParts;
  tokens: Tokens;
  faults: Faults;
  log: CallLog;
}

const createGate = ({ api, tokens }: Parts) => {
  const assertToken = ({ token: kind }: Method, token: string | undefined) => {
    if (token === undefined || token === '') throw new SlackRefusal('not_authed');
    if (token === tokens[kind]) return;
    const isOther = token === tokens.bot || token === tokens.app;
    throw new SlackRefusal(isOther ? 'not_allowed_token_type' : 'invalid_auth');
  };
  return (method: Method, token: string | undefined) => {
    assertToken(method, token);
    assertScope(api.core, method.scope);
  };
};

const answer = (body: JsonObject, fault: Fault | undefined, scopes: string): ApiReply => {
  const isLimited = body['error'] === 'ratelimited';
  const headers = { 'x-oauth-scopes': scopes, ...(isLimited && { 'retry-after': '1' }) };
  return { status: isLimited ? 429 : 200, headers, body, isLost: fault?.kind === 'lose_response' };
};

/** Answers Web API calls and logs each one; `covered` names every method there is. */
export const createRouter = (parts: Parts) => {
  const { api, faults, log } = parts;
  const methods = createMethods(api);
  const admit = createGate(parts);
  const scopes = api.core.manifest.oauth_config.scopes.bot.join(',');
  const run = ({ name, token, args }: ApiCall): JsonObject => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    try {
      if (!method) throw new SlackRefusal('unknown_method', { extra: { req_method: name } });
      admit(method, token);
      return { ok: true, ...method.run(args) };
    } catch (error) {
      return asFailure(error);
    }
  };
  const answerCall = (call: ApiCall): ApiReply => {
    const started = performance.now();
    const fault = faults.take(call.name);
    const record = (reply: ApiReply, error?: string): ApiReply => {
      const durationMs = performance.now() - started;
      const { token: _token, ...request } = call.args;
      log.add({
        kind: 'api',
        name: call.name,
        durationMs,
        request,
        reply: reply.body,
        ...(error && { error }),
      });
      return reply;
    };
    if (fault?.kind === 'rate_limit') {
      const body = { ok: false, error: 'ratelimited' };
      const headers = { 'retry-after': String(fault.retryAfterSeconds) };
      return record({ status: 429, headers, body, isLost: false }, 'ratelimited');
    }
    const body = fault?.kind === 'error' ? { ok: false, error: fault.error } : run(call);
    const error = typeof body['error'] === 'string' ? body['error'] : undefined;
    return record(answer(body, fault, scopes), error);
  };
  return { answer: answerCall, covered: Object.keys(methods) };
};
