/** The work's result, or a rejection with `late()` after so many milliseconds, however stuck the work is. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    clearTimeout(timer);
  }
}

/** The result when it comes within `ms`, else `otherwise`; a rejection counts as late. For answers that may not wait. */
export function soon<T>(result: Promise<T>, otherwise: T, ms: number): Promise<T> {
  return within(ms, result, () => new Error('late')).catch(() => otherwise);
}

const noticeableMs = 800;

/** Shows that work goes on when it takes longer than a person would wait without a sign. */
export async function showWhenSlow<T>(result: Promise<T>, showWorking: () => Promise<void>): Promise<T> {
  let shown: Promise<void> = Promise.resolve();
  const timer = setTimeout(() => {
    shown = showWorking().catch(() => undefined);
  }, noticeableMs);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
    await shown;
  }
}
