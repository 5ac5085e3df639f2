import { hkdfSync } from 'node:crypto';
import type { Outside } from './app.ts';
import type { Config } from './config.ts';
import { ConfigError, UpstreamError } from './errors.ts';
import { createDirectory, createSoleDirectory, type Directory } from './installations/directory.ts';
import { createEndings, type Endings } from './installations/endings.ts';
import { createInstallationStore } from './installations/installation-store.ts';
import { createOrgTeams } from './installations/org-teams.ts';
import { createRotation } from './installations/rotation.ts';
import { createBankEraser, openProcessBank } from './memory/hindsight/process-bank.ts';
import type { StateBank } from './memory/memory.ts';
import { createInstallPages } from './slack/install/oauth.ts';
import { createRenewal, createStanding } from './slack/install/slack-auth.ts';
import type { Pages } from './slack/kit/connection.ts';
import { bridgeLogger, identify, webOptions } from './slack/kit/web-client.ts';
import { createSeal } from './util/seal.ts';

/** Who is served, and where browsers come to install. */
export interface OpenedDirectory {
  readonly directory: Directory;
  readonly endings: Endings;
  readonly pages: Pages;
  /** Processes that share their models' tokens through Redis have this name in common. */
  readonly sharedAs: string;
}

interface Deps extends Outside {
  readonly report: (error: unknown) => void;
  /** Somebody has installed the app. */
  readonly changed: () => Promise<void>;
}

/** Rejects with ConfigError when Slack refuses the one bot token, or the key does not open what is stored. */
export async function openDirectory(config: Config, deps: Deps): Promise<OpenedDirectory> {
  const { fetch, now, log, report } = deps;
  const { HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix } = config;
  const bank = { url, apiKey, prefix, fetch, now, warn: report };
  const state = openProcessBank(bank);
  const endings = createEndings({ state, eraseBanks: createBankEraser(bank), now });
  const standingOf = createStanding(webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log }));
  function onEnded(team: string, eraseAt: Date): void {
    const day = eraseAt.toISOString().slice(0, 10);
    log.warn(
      { team },
      `SalesMemory was taken out of this workspace and serves it no more. All that is stored of it is erased on ${day}, unless it is installed again before.`,
    );
  }
  const ending = { endings, standingOf, onEnded };
  const { SLACK_BOT_TOKEN: token } = config;
  if (token !== undefined) return openSole(config, token, { ...deps, ...ending });
  return openSeveral(config, { ...deps, ...ending, state });
}

type Ending = Pick<Parameters<typeof createSoleDirectory>[0], 'endings' | 'standingOf' | 'onEnded'>;

async function openSole(config: Config, token: string, deps: Deps & Ending): Promise<OpenedDirectory> {
  const { fetch, log, report } = deps;
  const options = webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log });
  const { team, ...bot } = await identify(token, options).catch(async (error: unknown) => {
    // Taken out of its workspace it does not start again; what has had its time is erased all the same.
    await deps.endings.eraseDue(() => false).catch(report);
    throw error;
  });
  const installation = { id: team, isOrgWide: false, ...bot, token, rotation: null };
  const directory = createSoleDirectory({ ...deps, installation });
  return { directory, endings: deps.endings, pages: new Map(), sharedAs: team };
}

interface SeveralDeps extends Deps, Ending {
  readonly state: StateBank;
}

async function openSeveral(config: Config, deps: SeveralDeps): Promise<OpenedDirectory> {
  const { fetch, log, report, changed, state } = deps;
  const { SLACK_API_URL: slackApiUrl, PUBLIC_URL: publicUrl = '', SECRETS_KEY: secretsKey = '' } = config;
  const { SLACK_CLIENT_ID: clientId = '', SLACK_CLIENT_SECRET: clientSecret = '' } = config;
  const options = () => webOptions({ fetch, slackApiUrl, log });
  const app = { clientId, clientSecret };
  const store = createInstallationStore({ state, seal: createSeal(secretsKey) });
  const rotation = createRotation({
    ...{ ...deps, store, claim: state.claim },
    renew: createRenewal(app, options()),
  });
  const directory = createDirectory({ ...deps, store, rotation, orgTeams: createOrgTeams({ state }) });
  await readFirst(directory, report);
  const pages = createInstallPages({
    ...{ ...app, publicUrl, slackApiUrl, options: options(), logger: bridgeLogger(log) },
    // Of a key of its own, and the same in all replicas: another one may hear what comes back.
    stateSecret: Buffer.from(hkdfSync('sha256', secretsKey, '', 'oauth state', 32)).toString('base64'),
    async onInstalled(installation) {
      await directory.add(installation);
      log.info({ team: installation.id }, 'SalesMemory is installed');
      await changed();
    },
  });
  return { directory, endings: deps.endings, pages, sharedAs: clientId };
}

/** A memory that is away is asked again; a key that opens nothing is the operator's to mend. */
async function readFirst(directory: Directory, report: (error: unknown) => void): Promise<void> {
  try {
    await directory.look();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    report(error);
  }
  const { unopened } = directory.troubles();
  if (unopened > 0 && directory.served().length === 0)
    throw new ConfigError(
      `SECRETS_KEY is not the key that the ${unopened} installation(s) in memory were stored with. Set that key again; to turn it, set the new one, a comma and the old one.`,
    );
}
