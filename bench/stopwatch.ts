/** Notes when named pieces of work ran; pieces of one name that overlap count once. */
export interface Stopwatch {
  time<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Milliseconds in which at least one piece of that name ran; 0 when none ever did. */
  took(name: string): number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

export function createStopwatch(): Stopwatch {
  const spans = new Map<string, Span[]>();
  return {
    async time(name, work) {
      const from = performance.now();
      try {
        return await work();
      } finally {
        spans.set(name, [...(spans.get(name) ?? []), { from, to: performance.now() }]);
      }
    },
    took(name) {
      let [sum, end] = [0, 0];
      for (const { from, to } of (spans.get(name) ?? []).toSorted((a, b) => a.from - b.from)) {
        sum += Math.max(0, to - Math.max(from, end));
        end = Math.max(end, to);
      }
      return sum;
    },
  };
}
