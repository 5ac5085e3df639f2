/** Where the bot finds everybody. */
interface Services {
  readonly slack: { readonly url: string; readonly tokens: { readonly bot: string; readonly app: string } };
  readonly memoryUrl: string;
  readonly modelUrl: string;
  /** False for the rules that stand in for Groq. */
  readonly isRealModel: boolean;
  /** Zone in which scores count days. */
  readonly zone: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Tokens a minute of a paid account: the demo should not make people wait. */
const plentyOfTokens = '250000';

/** The environment that points the unmodified bot at the stand-ins; what the person set for Groq and Hindsight stays. */
export function botEnvironment(services: Services, own: Environment): Environment {
  const { slack, memoryUrl, modelUrl, isRealModel, zone } = services;
  const groq = isRealModel
    ? { GROQ_API_KEY: own['GROQ_API_KEY'], GROQ_TPM: own['GROQ_TPM'] }
    : { GROQ_API_KEY: 'gsk_sandbox', GROQ_TPM: plentyOfTokens };
  return {
    ...groq,
    GROQ_BASE_URL: modelUrl,
    GROQ_MODEL: own['GROQ_MODEL'],
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.url,
    HINDSIGHT_URL: memoryUrl,
    HINDSIGHT_API_KEY: own['HINDSIGHT_API_KEY'],
    ALLOW_INSECURE_HINDSIGHT: own['ALLOW_INSECURE_HINDSIGHT'],
    DEFAULT_TIMEZONE: zone,
    LOG_LEVEL: own['LOG_LEVEL'] ?? 'warn',
  };
}
