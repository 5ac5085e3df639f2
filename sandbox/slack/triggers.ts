import { LIMITS } from './blocks/limits.ts';
import type { Core } from './core.ts';
import { SlackRefusal } from './refusal.ts';

/** What a trigger id was issued for: the person, and the modal on top when there was one. */
interface Trigger {
  user: string;
  view?: string;
}

/** Trigger ids: good once, for three seconds of the injected clock. */
export interface Triggers {
  issue(trigger: Trigger): string;
  /** Throws `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`. */
  exchange(id: string): Trigger;
}

/** A late call learns for this long that its trigger expired; after that nobody knows the id. */
const KEPT_MS = 10 * 60_000;

/** Remembers triggers in memory alone: none outlives a restart, as none outlives three seconds. */
export const createTriggers = (core: Core): Triggers => {
  const issued = new Map<string, Trigger & { at: number; isUsed: boolean }>();
  const prune = (now: number) => {
    for (const [id, { at }] of issued) if (Math.abs(now - at) > KEPT_MS) issued.delete(id);
  };
  return {
    issue: (trigger) => {
      const at = core.now().getTime();
      prune(at);
      const id = `${at}.${core.makeId('').slice(1)}.${crypto.randomUUID().replaceAll('-', '')}`;
      issued.set(id, { ...trigger, at, isUsed: false });
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (!trigger) throw new SlackRefusal('invalid_trigger_id');
      if (trigger.isUsed) throw new SlackRefusal('exchanged_trigger_id');
      if (core.now().getTime() - trigger.at > LIMITS.triggerMs) throw new SlackRefusal('expired_trigger_id');
      trigger.isUsed = true;
      return trigger;
    },
  };
};
