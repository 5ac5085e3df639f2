/** Notes when named pieces of work ran; pieces of one name that overlap count once. */
export interface Stopwatch {
  time<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Milliseconds from the first start to the last end; 0 when it never ran. */
  took(name: string): number;
  /** When the last piece of that name ended, or else `otherwise`. */
  endOf(name: string, otherwise: number): number;
  /** When the first piece of that name began, or else `otherwise`. */
  startOf(name: string, otherwise: number): number;
}

export function createStopwatch(): Stopwatch {
  const spans = new Map<string, { readonly from: number; readonly to: number }>();
  return {
    async time(name, work) {
      const from = performance.now();
      try {
        return await work();
      } finally {
        const to = performance.now();
        const known = spans.get(name);
        spans.set(name, { from: Math.min(from, known?.from ?? from), to });
      }
    },
    took: (name) => {
      const span = spans.get(name);
      return span ? span.to - span.from : 0;
    },
    endOf: (name, otherwise) => spans.get(name)?.to ?? otherwise,
    startOf: (name, otherwise) => spans.get(name)?.from ?? otherwise,
  };
}
