/** "1 day", "3 days": a number with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "once", "3 times". */
export function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
