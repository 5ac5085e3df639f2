/** A level that fills evenly up to one minute's worth. */
export function createLevel(tokensPerMinute: number, now: () => Date) {
  let level = tokensPerMinute;
  let at = now().getTime();
  const read = (): number => {
    const moment = now().getTime();
    level = Math.min(tokensPerMinute, level + (Math.max(0, moment - at) * tokensPerMinute) / 60_000);
    at = moment;
    return level;
  };
  const msUntil = (tokens: number): number =>
    Math.max(0, Math.ceil(((tokens - read()) * 60_000) / tokensPerMinute));
  const spend = (tokens: number): void => {
    level = read() - tokens;
  };
  return { msUntil, spend };
}
