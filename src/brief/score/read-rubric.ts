import { parse } from 'yaml';
import { ConfigError } from '../../errors.ts';
import { type Rubric, rubricSchema } from './rubric.ts';

/** The kinds that code treats by name; the file must have them all. */
const namedKinds = ['next_step', 'promise', 'agreed_silence', 'person', 'objection'] as const;
const moreKinds = ['budget_confirmed', 'budget_doubt', 'competitor', 'ask_unanswered'] as const;

/** Faults that one field alone does not show. */
function faultsAcross(rubric: Rubric): string[] {
  const faults: string[] = [];
  const known = new Set(Object.keys(rubric.kinds));
  for (const name of [...namedKinds, ...moreKinds]) {
    if (!known.has(name)) faults.push(`kinds: ${name} is missing`);
  }
  const gated = rubric.gates.flatMap((gate) => [...gate.unless, ...(gate.while ?? [])]);
  const opposed = Object.values(rubric.kinds).flatMap(({ contradicts }) => contradicts?.kind ?? []);
  for (const [place, names] of Object.entries({ gates: gated, contradicts: opposed })) {
    const unknown = names.filter((name) => !known.has(name));
    faults.push(...unknown.map((name) => `${place}: there is no kind ${name}`));
  }
  const edges = rubric.bands.map((band) => band.from);
  const rising = edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0));
  if (edges[0] !== 0 || !rising) faults.push('bands: must start from 0 and rise');
  return faults;
}

/** Reads the rubric file; throws ConfigError with every fault in it, one a line. */
export function readRubric(text: string): Rubric {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (cause) {
    throw new ConfigError('prompts/rubric.yml is not valid YAML', { cause });
  }
  const parsed = rubricSchema.safeParse(raw);
  const faults = parsed.success
    ? faultsAcross(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(['prompts/rubric.yml has faults:', ...faults].join('\n- '));
  }
  return parsed.data;
}
