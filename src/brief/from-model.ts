import type { Findings } from './findings.ts';

/** Half of a brief: the model's own sentences, only from an answer on just these notes. */
export function fromModel({ testimony, source }: Findings) {
  const isFresh = source.kind !== 'facts' || source.reason === 'thin';
  const said = isFresh ? testimony : null;
  return {
    openWith: said?.openWith ?? null,
    recommendation: said?.recommendation ?? [],
    tone: said?.tone ?? null,
    changed: said?.changed ?? [],
    advised: said?.doNext ?? null,
  };
}
