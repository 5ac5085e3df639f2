/** Does one person's work once at a time: what is asked for meanwhile is done right after, once. */
export function createOneAtATime(work: (user: string) => Promise<void>): (user: string) => Promise<void> {
  const underWay = new Map<string, { isStale: boolean }>();

  async function untilFresh(user: string, state: { isStale: boolean }): Promise<void> {
    do {
      state.isStale = false;
      await work(user);
    } while (state.isStale);
  }

  return async (user) => {
    const running = underWay.get(user);
    if (running) {
      running.isStale = true;
      return;
    }
    const state = { isStale: false };
    underWay.set(user, state);
    await untilFresh(user, state).finally(() => underWay.delete(user));
  };
}
