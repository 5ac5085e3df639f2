import type { CallLog } from '../slack/call-log.ts';
import type { Recorder } from './recorder.ts';

type Call = ReturnType<CallLog['calls']>[number];

const text = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

function outcomeOf({ kind, error }: Call): string {
  if (error !== undefined) return error;
  return kind === 'delivery' ? 'acknowledged' : 'ok';
}

/** Copies what Slack's own log gets into the recorder; call the answer after each change. */
export function followSlackCalls(log: CallLog, recorder: Recorder): () => void {
  let seen = log.calls().at(-1)?.id ?? 0;
  return () => {
    const fresh = log.calls().filter(({ id }) => id > seen);
    seen = fresh.at(-1)?.id ?? seen;
    for (const call of fresh) {
      recorder.add({
        at: call.at,
        side: 'slack',
        way: call.kind === 'delivery' ? 'in' : 'out',
        name: call.name,
        ms: call.durationMs,
        outcome: outcomeOf(call),
        isOk: call.error === undefined,
        request: text(call.request),
        reply: text(call.reply),
      });
    }
  };
}
