import type { IncomingMessage, ServerResponse } from 'node:http';
import { InstallProvider, type Installation as SlackInstallation } from '@slack/oauth';
import type { Logger, WebClientOptions } from '@slack/web-api';
import { UpstreamError } from '../../errors.ts';
import type { Installation } from '../../installations/installation-store.ts';
import type { Pages } from '../kit/connection.ts';
import { coreScopes, type Feature, featureNames, features, unaskedFeatures } from '../kit/grants.ts';
import { slackCode } from '../kit/slack-errors.ts';
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

/** What somebody sees in the browser who installs the app: how it went, and the next step. */
interface Page {
  readonly status: number;
  readonly title: string;
  readonly says: string;
  readonly link?: { readonly url: string; readonly words: string };
}

/** Nothing is loaded from elsewhere, and no other page may frame it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}a{color:#1d4a3c}';

function showPage(response: ServerResponse, { status, title, says, link }: Page): void {
  const further = link ? `<p><a href="${escaped(link.url)}">${escaped(link.words)}</a></p>` : '';
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .end(
      [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        `<title>${escaped(title)}</title><style>${style}</style>`,
        `<h1>${escaped(title)}</h1><p>${escaped(says)}</p>${further}</html>`,
      ].join(''),
    );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => entities[one] ?? one);
}

const again = { url: '/slack/install', words: 'Install SalesMemory' };

/** `name` is of the workspace or the organisation, as Slack calls it. */
function installedPage(name: string | undefined, { isOrgWide, appId }: InstalledApp): Page {
  const where = name === undefined ? '' : ` in ${name}`;
  const next = isOrgWide
    ? 'Next, an admin of your organisation adds it to workspaces: Slack’s admin pages, Integrations, SalesMemory, Add to workspaces.'
    : 'Next, open Slack, find SalesMemory under Apps and type /log with what happened on your last call.';
  return {
    status: 200,
    title: `SalesMemory is installed${where}`,
    says: next,
    link: {
      url:
        appId === undefined
          ? 'https://slack.com/'
          : `https://slack.com/app_redirect?app=${encodeURIComponent(appId)}`,
      words: 'Open it in Slack',
    },
  };
}

interface InstalledApp {
  readonly isOrgWide: boolean;
  readonly appId: string | undefined;
}

const cancelledPage: Page = {
  status: 200,
  title: 'Nothing was installed',
  says: 'You cancelled it in Slack, so nothing has changed. You can begin again at any time.',
  link: again,
};

/** The link was old, or came from another browser than the one that began. */
const strangePage: Page = {
  status: 400,
  title: 'This link cannot be used any more',
  says: 'Installing has to end in the browser that began it, within ten minutes. Nothing was installed. Begin again here.',
  link: again,
};

/** Slack or memory did not do what was asked. */
const failedPage: Page = {
  status: 502,
  title: 'SalesMemory was not installed',
  says: 'Slack or the memory behind SalesMemory did not answer as it should. Try again in a minute. If it stays so, tell whoever runs SalesMemory: its log says more.',
  link: again,
};
