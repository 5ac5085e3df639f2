import type { Config } from '../config.ts';
import type { DirectoryTroubles } from '../installations/directory.ts';
import { createInstallationStore, type Installation } from '../installations/installation-store.ts';
import { openProcessBank } from '../memory/hindsight/process-bank.ts';
import { createSeal } from '../util/seal.ts';
import { checkSlack, type SlackFindings } from './check-slack.ts';
import { type Finding, fault, warning } from './finding.ts';

const what = 'installations';

/** What is wrong with what is stored of installations. */
export function installationTroubles(
  { PUBLIC_URL: url = '' }: Pick<Config, 'PUBLIC_URL'>,
  { unopened, refused }: DirectoryTroubles,
): readonly Finding[] {
  const again = `An admin of it opens ${url}/slack/install once more; nothing that is stored is lost.`;
  return [
    ...(unopened === 0 ? [] : [unopenedFinding(unopened)]),
    ...refused.map((id) => fault(`${what} of ${id}`, `Slack renews the token of ${id} no more.`, again)),
  ];
}

function unopenedFinding(unopened: number): Finding {
  const says = `SECRETS_KEY does not open ${unopened} of the installations in memory, so those workspaces are not served.`;
  const step = 'Set the key that they were stored with behind the one that is set, after a comma.';
  return warning(what, says, step);
}

interface World {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
}

/** Each workspace that has installed the app, and the line once. */
export async function checkInstallations(config: Config, world: World): Promise<SlackFindings> {
  const { HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix } = config;
  const state = openProcessBank({ url, apiKey, prefix, ...world, warn: () => undefined });
  const store = createInstallationStore({ state, seal: createSeal(config.SECRETS_KEY ?? '') });
  const stored = await store.list().catch(() => undefined);
  if (stored === undefined) {
    const says = 'Memory does not tell who has installed the app.';
    return { team: undefined, findings: [fault(what, says, 'Mend what is said of Hindsight first.')] };
  }
  const findings = installationTroubles(config, { unopened: stored.unopened, refused: [] });
  if (stored.installations.length === 0) {
    const step = `An admin of a workspace opens ${config.PUBLIC_URL}/slack/install.`;
    return {
      team: undefined,
      findings: [...findings, warning(what, 'No workspace has installed the app yet.', step)],
    };
  }
  const checked: SlackFindings[] = [];
  for (const [index, one] of stored.installations.entries())
    checked.push(await checkOne(config, { ...world, one, isThorough: index === 0 }));
  return { team: checked[0]?.team, findings: [...findings, ...checked.flatMap((one) => one.findings)] };
}

interface Checked extends World {
  readonly one: Installation;
  readonly isThorough: boolean;
}

async function checkOne(config: Config, { one, ...world }: Checked): Promise<SlackFindings> {
  const { id, token, rotation, isOrgWide } = one;
  const named = (finding: Finding): Finding => ({ ...finding, what: `${finding.what} of ${id}` });
  if (rotation && Date.parse(rotation.expiresAt) < world.now().getTime()) {
    const says = 'Its token has run out, as it does twice a day while the bot does not run.';
    return {
      team: id,
      findings: [named(warning('Slack’s bot token', says, 'Start the bot: it renews it.'))],
    };
  }
  const { team, findings } = await checkSlack(config, { ...world, token, isOrgWide });
  return { team: isOrgWide ? undefined : team, findings: findings.map(named) };
}
