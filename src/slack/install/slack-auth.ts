import { WebClient, type WebClientOptions } from '@slack/web-api';
import { UpstreamError } from '../../errors.ts';
import type { Standing } from '../../installations/directory.ts';
import type { Renewed } from '../../installations/rotation.ts';
import { isTokenRefused, isUnreachable, slackCode } from '../kit/slack-errors.ts';

/** The app as Slack's OAuth knows it. */
export interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Takes a refresh token to Slack. Rejects with UpstreamError, of kind `auth` where Slack takes it no more. */
export function createRenewal({ clientId, clientSecret }: AppCredentials, options: WebClientOptions) {
  // In one try: Slack may have taken it though its answer was lost.
  const client = new WebClient(undefined, { ...options, retryConfig: { retries: 0 } });
  return async (refreshToken: string): Promise<Renewed> => {
    const answer = await client.oauth.v2
      .access({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      })
      .catch((error: unknown) => {
        throw upstream(error);
      });
    const { access_token: token, refresh_token: next, expires_in: expiresInSeconds } = answer;
    if (!token || !next || !expiresInSeconds) throw upstream(undefined);
    return { token, refreshToken: next, expiresInSeconds };
  };
}

/** What Slack says of the token of an app that was taken out. */
const goneCodes = new Set(['account_inactive', 'token_revoked', 'app_uninstalled']);

/** Asks Slack whether it still takes a bot token. */
export function createStanding(options: WebClientOptions) {
  return async (token: string): Promise<Standing> => {
    try {
      await new WebClient(token, options).auth.test();
      return 'taken';
    } catch (error) {
      const code = slackCode(error) ?? '';
      if (goneCodes.has(code)) return 'gone';
      // One that has only run out is renewed.
      return isTokenRefused(error) && code !== 'token_expired' ? 'refused' : 'unknown';
    }
  };
}

const refusals = new Set(['invalid_refresh_token', 'token_revoked', 'invalid_grant', 'app_uninstalled']);

function upstream(error: unknown): UpstreamError {
  const kind = refusals.has(slackCode(error) ?? '') ? 'auth' : isUnreachable(error) ? 'network' : 'server';
  return new UpstreamError({ service: 'slack', kind, operation: 'renew' });
}
