import type { Config } from '../config.ts';
import { checkGroq } from './check-groq.ts';
import { checkHindsight } from './check-hindsight.ts';
import { checkInstallations } from './check-installations.ts';
import { checkMachine } from './check-machine.ts';
import { checkRedis } from './check-redis.ts';
import { checkSlack } from './check-slack.ts';
import { type Finding, good } from './finding.ts';

interface World {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
}

/** Looks at everything that the bot rests on, and writes one record that it deletes again. Never rejects for what it finds. */
export async function examine(config: Config, world: World): Promise<readonly Finding[]> {
  const redis = checkRedis(config.REDIS_URL);
  const groq = checkGroq(config, world);
  const { SLACK_BOT_TOKEN: token } = config;
  const slack = await (token === undefined
    ? checkInstallations(config, world)
    : checkSlack(config, { ...world, token, isThorough: true }));
  const hindsight = checkHindsight(config, { ...world, team: slack.team });
  return [
    ...checkMachine(config),
    ...endOfNotes(config),
    ...slack.findings,
    ...(await hindsight),
    ...(await groq),
    ...(await redis),
  ];
}

/** What the start of a process can see at no cost and is not told otherwise: of Hindsight and Groq the probes tell in the same words. */
export async function lookAtProcess(config: Config): Promise<readonly Finding[]> {
  const redis = checkRedis(config.REDIS_URL);
  // A Node that works is no news at every start.
  const machine = checkMachine(config).filter(({ level }) => level === 'fault');
  return [...machine, ...(await redis)].filter(({ level }) => level !== 'good');
}

/** The same of one workspace. */
export async function lookAtWorkspace(
  config: Config,
  world: Omit<World, 'newId'>,
  token: () => Promise<string>,
): Promise<readonly Finding[]> {
  const { findings } = await checkSlack(config, { ...world, token: await token(), isThorough: false });
  return findings.filter(({ level }) => level !== 'good');
}

/** What will be erased by itself, so that nobody learns of it from what is missing. */
function endOfNotes({ RETENTION_DAYS: retention, LEAVER_DAYS: leaver }: Config): readonly Finding[] {
  const told = 'a week after the workspace’s admins were told how many';
  const old = retention && `Notes of calls more than ${retention} days ago are erased, ${told}.`;
  const left = leaver && `Private notes of people deactivated for ${leaver} days are erased, ${told}.`;
  return [old, left].flatMap((says) => (says ? [good('end of notes', says)] : []));
}
