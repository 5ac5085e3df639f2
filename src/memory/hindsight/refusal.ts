import { z } from 'zod';
import { UpstreamError, type UpstreamKind } from '../../errors.ts';

const kinds: Readonly<Record<number, UpstreamKind>> = {
  401: 'auth',
  403: 'auth',
  404: 'notfound',
  409: 'conflict',
  429: 'busy',
  503: 'busy',
  504: 'timeout',
};
const longestPauseSeconds = 3_600;
const documentError = z.object({ detail: z.string() });

/** A refusal as we speak of it: never with the service's words, which quote the note. */
export function refusal(operation: string, response: Response, body: unknown): UpstreamError {
  const { status } = response;
  const kind = isWrongAddress(status, body) ? 'invalid' : (kinds[status] ?? otherKind(status));
  return new UpstreamError({
    service: 'hindsight',
    kind,
    operation,
    status,
    retryAfter: retryAfter(response),
  });
}

function otherKind(status: number): UpstreamKind {
  return status >= 500 ? 'server' : 'invalid';
}

/** A 404 of another server, or of a path that Hindsight does not know, must not pass for an empty bank. */
function isWrongAddress(status: number, body: unknown): boolean {
  if (status !== 404) return false;
  const detail = documentError.safeParse(body).data?.detail;
  return detail === undefined || detail === 'Not Found';
}

function retryAfter(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  const seconds = Number(header);
  if (header === null || !Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(seconds, longestPauseSeconds);
}
