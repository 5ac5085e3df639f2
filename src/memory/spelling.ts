/**
 * How many letters to insert, delete, replace or swap with their neighbour to get from one to the other;
 * stops counting past `most`.
 */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cell({ a, b, beforeLast, last, row }, i, j));
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}

interface Table {
  readonly a: string;
  readonly b: string;
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly row: readonly number[];
}

function cell({ a, b, beforeLast, last, row }: Table, i: number, j: number): number {
  const same = a[i - 1] === b[j - 1];
  const change = at(last, j - 1) + (same ? 0 : 1);
  const least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, change);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(least, at(beforeLast, j - 2) + 1) : least;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** Whether one of two spellings is probably a slip of the other: one slip, two in a long name. */
export function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return false;
  const most = shorter >= 9 ? 2 : 1;
  return a !== b && slips(a, b, most) <= most;
}
