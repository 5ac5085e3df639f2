import type { Core } from './core.ts';

/** One exchange between the bot and the workspace, either way. */
interface Call {
  id: number;
  /** `api` the bot calls, `delivery` the workspace delivers, `response_url` the bot answers late. */
  kind: 'api' | 'delivery' | 'response_url';
  /** A method, or what was delivered, as in `views.open` or `block_actions`. */
  name: string;
  at: string;
  durationMs: number;
  request: unknown;
  reply: unknown;
  /** Slack's error word, `no_ack`, or nothing when all went well. */
  error?: string;
}

/** A layout that was refused, with Slack's reasons. */
interface RefusedLayout {
  at: string;
  name: string;
  error: string;
  messages: readonly string[];
  layout: unknown;
}

/** The last thousand exchanges and the last two hundred refused layouts. */
export interface CallLog {
  add(call: Omit<Call, 'id' | 'at'>): Call;
  refuse(layout: Omit<RefusedLayout, 'at'>): void;
  calls(): readonly Call[];
  refusedLayouts(): readonly RefusedLayout[];
  /** Calls of one name, oldest first. */
  named(name: string): Call[];
}

const KEPT_CALLS = 1_000;
const KEPT_REFUSALS = 200;

/** Tokens never reach the log, since only parsed arguments are given to it. */
export const createCallLog = (core: Core): CallLog => {
  const calls: Call[] = [];
  const refused: RefusedLayout[] = [];
  let last = 0;
  return {
    add: (call) => {
      last += 1;
      const kept = { id: last, at: core.now().toISOString(), ...call };
      calls.push(kept);
      if (calls.length > KEPT_CALLS) calls.shift();
      core.changed();
      return kept;
    },
    refuse: (layout) => {
      refused.push({ at: core.now().toISOString(), ...layout });
      if (refused.length > KEPT_REFUSALS) refused.shift();
      core.changed();
    },
    calls: () => calls,
    refusedLayouts: () => refused,
    named: (name) => calls.filter((call) => call.name === name),
  };
};
