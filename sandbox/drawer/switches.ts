import { z } from 'zod';

/** What a proxy does to a request instead of handing it on. */
export type Trouble =
  | { readonly kind: 'down' }
  | { readonly kind: 'hanging' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Carried out, then the connection is cut before the reply. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** An HTTP reply before it is written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { 'content-type': 'application/json' };

/** What a rate-limited model answers. */
const limitedReply: Reply = {
  status: 429,
  headers: { ...json, 'retry-after': '30' },
  body: JSON.stringify({
    error: {
      message: 'Rate limit reached. Please try again in 30s.',
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  }),
};

/** What a model behind a broken gateway answers. */
const garbageReply: Reply = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Gateway</body></html>',
};

/** The positions of the switches; `fine` is off. */
export const switchesSchema = z.object({
  memory: z.enum(['fine', 'down', 'hanging', 'slow', 'lost']),
  model: z.enum(['fine', 'down', 'slow', 'limited', 'hostile', 'garbage']),
  slack: z.enum(['fine', 'limited', 'lost']),
});
export type Switches = z.infer<typeof switchesSchema>;

/** What the switches reach. */
interface Wires {
  /** Makes the stand-in model answer with what it must not be believed; undefined for a real model. */
  readonly hostility: ((isOn: boolean) => void) | undefined;
  /** Slack's faults, set anew on each change. */
  readonly slack: {
    rateLimit(method: string, fault: { times: number; retryAfterSeconds: number }): void;
    loseResponse(method: string, times: number): void;
    clear(): void;
  };
}

const always = Number.POSITIVE_INFINITY;
const slowMemoryMs = 3_000;
const slowModelMs = 12_000;

const memoryTroubles: Readonly<Record<Switches['memory'], Trouble | undefined>> = {
  fine: undefined,
  down: { kind: 'down' },
  hanging: { kind: 'hanging' },
  slow: { kind: 'slow', ms: slowMemoryMs },
  lost: { kind: 'lost' },
};

const modelTroubles: Readonly<Record<Switches['model'], Trouble | undefined>> = {
  fine: undefined,
  down: { kind: 'down' },
  slow: { kind: 'slow', ms: slowModelMs },
  limited: { kind: 'reply', reply: limitedReply },
  hostile: undefined,
  garbage: { kind: 'reply', reply: garbageReply },
};

/** All switches start at `fine`; the proxies ask them at each request. */
export function createSwitches({ hostility, slack }: Wires) {
  let positions: Switches = { memory: 'fine', model: 'fine', slack: 'fine' };
  const methods = ['chat.postMessage', 'chat.update', 'chat.postEphemeral'];
  const applySlack = () => {
    slack.clear();
    for (const method of methods) {
      if (positions.slack === 'limited') slack.rateLimit(method, { times: always, retryAfterSeconds: 5 });
      if (positions.slack === 'lost') slack.loseResponse(method, always);
    }
  };
  return {
    positions: (): Switches => positions,
    canBeHostile: hostility !== undefined,
    set(next: Switches): void {
      positions = next;
      hostility?.(positions.model === 'hostile');
      applySlack();
    },
    memoryTrouble: () => memoryTroubles[positions.memory],
    modelTrouble: () => modelTroubles[positions.model],
  };
}
