import type { IncomingMessage, ServerResponse } from 'node:http';
import { InstallProvider, type Installation as SlackInstallation } from '@slack/oauth';
import type { Logger, WebClientOptions } from '@slack/web-api';
import { UpstreamError } from '../../errors.ts';
import type { Installation } from '../../installations/installation-store.ts';
import type { Pages } from '../kit/connection.ts';
import { coreScopes, type Feature, featureNames, features, unaskedFeatures } from '../kit/grants.ts';
import { slackCode } from '../kit/slack-errors.ts';
import { cancelledPage, failedPage, installedPage, showPage, strangePage } from './pages.ts';
import type { AppCredentials } from './slack-auth.ts';

interface Deps extends AppCredentials {
  /** Signs what comes back through the browser. */
  readonly stateSecret: string;
  /** Where browsers reach this bot, without a slash at its end. */
  readonly publicUrl: string;
  /** Base of the Web API; undefined for Slack's own. */
  readonly slackApiUrl: string | undefined;
  readonly options: WebClientOptions;
  readonly logger: Logger;
  /** Keeps it and begins to serve it. Rejects when it can not be kept. */
  readonly onInstalled: (installation: Installation) => Promise<void>;
}

const installPath = '/slack/install';
const redirectPath = '/slack/oauth_redirect';

/**
 * Slack's OAuth in the browser: `/slack/install` leads to Slack, which leads back. What is asked for is what the manifest
 * asks for unasked; `?with=group,import` adds what `npm run manifest -- --with` adds.
 */
export function createInstallPages(deps: Deps): Pages {
  const { publicUrl, slackApiUrl = 'https://slack.com/api/', options, logger, onInstalled } = deps;
  const provider = new InstallProvider({
    ...{ clientId: deps.clientId, clientSecret: deps.clientSecret, stateSecret: deps.stateSecret, logger },
    authorizationUrl: new URL('../oauth/v2/authorize', slackApiUrl).href,
    clientOptions: options,
    directInstall: true,
    installationStore: {
      storeInstallation: (installed) => onInstalled(ourOwn(installed)),
      // Only its `authorize` asks, which nobody calls here.
      fetchInstallation: async () => {
        throw new UpstreamError({ service: 'slack', kind: 'notfound', operation: 'install' });
      },
    },
  });

  async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const scopes = scopesFor(new URL(request.url ?? '', publicUrl).searchParams.get('with') ?? '');
    const redirectUri = `${publicUrl}${redirectPath}`;
    await provider.handleInstallPath(request, response, undefined, { scopes, redirectUri });
  }

  const end = (request: IncomingMessage, response: ServerResponse) =>
    provider.handleCallback(request, response, {
      success({ team, enterprise, isEnterpriseInstall: isOrgWide = false, appId }) {
        showPage(response, installedPage(team?.name ?? enterprise?.name, { isOrgWide, appId }));
      },
      failure(error) {
        logger.warn(
          `an installation did not come about (${/^[a-z_]{1,60}$/.exec(slackCode(error) ?? error.code)?.[0]})`,
        );
        showPage(response, pageFor(error.code));
      },
    });

  return new Map([
    [installPath, onlyRead(begin)],
    [redirectPath, onlyRead(end)],
  ]);
}

function onlyRead(page: (request: IncomingMessage, response: ServerResponse) => Promise<void>): typeof page {
  return async (request, response) => {
    if (request.method === 'GET') await page(request, response);
    else response.writeHead(405, { allow: 'GET' }).end();
  };
}

/** Words parted by commas; what is unknown asks for nothing. */
function scopesFor(words: string): string[] {
  const isWanted = (name: Feature) => words.split(',').includes(name) || unaskedFeatures().has(name);
  const chosen = featureNames.filter(isWanted).flatMap((name) => [...features[name].scopes]);
  return [...coreScopes, ...chosen].map(([name]) => name);
}

const strange = new Set([
  'slack_oauth_invalid_state',
  'slack_oauth_missing_state',
  'slack_oauth_missing_code',
]);

function pageFor(code: string) {
  // The library's only refusal to authorise here is the person's own.
  if (code === 'slack_oauth_installer_authorization_error') return cancelledPage;
  return strange.has(code) ? strangePage : failedPage;
}

/** @throws UpstreamError for what is no installation of a bot. */
function ourOwn(installed: SlackInstallation): Installation {
  const { bot, team, enterprise, isEnterpriseInstall: isOrgWide = false } = installed;
  const id = isOrgWide ? enterprise?.id : team?.id;
  if (!bot || id === undefined)
    throw new UpstreamError({ service: 'slack', kind: 'invalid', operation: 'install' });
  const { refreshToken, expiresAt } = bot;
  return {
    ...{ id, isOrgWide, botId: bot.id, botUserId: bot.userId, scopes: bot.scopes, token: bot.token },
    rotation:
      refreshToken === undefined || expiresAt === undefined
        ? null
        : { refreshToken, expiresAt: new Date(expiresAt * 1_000).toISOString() },
  };
}
