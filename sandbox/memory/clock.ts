/** Points in time as Hindsight writes them: UTC with microseconds, each later than the one before. */
export type Clock = () => string;

/** Two writes within one millisecond still get different times, so that the newest change stays first. */
export function createClock(now: () => Date, notBefore: string): Clock {
  let last = notBefore === '' ? 0 : microsecondsOf(notBefore);
  return () => {
    last = Math.max(now().getTime() * 1_000, last + 1);
    return written(last);
  };
}

function microsecondsOf(time: string): number {
  return Date.parse(`${time.slice(0, 23)}Z`) * 1_000 + Number(time.slice(23, 26));
}

function written(microseconds: number): string {
  const rest = String(microseconds % 1_000).padStart(3, '0');
  return `${new Date(Math.floor(microseconds / 1_000)).toISOString().slice(0, -1)}${rest}+00:00`;
}
