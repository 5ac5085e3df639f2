import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { withChanges } from './memory/changes.ts';
import { createHindsight, type HindsightOptions } from './memory/hindsight/hindsight.ts';
import { createAliasedMemory } from './memory/identity/aliased-memory.ts';
import { createTeam, type Group, type TeamChange, type TeamChoosing } from './memory/team.ts';

interface Hearers {
  readonly log: Log;
  readonly report: (error: unknown) => void;
  /** Made later than the memory: nobody reads before it hears. */
  readonly bot: () => {
    readGroup(id: string): Promise<Group>;
    teamChanged(change: TeamChange): Promise<void>;
  };
}

/** Whom the settings name, who says who is in a group, and who hears of changes and of trouble. */
export function teamOf(
  { SALES_GROUP: fixed }: Config,
  { log, report, bot }: Hearers,
): Omit<TeamChoosing, 'now'> {
  return {
    fixed,
    read: (id) => bot().readGroup(id),
    changed: (change) => void bot().teamChanged(change).catch(report),
    failed(error) {
      if (error === undefined) log.info('the sales group can be read again');
      else
        log.warn(
          { err: error },
          'the sales group cannot be read: what is shared is read by its author alone',
        );
    },
  };
}

/** One team's memory as its people have put it right, which tells of its changes. */
export function openMemory(options: HindsightOptions, choosing: TeamChoosing) {
  const team = createTeam({
    ...choosing,
    state: { get: (id) => stored.state.get(id), put: (record) => stored.state.put(record) },
  });
  const stored = createHindsight({ ...options, readers: team });
  const meant = { ...stored, ...createAliasedMemory({ ...stored, readers: team, now: options.now }) };
  return { ...meant, ...withChanges(meant), team };
}
