import type { ModelTrouble } from '../brief/model/model.ts';
import type { Config } from '../config.ts';
import { askOnce } from './ask.ts';
import { type Finding, fault, good, warning } from './finding.ts';

interface Deps {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
}

/** A model as the settings have it. */
interface Named {
  readonly name: string;
  /** The setting that names it. */
  readonly setting: 'GROQ_MODEL' | 'GROQ_CHECK_MODEL';
  readonly perMinute: number;
  /** The setting of its tokens a minute. */
  readonly minuteSetting: 'GROQ_TPM' | 'GROQ_CHECK_TPM';
}

const groq = 'Groq';
const groqUrl = 'https://api.groq.com';

/** Of a model that Groq would not ask: what it is, and what to do. */
export function modelFault(model: string, trouble: ModelTrouble): Finding {
  if (trouble === 'auth')
    return fault(
      groq,
      'Groq refuses GROQ_API_KEY.',
      'Make a key under API Keys in the Groq console and set GROQ_API_KEY to it.',
    );
  return fault(
    groq,
    `Groq has no such model: ${model}.`,
    'Set GROQ_MODEL and GROQ_CHECK_MODEL to names in Groq’s list of models (console.groq.com/docs/models).',
  );
}

/** While nothing is answered, or with a fault of Groq's own. */
export const groqAway = warning(
  groq,
  'Groq does not answer: notes wait to be read, and none is lost.',
  'Check this machine’s network and proxy, and groqstatus.com.',
);

/** Key, both models, and what the account may use, which only an answer tells: a call of a few tokens for each. */
export async function checkGroq(config: Config, deps: Deps): Promise<readonly Finding[]> {
  const models = modelsOf(config);
  const found = [];
  for (const model of models) {
    const finding = await checkModel(config, model, deps);
    found.push(finding);
    if (finding.says === modelFault('', 'auth').says) return found;
  }
  if (models.length > 1) return found;
  return [
    ...found,
    good(
      'second model',
      'None is named (GROQ_CHECK_MODEL is empty): what was read is checked by code alone, a choice.',
    ),
  ];
}

function modelsOf(config: Config): readonly Named[] {
  const first: Named = {
    ...{ name: config.GROQ_MODEL, setting: 'GROQ_MODEL' },
    ...{ perMinute: config.GROQ_TPM, minuteSetting: 'GROQ_TPM' },
  };
  const second: Named = {
    ...{ name: config.GROQ_CHECK_MODEL, setting: 'GROQ_CHECK_MODEL' },
    ...{ perMinute: config.GROQ_CHECK_TPM, minuteSetting: 'GROQ_CHECK_TPM' },
  };
  return second.name === '' ? [first] : [first, second];
}

async function checkModel(config: Config, model: Named, deps: Deps): Promise<Finding> {
  const base = `${(config.GROQ_BASE_URL ?? groqUrl).replace(/\/$/, '')}/openai/v1`;
  const listed = await askOnce(deps, `${base}/models/${encodeURIComponent(model.name)}`, config.GROQ_API_KEY);
  if (!listed)
    return fault(
      groq,
      'Groq does not answer.',
      'Check this machine’s network and proxy, and GROQ_BASE_URL if it is set. Notes wait meanwhile and are read later.',
    );
  if (listed.status === 401 || listed.status === 403) return modelFault(model.name, 'auth');
  if (listed.status === 404) return modelFault(`${model.name} (${model.setting})`, 'notfound');
  if (listed.status !== 200)
    return warning(groq, `Groq answers with ${listed.status}.`, 'Run this again in a few minutes.');
  const asked = await askOnce(deps, `${base}/chat/completions`, config.GROQ_API_KEY, {
    model: model.name,
    messages: [{ role: 'user', content: 'Say ok.' }],
    max_completion_tokens: 16,
  });
  return limitFinding(model, Number(asked?.headers.get('x-ratelimit-limit-tokens') ?? Number.NaN));
}

const readLimits = 'Compare it by hand with console.groq.com/settings/limits.';

/** Beside what Groq says that the account may use in a minute. */
function limitFinding({ name, setting, perMinute, minuteSetting }: Named, limit: number): Finding {
  const what = setting === 'GROQ_MODEL' ? 'model' : 'second model';
  if (!Number.isFinite(limit) || limit <= 0)
    return good(what, `${name} is there. Groq did not tell what the account may use. ${readLimits}`);
  if (perMinute > limit)
    return warning(
      what,
      `${name}: the account may use ${limit} tokens a minute, and ${minuteSetting} says ${perMinute}.`,
      `Set ${minuteSetting}=${limit}, or notes are refused and read late.`,
    );
  const spare = perMinute < limit ? `, of which ${minuteSetting} uses ${perMinute}` : '';
  return good(
    what,
    `${name}: ${limit} tokens a minute${spare}. No answer tells the tokens of a day (GROQ_TPD): see console.groq.com/settings/limits.`,
  );
}
