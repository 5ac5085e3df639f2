/** The result when it comes within `ms`, else `otherwise`; a rejection counts as late. For answers that may not wait. */
export async function soon<T>(result: Promise<T>, otherwise: T, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, otherwise);
  });
  try {
    return await Promise.race([result.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}
