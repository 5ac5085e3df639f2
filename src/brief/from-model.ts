import type { Findings } from './findings.ts';
import { isRuledOut } from './rulings/rulings.ts';
import type { Claim, Signal } from './testimony/testimony.ts';

/**
 * Half of a brief: the model's own sentences, only from an answer on just these notes, and none that rests on words which
 * somebody has put right since.
 */
export function fromModel({ testimony, source }: Findings, known: readonly Signal[]) {
  const isFresh = source.kind !== 'facts' || source.reason === 'thin';
  const said = isFresh ? testimony : null;
  const stands = (claim: Claim) => !isRuledOut(claim, known);
  const one = (claim: Claim | null | undefined) => (claim && stands(claim) ? claim : null);
  return {
    openWith: one(said?.openWith),
    recommendation: (said?.recommendation ?? []).filter(stands),
    tone: one(said?.tone),
    changed: (said?.changed ?? []).filter(stands),
    advised: one(said?.doNext),
  };
}
