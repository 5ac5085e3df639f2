import { z } from 'zod';

const platform = z.object({ data: z.object({ error: z.string() }) });
const unsent = z.object({ code: z.literal('slack_webapi_request_error') });
const rateLimit = z.object({ retryAfter: z.number() });

const layoutCodes = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'too_many_blocks',
  'no_text',
]);
const goneCodes = new Set([
  'not_found',
  'view_not_found',
  'hash_conflict',
  'expired_trigger_id',
  'exchanged_trigger_id',
]);
/** Slack's own trouble comes as a code too: it tells nothing of what was done. */
const ownTrouble = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** Slack's error code, such as `invalid_blocks`; undefined for anything that is not an answer of its Web API. */
export function slackCode(error: unknown): string | undefined {
  return platform.safeParse(error).data?.data.error;
}

/** Whether no answer came at all. */
export function isUnreachable(error: unknown): boolean {
  return unsent.safeParse(error).success;
}

/** Whether plain text may succeed where these blocks did not. */
export function isLayoutRefused(error: unknown): boolean {
  return isLayoutCode(slackCode(error) ?? '');
}

/** The same of Slack's code alone, which a response_url gives. */
export function isLayoutCode(code: string): boolean {
  return layoutCodes.has(code);
}

/** Whether the modal was closed in between or could not be opened any more. */
export function isViewGone(error: unknown): boolean {
  return goneCodes.has(slackCode(error) ?? '');
}

/** Whether a message can't be changed any more, since it was deleted or is too old. */
export function isMessageGone(error: unknown): boolean {
  return ['message_not_found', 'cant_update_message', 'edit_window_closed'].includes(slackCode(error) ?? '');
}

/** Seconds that Slack asks us to wait; undefined when the error is another. */
export function rateLimitSeconds(error: unknown): number | undefined {
  return rateLimit.safeParse(error).data?.retryAfter;
}

const tokenCodes = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'user_is_bot',
  'token_revoked',
  'token_expired',
  'no_permission',
  'missing_scope',
  'not_allowed_token_type',
  'app_uninstalled',
  'team_access_not_granted',
]);

/** Whether Slack refuses the token itself; without an answer, or with trouble of its own, it does not. */
export function isTokenRefused(error: unknown): boolean {
  return tokenCodes.has(slackCode(error) ?? '');
}

/** Whether Slack said no before it did anything; a page of HTML for an answer is not one of its codes. */
export function isRefused(error: unknown): boolean {
  const code = slackCode(error);
  if (code === undefined) return rateLimitSeconds(error) !== undefined;
  return /^[a-z_]{1,80}$/.test(code) && !ownTrouble.has(code);
}
