/** What goes wrong from now on. `times` bounds it, `on` narrows it to requests whose `METHOD /path` contains it. */
type Fault = (
  | { readonly kind: 'refuse' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'lost' }
) & { readonly times?: number; readonly on?: string };

/** One request as it came in; status is null while it is unanswered, and for ever when the answer was lost. */
interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  status: number | null;
}

/**
 * Trouble on demand. `refuse` closes the connection, `unavailable` answers 503, `hang` never answers, `delay`
 * answers later, `lost` does what was asked and then closes the connection.
 */
export interface Faults {
  /** Replaces the fault in force; undefined ends it. Requests that hang go on hanging. */
  set(fault: Fault | undefined): void;
  current(): Fault | undefined;
  /** The last thousand requests, oldest first, without their bodies. */
  requests(): readonly LoggedRequest[];
  forget(): void;
}

/** The server's side of `Faults`. */
export interface FaultDesk extends Faults {
  log(method: string, path: string): LoggedRequest;
  /** The fault that this request meets; counts it. */
  meet(method: string, path: string): Fault | undefined;
}

const longestLog = 1_000;

export function createFaults(): FaultDesk {
  let fault: Fault | undefined;
  let left = Number.POSITIVE_INFINITY;
  let requests: LoggedRequest[] = [];
  return {
    set: (next) => {
      fault = next;
      left = next?.times ?? Number.POSITIVE_INFINITY;
    },
    current: () => fault,
    requests: () => requests,
    forget: () => {
      requests = [];
    },
    log: (method, path) => {
      const request: LoggedRequest = { method, path, status: null };
      requests.push(request);
      if (requests.length > longestLog) requests.shift();
      return request;
    },
    meet: (method, path) => {
      if (!fault || !`${method} ${path}`.includes(fault.on ?? '')) return undefined;
      const met = fault;
      left -= 1;
      if (left <= 0) fault = undefined;
      return met;
    },
  };
}
