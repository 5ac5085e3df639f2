import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/** Bolt's own lines in our log: strings as they are, anything else by its kind alone, debug never. */
export function bridgeLogger(log: Log): Logger {
  const child = log.child({ from: 'bolt' });
  const words = (parts: readonly unknown[]) =>
    parts.map((part) => (typeof part === 'string' ? part.slice(0, 300) : kindOf(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => child.info(words(parts)),
    warn: (...parts: unknown[]) => child.warn(words(parts)),
    error: (...parts: unknown[]) => child.error(words(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function kindOf(part: unknown): string {
  return part instanceof Error ? part.name : typeof part;
}
