import type { Rubric } from './rubric.ts';
import type { Factor } from './score.ts';

/** Sum of the rows' points. */
export function sumOf(factors: readonly Factor[]): number {
  return factors.reduce((total, factor) => total + factor.points, 0);
}

/** The lowest gate that holds for these rows, as a row of its own; empty when the sum is below it. */
function gateRow(factors: readonly Factor[], gates: Rubric['gates']): Factor[] {
  const counting = new Set(factors.map((factor) => factor.kind));
  const holding = gates.filter(
    (gate) =>
      !gate.unless.some((kind) => counting.has(kind)) &&
      (gate.while === undefined || gate.while.some((kind) => counting.has(kind))),
  );
  const lowest = holding.toSorted((a, b) => a.hold_at - b.hold_at)[0];
  const over = sumOf(factors) - (lowest?.hold_at ?? Number.POSITIVE_INFINITY);
  if (lowest === undefined || over <= 0) return [];
  return [{ kind: 'gate', label: `Held at ${lowest.hold_at}: ${lowest.label}`, points: -over, cited: null }];
}

/** All rows with what keeps their sum between 0 and 100: a gate, a floor or a ceiling, each a row of its own. */
export function bounded(factors: readonly Factor[], rubric: Rubric): readonly Factor[] {
  const gated = [...factors, ...gateRow(factors, rubric.gates)];
  const sum = sumOf(gated);
  if (sum < 0) return [...gated, { kind: 'floor', label: 'Never below 0', points: -sum, cited: null }];
  if (sum > 100)
    return [...gated, { kind: 'ceiling', label: 'Never above 100', points: 100 - sum, cited: null }];
  return gated;
}
