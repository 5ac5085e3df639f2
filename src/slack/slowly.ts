const noticeableMs = 800;

/** Shows that work goes on when it takes longer than a person would wait without a sign. */
export async function slowly<T>(result: Promise<T>, showWorking: () => Promise<void>): Promise<T> {
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
