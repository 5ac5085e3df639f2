/** Prints a title and aligned columns: the first to the left, the others to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ');
  const rule = widths.map((width) => '-'.repeat(width));
  console.log([`\n${title}`, line(head), line(rule), ...rows.map(line)].join('\n'));
}

/** Prints whether a bar holds, and hands the verdict on. */
export function verdict(bar: string, holds: boolean): boolean {
  console.log(`${holds ? 'holds' : 'DOES NOT HOLD'}: ${bar}`);
  return holds;
}
