import { z } from 'zod';
import { ConfigError } from './errors.ts';
import { isZone, weekdays } from './util/calendar.ts';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
const onOff = word(['on', 'off']);
const zone = z.string().refine(isZone, 'must be an IANA time zone such as Europe/Berlin');
/** Set to nothing they mean nothing, and not their default. */
const mayBeEmpty = new Set(['GROQ_CHECK_MODEL']);
const port = number({ min: 0, max: 65_535 }, 'must be a port: a number from 0 to 65535');
const web = z.url({ protocol: /^https?$/, error: 'must be a URL such as https://hindsight.example.com' });
const redis = z.url({
  protocol: /^rediss?$/,
  error: 'must be a URL such as rediss://redis.example.com:6379',
});
const commandPrefix = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,22}$/,
    'takes up to 23 lower-case letters, digits and -: sales for /sales brief, or sm- for /sm-brief',
  );
const price = z.coerce
  .number({ error: 'must be a number such as 0.6' })
  .min(0, 'must be a number such as 0.6')
  .max(100_000, 'must be a number such as 0.6');
const yesNo = word(['0', '1']).default('0');
const botTokenPlace = 'OAuth & Permissions in your Slack app';
const publicUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://salesmemory.example.com' })
  .refine(isSafePage, 'must be https: browsers bring the cookie that guards an installation over https alone')
  .transform((url) => url.replace(/\/+$/, ''));
const secretsKey = z
  .string()
  .regex(
    /^[A-Za-z0-9+/]{43}=(?:,[A-Za-z0-9+/]{43}=){0,3}$/,
    'must be 32 bytes in base64, as `openssl rand -base64 32` makes them; while a key is turned, the new one, a comma and the old one',
  );

const schema = z.object({
  SLACK_BOT_TOKEN: token('xoxb-', botTokenPlace).optional(),
  SLACK_SIGNING_SECRET: z.string().min(16, 'is in Basic Information of your Slack app').optional(),
  PORT: port.default(3000),
  SLACK_APP_TOKEN: token('xapp-', 'Basic Information, App-Level Tokens, of your Slack app').optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().min(16, 'is in Basic Information of your Slack app').optional(),
  PUBLIC_URL: publicUrl.optional(),
  SECRETS_KEY: secretsKey.optional(),
  SLACK_API_URL: web.optional(),
  ALLOW_INSECURE_SLACK: yesNo,
  HINDSIGHT_URL: web.default('http://localhost:8888'),
  HINDSIGHT_API_KEY: z.string().optional(),
  HINDSIGHT_BANK: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,30}$/, 'takes 1 to 31 lower-case letters, digits, _ and -')
    .default('salesmemory'),
  ALLOW_INSECURE_HINDSIGHT: yesNo,
  GROQ_API_KEY: token('gsk_', 'API Keys in the Groq console'),
  GROQ_BASE_URL: web.optional(),
  ALLOW_INSECURE_GROQ: yesNo,
  GROQ_MODEL: z.string().default('openai/gpt-oss-120b'),
  GROQ_TPM: tokens(8_000),
  GROQ_TPD: tokens(200_000),
  GROQ_CHECK_MODEL: z.string().default('openai/gpt-oss-20b'),
  GROQ_CHECK_TPM: tokens(8_000),
  GROQ_PRICE_PER_MILLION: price.optional(),
  READ_PRIVATE: onOff.default('on'),
  COMMAND_PREFIX: commandPrefix.optional(),
  SALES_GROUP: z
    .string()
    .regex(
      /^[SCG][A-Z0-9]{6,20}$/,
      'must be the id of a user group or a channel, such as S0123456789 or C0123456789',
    )
    .optional(),
  NOTE_VISIBILITY: word(['private', 'team']).default('private'),
  DIGEST_DEFAULT: onOff.default('on'),
  DIGEST_DAY: word(weekdays).default('monday'),
  DIGEST_TIME: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00')
    .default('08:00'),
  DEFAULT_TIMEZONE: zone.default('UTC'),
  RETENTION_DAYS: days(30),
  LEAVER_DAYS: days(1),
  REDIS_URL: redis.optional(),
  ALLOW_INSECURE_REDIS: yesNo,
  OPS_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]{6,20}$/, 'must be a channel’s id, such as C0123456789: at the end of its details')
    .optional(),
  HEALTH_PORT: port.optional(),
  HEALTH_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: word(['fatal', 'error', 'warn', 'info']).default('info'),
});

/** Every setting, checked and defaulted; the names are those of the environment. */
export type Config = z.infer<typeof schema>;

/** The names that the environment may set, for the README and `.env.example`. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings; an empty string counts as not set, but where it means that there is none.
 * @throws ConfigError that lists every fault on a line of its own, without any value.
 */
export function readConfig(env: Environment): Config {
  const set = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([name = '', value]) => value || (value === '' && mayBeEmpty.has(name))),
  );
  const result = schema.safeParse(set);
  const faults = [
    ...(result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...faultsTogether(set),
  ];
  if (result.success && faults.length === 0) return result.data;
  throw new ConfigError(
    `The settings have ${faults.length} fault(s):\n${faults.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** `COMMAND_PREFIX` as it may be set. @throws ConfigError when it may not. */
export function readCommandPrefix(value: string): string {
  const { data, error } = commandPrefix.safeParse(value);
  if (data !== undefined) return data;
  throw new ConfigError(`“${value}” will not do: it ${error?.issues[0]?.message}.`);
}

/** What no setting can be blamed for alone, told beside the faults of each. */
function faultsTogether(env: Environment): readonly string[] {
  const isAlone = env['SLACK_CLIENT_ID'] === undefined;
  const hasNoLine = env['SLACK_SIGNING_SECRET'] === undefined && env['SLACK_APP_TOKEN'] === undefined;
  const line = 'SLACK_APP_TOKEN: is needed for Socket Mode (or set SLACK_SIGNING_SECRET for HTTP)';
  return [
    ...(isAlone ? faultsOfOne(env) : faultsOfSeveral(env)),
    ...(hasNoLine ? [line] : []),
    ...addresses.flatMap((one) => insecurity(one, env)),
  ];
}

/** One workspace is served by the token that was copied for it. */
function faultsOfOne(env: Environment): readonly string[] {
  const several = ['SLACK_CLIENT_SECRET', 'PUBLIC_URL'].filter((name) => env[name] !== undefined);
  return [
    ...(env['SLACK_BOT_TOKEN'] === undefined
      ? [`SLACK_BOT_TOKEN: is missing: it starts with xoxb-; find it under ${botTokenPlace}`]
      : []),
    ...several.map((name) => `${name}: is for several workspaces; set SLACK_CLIENT_ID too, or take it out`),
  ];
}

/** Several bring theirs by installing the app, and their tokens are stored. */
function faultsOfSeveral(env: Environment): readonly string[] {
  const needed = {
    SLACK_CLIENT_SECRET: 'is needed with SLACK_CLIENT_ID; it is in Basic Information of your Slack app',
    PUBLIC_URL:
      'is needed with SLACK_CLIENT_ID: where browsers reach this bot, such as https://salesmemory.example.com',
    SECRETS_KEY:
      'is needed with SLACK_CLIENT_ID: the tokens of several workspaces are stored, and only enciphered; make one with `openssl rand -base64 32`',
  };
  const missing = Object.entries(needed).filter(([name]) => env[name] === undefined);
  return [
    ...missing.map(([name, why]) => `${name}: ${why}`),
    ...(env['SLACK_BOT_TOKEN'] === undefined
      ? []
      : ['SLACK_BOT_TOKEN: is for one workspace; take it out, or SLACK_CLIENT_ID']),
    ...(env['SALES_GROUP'] === undefined
      ? []
      : ['SALES_GROUP: is of one workspace; where there are several, their admins choose it on Home']),
  ];
}

/** Whether a browser keeps a cookie of it that must not travel in the clear. */
function isSafePage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || loopback.test(hostname);
}

function tokens(preset: number) {
  return number({ min: 1_000 }, 'must be a number of tokens, 1000 or more').default(preset);
}

/** Up to a century. */
function days(min: number) {
  const max = 36_500;
  return number({ min, max }, `must be a number of days, ${min} to ${max}`).optional();
}

function number({ min, max = Number.MAX_SAFE_INTEGER }: { min: number; max?: number }, error: string) {
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error);
}

/** One of a few words. */
function word<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

function token(prefix: string, where: string) {
  const message = `must start with ${prefix}; find it under ${where}`;
  return z
    .string({ error: `is missing: it starts with ${prefix}; find it under ${where}` })
    .startsWith(prefix, message);
}

/** A service that notes or tokens are sent to. */
interface Address {
  /** The setting that names its URL. */
  readonly url: string;
  /** What its URL begins with when nobody can listen in. */
  readonly safe: 'https' | 'rediss';
  /** The setting that lifts the rule. */
  readonly lifted: string;
  /** The setting of a key without which anybody could ask it; undefined where the rule names none. */
  readonly key?: string;
}

const addresses: readonly Address[] = [
  { url: 'SLACK_API_URL', safe: 'https', lifted: 'ALLOW_INSECURE_SLACK' },
  { url: 'HINDSIGHT_URL', safe: 'https', lifted: 'ALLOW_INSECURE_HINDSIGHT', key: 'HINDSIGHT_API_KEY' },
  { url: 'GROQ_BASE_URL', safe: 'https', lifted: 'ALLOW_INSECURE_GROQ' },
  { url: 'REDIS_URL', safe: 'rediss', lifted: 'ALLOW_INSECURE_REDIS' },
];

/** What leaves this machine is enciphered. */
function insecurity({ url, safe, lifted, key }: Address, env: Environment): readonly string[] {
  const address = env[url];
  if (env[lifted] === '1' || address === undefined || !URL.canParse(address)) return [];
  const { hostname, protocol } = new URL(address);
  if (loopback.test(hostname)) return [];
  const way = `beyond this machine (or set ${lifted}=1)`;
  return [
    ...(protocol === `${safe}:` ? [] : [`${url}: must be ${safe} ${way}`]),
    ...(key === undefined || env[key] ? [] : [`${key}: is needed ${way}`]),
  ];
}
