/** The value that a share of all values does not exceed (nearest rank); NaN without any values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value; NaN without any values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Milliseconds with one decimal, or whole from 100 on. */
export function ms(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

/** How many times the baseline. */
export function ratio(value: number, baseline: number): string {
  return `${(value / baseline).toFixed(2)}x`;
}
