/**
 * Whether the process may go on after this uncaught fault. Two are known of socket-mode 3.1.0: it throws a TypeError
 * on `app_rate_limited`, and rejects with nothing when a disconnect crosses a reconnect.
 */
export function survivable(error: unknown): boolean {
  if (error === undefined) return true;
  const isSocketMode = error instanceof TypeError && (error.stack ?? '').includes('socket-mode');
  return isSocketMode && error.message.includes("reading 'type'");
}
