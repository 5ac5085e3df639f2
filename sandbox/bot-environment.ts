/** Where the stand-ins are. */
interface Services {
  readonly slack: { readonly url: string; readonly tokens: { readonly bot: string; readonly app: string } };
  readonly hindsightUrl: string;
  /** The rules that stand in for Groq; undefined when a key for the real one is set. */
  readonly modelUrl: string | undefined;
  /** Zone in which scores count days. */
  readonly zone: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Tokens a minute of a paid account: the demo should not make people wait. */
const plentyOfTokens = '250000';

/** The environment that points the unmodified bot at the stand-ins; what the person set for Groq and Hindsight stays. */
export function botEnvironment(services: Services, own: Environment): Environment {
  const { slack, hindsightUrl, modelUrl, zone } = services;
  const groq = modelUrl
    ? { GROQ_API_KEY: 'gsk_sandbox', GROQ_BASE_URL: modelUrl, GROQ_TPM: plentyOfTokens }
    : { GROQ_API_KEY: own['GROQ_API_KEY'], GROQ_BASE_URL: own['GROQ_BASE_URL'], GROQ_TPM: own['GROQ_TPM'] };
  return {
    ...groq,
    GROQ_MODEL: own['GROQ_MODEL'],
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.url,
    HINDSIGHT_URL: hindsightUrl,
    HINDSIGHT_API_KEY: own['HINDSIGHT_API_KEY'],
    ALLOW_INSECURE_HINDSIGHT: own['ALLOW_INSECURE_HINDSIGHT'],
    DEFAULT_TIMEZONE: zone,
    LOG_LEVEL: own['LOG_LEVEL'] ?? 'warn',
  };
}
