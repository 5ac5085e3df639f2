import type { Endings } from './endings.ts';
import type { Installation, InstallationStore } from './installation-store.ts';
import type { OrgTeams } from './org-teams.ts';
import type { Rotation } from './rotation.ts';

/** Whose payload it is, as Slack says. */
interface Address {
  /** Slack's ids of the workspaces that it may be of, the likeliest first. */
  readonly teams: readonly string[];
  /** Of the organisation. */
  readonly enterprise: string | undefined;
}

/** A workspace and what serves it: its own installation, or its organisation's. */
export interface Served {
  readonly team: string;
  readonly installation: Installation;
}

/** Whether Slack still takes a token: `gone` tells that what it was of is no more, `unknown` that it can not be asked. */
export type Standing = 'taken' | 'refused' | 'gone' | 'unknown';

/** Which workspaces there are to serve. Rejects with UpstreamError when memory does not answer. */
export interface Directory {
  /** Looks at what is stored, and at tokens; to be called once a minute. */
  look(): Promise<void>;
  /** As it was looked at last. */
  served(): readonly Served[];
  /** The workspace that a payload is of; undefined where the app is not installed. */
  find(address: Address): Promise<Served | undefined>;
  /** The bot token of an installation as it is now. */
  token(id: string): Promise<string>;
  /** The app was installed, or installed anew. */
  add(installation: Installation): Promise<void>;
  /** Slack told that the app was taken out: believed when Slack refuses the token too, since such words come late and twice. */
  suspect(address: Address): Promise<void>;
  /** Slack refuses a workspace's token and told nothing: it may have been taken out while nobody heard. */
  miss(team: string): Promise<void>;
  /** An organisation took its installation from these workspaces. */
  withdraw(teams: readonly string[]): Promise<void>;
  /** To be called before the process ends: a renewed token must not be lost. */
  settle(): Promise<void>;
  readonly troubles: () => DirectoryTroubles;
}

export interface DirectoryTroubles {
  /** How many installations no key opens. */
  readonly unopened: number;
  /** Installations whose token Slack renews no more. */
  readonly refused: readonly string[];
}

interface Deps {
  readonly store: InstallationStore;
  readonly rotation: Rotation;
  readonly orgTeams: OrgTeams;
  readonly endings: Endings;
  readonly standingOf: (token: string) => Promise<Standing>;
  /** A workspace is served no more; its banks are erased then. */
  readonly onEnded: (team: string, eraseAt: Date) => void;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** So often at most what is stored is looked at for a payload of a workspace that nobody knows. */
const lookAgainMs = 10_000;

/** Several workspaces, each with an installation of its own or by way of its organisation's. */
export function createDirectory(deps: Deps): Directory {
  const { store, rotation, orgTeams, endings, now, report } = deps;
  const { served, servedWithout, find } = createServed(deps);
  const inTurn = createTurns();
  const ending = createEnding(deps, servedWithout);
  let unopened = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let reading: Promise<void> | undefined;

  /** Who asks while one is under way waits for that: what is not read yet is not known to be missing. */
  function readOnce(): Promise<void> {
    reading ??= inTurn(read).finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function read(): Promise<void> {
    lookedAt = now().getTime();
    failure = undefined;
    await readAll().catch((error: unknown) => {
      failure = error;
      throw error;
    });
  }

  async function readAll(): Promise<void> {
    const stored = await store.list();
    unopened = stored.unopened;
    const ids = new Set(stored.installations.map(({ id }) => id));
    for (const installation of stored.installations) rotation.hold(installation);
    for (const { id } of rotation.all()) if (!ids.has(id)) rotation.drop(id);
    await orgTeams.read();
  }

  async function meet(team: string, by: string): Promise<void> {
    await orgTeams.add(team, by);
    await endings.undoFor(team);
  }

  return {
    served,
    async look() {
      await readOnce();
      await rotation.look();
      for (const id of ending.suspects) await inTurn(() => ending.where(id, refusals)).catch(report);
    },
    async find(address) {
      if (!find(address) && (reading || now().getTime() - lookedAt > lookAgainMs)) await readOnce();
      const found = find(address);
      // Not found is no answer while nobody could look.
      if (!found && failure !== undefined) throw failure;
      if (found?.installation.isOrgWide && !orgTeams.all().has(found.team))
        inTurn(() => meet(found.team, found.installation.id)).catch(report);
      return found;
    },
    token: rotation.token,
    settle: rotation.settle,
    add: (installation) =>
      inTurn(async () => {
        const { id, isOrgWide } = installation;
        await store.put(installation);
        rotation.drop(id);
        rotation.hold(installation);
        ending.suspects.delete(id);
        await (isOrgWide ? endings.undo(id) : endings.undoFor(id));
      }),
    async suspect({ teams, enterprise }) {
      const named = [...teams, ...teams.map((team) => orgTeams.all().get(team)), enterprise];
      for (const id of new Set(named)) {
        if (id === undefined || !rotation.held(id)) continue;
        ending.suspects.add(id);
        await inTurn(() => ending.where(id, refusals));
      }
    },
    async miss(team) {
      const found = served().find((one) => one.team === team);
      if (found) await inTurn(() => ending.where(found.installation.id, ['gone']));
    },
    withdraw: (teams) => inTurn(() => ending.withdraw(teams)),
    troubles: () => ({ unopened, refused: rotation.refused() }),
  };
}

/** One after the other: what is read must not undo what is written meanwhile. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
}

/** Who is served by what is held now. A workspace's own installation comes before its organisation's. */
function createServed({ rotation, orgTeams }: Pick<Deps, 'rotation' | 'orgTeams'>) {
  /** As if one installation were not there. */
  function servedWithout(ended: string | undefined): readonly Served[] {
    const own = rotation.all().filter(({ id, isOrgWide }) => !isOrgWide && id !== ended);
    const ownIds = new Set(own.map(({ id }) => id));
    const byOrg = [...orgTeams.all()].flatMap(([team, org]) => {
      const installation = rotation.held(org);
      return installation && org !== ended && !ownIds.has(team) ? [{ team, installation }] : [];
    });
    return [...own.map((installation) => ({ team: installation.id, installation })), ...byOrg];
  }

  const served = () => servedWithout(undefined);

  function find({ teams, enterprise }: Address): Served | undefined {
    const all = served();
    const known = teams.flatMap((team) => all.find((one) => one.team === team) ?? []);
    if (known[0]) return known[0];
    const org = enterprise === undefined ? undefined : rotation.held(enterprise);
    const [team] = teams;
    return org?.isOrgWide && team !== undefined ? { team, installation: org } : undefined;
  }

  return { served, servedWithout, find };
}

/** What ends an installation of which Slack told that it was taken out. */
const refusals: readonly Standing[] = ['refused', 'gone'];

function createEnding(deps: Deps, servedWithout: (ended: string | undefined) => readonly Served[]) {
  const { store, rotation, orgTeams, endings, standingOf, onEnded } = deps;
  const suspects = new Set<string>();

  async function end(id: string): Promise<void> {
    const left = new Set(servedWithout(id).map(({ team }) => team));
    const gone = servedWithout(undefined).filter(({ team }) => !left.has(team));
    // First of all: what was left and is not written down would never be erased.
    for (const { team } of gone) onEnded(team, await endings.begin(team, id));
    await store.remove(id);
    rotation.drop(id);
    suspects.delete(id);
  }

  return {
    /** Installations that Slack said were taken out, and whose token it could not be asked about yet. */
    suspects,
    async where(id: string, ended: readonly Standing[]): Promise<void> {
      const { token } = rotation.held(id) ?? {};
      const standing = token === undefined ? 'taken' : await standingOf(token);
      if (ended.includes(standing)) await end(id);
      if (standing === 'taken') suspects.delete(id);
    },
    async withdraw(teams: readonly string[]): Promise<void> {
      for (const team of teams) {
        const by = orgTeams.all().get(team);
        if (by === undefined) continue;
        await orgTeams.remove(team);
        const isServed = servedWithout(undefined).some((one) => one.team === team);
        if (!isServed) onEnded(team, await endings.begin(team, by));
      }
    },
  };
}

interface SoleDeps extends Pick<Deps, 'endings' | 'standingOf' | 'onEnded'> {
  readonly installation: Installation;
}

/** One workspace, whose token is a setting: whatever Slack sends is its own. */
export function createSoleDirectory(deps: SoleDeps): Directory {
  const { installation, endings, standingOf, onEnded } = deps;
  const { id: team, token } = installation;
  const sole = { team, installation };
  let [isOver, isSuspect, isToldBack] = [false, false, false];

  async function endWhereRefused(): Promise<void> {
    const standing = await standingOf(token);
    isSuspect = standing === 'unknown';
    if (!refusals.includes(standing)) return;
    isOver = true;
    onEnded(team, await endings.begin(team, team));
  }

  return {
    async look() {
      if (isSuspect) return endWhereRefused();
      // Its token was good at the start: it was installed again, if it was ever taken out.
      if (!isToldBack && !isOver) await endings.undoFor(team);
      isToldBack = true;
    },
    served: () => (isOver ? [] : [sole]),
    find: async () => (isOver ? undefined : sole),
    token: async () => token,
    add: async () => undefined,
    async suspect() {
      isSuspect = true;
      await endWhereRefused();
    },
    // Its operator is told that its token is refused.
    miss: async () => undefined,
    withdraw: async () => undefined,
    settle: async () => undefined,
    troubles: () => ({ unopened: 0, refused: [] }),
  };
}
