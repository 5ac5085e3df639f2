import { z } from 'zod';
import type { StateBank } from './memory.ts';

/** Who "the team" is, and so who reads what is shared with it. */
export interface Team {
  /** Looks anew where what is known is some minutes old. Never rejects: while a group cannot be read nobody is of the team. */
  ready(): Promise<void>;
  /** Whether they are of the team, as of the last look. No request. */
  has(user: string): boolean;
}

/** Without a sales group everybody who may use the bot is of the team. */
export const everybody: Team = { ready: async () => undefined, has: () => true };

/**
 * Stands for whoever is of the team, where something is drawn as all of it sees it. No Slack user has this id. What is
 * found for it may be shown only as far as who asks reads it too.
 */
export const anybody = 'nobody';

/** Full members of the workspace who are in a user group or a channel: Slack user ids. */
export type Group = ReadonlySet<string>;

const choice = z.object({
  /** Who reads is in each of these; null is everybody. The first held alone before the others came. */
  held: z.array(z.string().nullable()).min(1),
  /** Holds alone from that moment on, ISO 8601; until then a reader must be in it too. */
  next: z.object({ group: z.string().nullable(), from: z.string() }).nullable(),
  /** Slack user id of an admin, or `settings`. */
  by: z.string(),
});

type Choice = z.infer<typeof choice>;

const bySettings = 'settings';

/** What holds and what is to come: ids of groups, null for everybody. */
interface ChosenTeam {
  readonly now: string | null;
  readonly next: { readonly group: string | null; readonly from: string } | null;
}

/** What a choice came to. */
export interface TeamChange {
  /** `held`: it holds now. `waits`: more people will read, a day later. `kept`: a change that waited is off. */
  readonly became: 'same' | 'held' | 'waits' | 'kept';
  readonly before: ChosenTeam;
  readonly chosen: ChosenTeam;
}

/** The team as it is chosen, and the choice. */
export interface ChosenTeamStore extends Team {
  chosen(): ChosenTeam;
  /** The settings name the group, so that nobody can choose another. */
  readonly isFixed: boolean;
  /** How many people are of the team; null without a group, and while it cannot be read. */
  size(): number | null;
  /** Rejects when Slack does not tell who is in the group, or memory does not answer. */
  choose(group: string | null, by: string): Promise<TeamChange>;
  /** Slack has told that somebody joined or left a group. */
  stale(group: string): void;
  /** Whether nobody reads what is shared, since the group cannot be read. */
  isUnread(): boolean;
}

interface Deps extends TeamChoosing {
  readonly state: Pick<StateBank, 'get' | 'put'>;
}

export interface TeamChoosing {
  /** `SALES_GROUP`; undefined where admins choose. */
  readonly fixed: string | undefined;
  /** Asks Slack who is in a group. */
  readonly read: (group: string) => Promise<Group>;
  readonly now: () => Date;
  /** Hears once each time that the group cannot be read, and undefined when it can again. */
  readonly failed: (error: unknown) => void;
  /** Hears of a change of the settings. */
  readonly changed: (change: TeamChange) => void;
}

/** Older than this is looked at anew, while what is known serves. */
const freshMs = 60_000;
/** Older than this serves no more. */
const oldMs = 5 * 60_000;
/** After a look that failed. */
const againMs = 15_000;
/** As long those who have shared notes may take them back before more people read them. */
const noticeMs = 24 * 60 * 60_000;

const recordId = 'team-choice';

/** Who reads at a moment is in each of these. */
function inForce({ held, next }: Choice, at: string): readonly (string | null)[] {
  if (next === null) return held;
  return at >= next.from ? [next.group] : [...held, next.group];
}

/** With a change whose day has come as what holds. */
function settled(chosen: Choice, at: string): Choice {
  const { next } = chosen;
  return next !== null && at >= next.from ? { ...chosen, held: [next.group], next: null } : chosen;
}

function chosenOf({ held, next }: Choice): ChosenTeam {
  return { now: held[0] ?? null, next };
}

type Groups = ReadonlyMap<string, Group>;

/** Whether everybody in a group is one of these readers already; of a group that is gone nobody knows. */
function readsAlready(group: string | null, readers: readonly (string | null)[], groups: Groups): boolean {
  return readers.every((one) => {
    if (one === null || one === group) return true;
    const [wanted, has] = [group === null ? undefined : groups.get(group), groups.get(one)];
    return wanted !== undefined && has !== undefined && [...wanted].every((user) => has.has(user));
  });
}

/** A group in Slack, or everybody: as the settings say, else as an admin has chosen. */
export function createTeam(deps: Deps): ChosenTeamStore {
  const { fixed, state, now } = deps;
  const first: Choice = { held: [fixed ?? null], next: null, by: bySettings };
  const isRead = createLook(deps, readAll);
  let isReconciled = false;
  const stamp = () => now().toISOString();

  async function stored(): Promise<Choice | undefined> {
    const found = choice.safeParse((await state.get(recordId))?.data).data;
    return found && settled(found, stamp());
  }

  /** What waits is read along, so that it holds at its moment. */
  async function readAll(): Promise<Known> {
    await reconcile();
    const chosen = (await stored()) ?? first;
    return { choice: chosen, groups: await groupsOf([...chosen.held, chosen.next?.group ?? null]) };
  }

  async function groupsOf(all: readonly (string | null)[]): Promise<Groups> {
    const ids = [...new Set(all.flatMap((group) => group ?? []))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await deps.read(id)] as const)));
  }

  /** What the settings name is chosen as by an admin: more readers than before wait. */
  async function reconcile(): Promise<void> {
    if (isReconciled) return;
    const before = await stored();
    if (!before && fixed !== undefined) await put(first);
    const isOurs = fixed !== undefined || before?.by === bySettings;
    const change = before && isOurs ? await changed(before, fixed ?? null, bySettings) : undefined;
    isReconciled = true;
    if (change && change.became !== 'same') deps.changed(change);
  }

  async function put(data: Choice): Promise<void> {
    await state.put({ id: recordId, kind: 'team', data, noteIds: [], tags: [] });
  }

  /** With who reads now beside it; of a group that is gone nothing is known. */
  async function groupsBeside(group: string | null, readers: readonly (string | null)[]): Promise<Groups> {
    const groups = new Map(await groupsOf([group]));
    for (const id of readers.flatMap((one) => one ?? [])) {
      const known = groups.get(id) ?? (await deps.read(id).catch(() => undefined));
      if (known) groups.set(id, known);
    }
    return groups;
  }

  async function afterwards(before: Choice, group: string | null, by: string): Promise<Outcome> {
    const { held, next } = before;
    const isKept = held[0] === group;
    if (next === null ? isKept : next.group === group) return { became: 'same', after: before };
    const after: Choice = { held: [group], next: null, by };
    if (isKept) return { became: 'kept', after };
    const readers = inForce(before, stamp());
    if (readsAlready(group, readers, await groupsBeside(group, readers))) return { became: 'held', after };
    const from = new Date(now().getTime() + noticeMs).toISOString();
    return { became: 'waits', after: { held: [...new Set(readers)], next: { group, from }, by } };
  }

  async function changed(before: Choice, group: string | null, by: string): Promise<TeamChange> {
    const { became, after } = await afterwards(before, group, by);
    if (became !== 'same') await put(after);
    return { became, before: chosenOf(before), chosen: chosenOf(after) };
  }

  const inEach = (user: string, { choice: chosen, groups }: Known) =>
    inForce(chosen, stamp()).every((group) => group === null || (groups.get(group)?.has(user) ?? false));

  return {
    ready: isRead.ready,
    has(user) {
      const known = isRead.known();
      return known !== undefined && (user === anybody || inEach(user, known));
    },
    chosen: () => chosenOf(settled(isRead.last()?.choice ?? first, stamp())),
    isFixed: fixed !== undefined,
    size() {
      const known = isRead.known();
      const groups = known ? inForce(known.choice, stamp()) : [];
      const [one] = groups.flatMap((group) => (group === null ? [] : (known?.groups.get(group) ?? [])));
      return known && one ? [...one].filter((user) => inEach(user, known)).length : null;
    },
    async choose(group, by) {
      const change = await changed((await stored()) ?? first, group, by);
      await isRead.anew();
      return change;
    },
    stale(group) {
      if (isRead.last()?.groups.has(group)) void isRead.anew();
    },
    isUnread: isRead.isFailing,
  };
}

interface Outcome extends Pick<TeamChange, 'became'> {
  readonly after: Choice;
}

/** What a look showed. */
interface Known {
  readonly choice: Choice;
  readonly groups: Groups;
}

/** Looks now and then, and keeps what it saw for minutes. */
function createLook({ now, failed }: Pick<Deps, 'now' | 'failed'>, read: () => Promise<Known>) {
  let last: (Known & { readonly at: number }) | undefined;
  let looking: Promise<void> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let isFailing = false;
  let turn = 0;

  async function look(): Promise<void> {
    triedAt = now().getTime();
    const mine = turn;
    try {
      const known = await read();
      // What was read while it changed may be as it was before.
      if (mine !== turn) return look();
      last = { ...known, at: triedAt };
      if (isFailing) failed(undefined);
      isFailing = false;
    } catch (error) {
      if (!isFailing) failed(error);
      isFailing = true;
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  const age = () => (last === undefined ? Number.POSITIVE_INFINITY : Math.abs(now().getTime() - last.at));
  return {
    async ready(): Promise<void> {
      const mayTry = !isFailing || Math.abs(now().getTime() - triedAt) >= againMs;
      if (age() < freshMs || !mayTry) return;
      const fresh = lookOnce();
      if (age() >= oldMs) await fresh;
    },
    /** As it was seen last, however long ago. */
    last: () => last,
    /** What may be relied on: where there is no group nothing in Slack can have changed it. */
    known: () => (age() < oldMs || last?.groups.size === 0 ? last : undefined),
    anew(): Promise<void> {
      turn += 1;
      last = undefined;
      return lookOnce();
    },
    isFailing: () => isFailing && age() >= oldMs && last?.groups.size !== 0,
  };
}
