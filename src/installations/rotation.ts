import { UpstreamError } from '../errors.ts';
import type { StateBank } from '../memory/memory.ts';
import { hashOf } from '../util/hash.ts';
import type { Installation, InstallationStore } from './installation-store.ts';

/** What Slack gives for a refresh token, which it takes once. */
export interface Renewed {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

interface Deps {
  readonly store: Pick<InstallationStore, 'get' | 'put'>;
  /** True for one of all processes that ask for the same key. */
  readonly claim: StateBank['claim'];
  /** Rejects with UpstreamError, of kind `auth` where Slack takes the refresh token no more. */
  readonly renew: (refreshToken: string) => Promise<Renewed>;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Bot tokens that Slack lets live for half a day, each renewed in time and once, however many ask. */
export interface Rotation {
  /** Takes what is stored over what is held, unless that is newer. */
  hold(installation: Installation): void;
  drop(id: string): void;
  held(id: string): Installation | undefined;
  all(): readonly Installation[];
  /** The token as it is now; renewed first where it has run out. Rejects with UpstreamError when there is none. */
  token(id: string): Promise<string>;
  /** Renews what runs out soon and writes what could not be written; to be called once a minute, since digests go by the clock. */
  look(): Promise<void>;
  /** Ends what is under way, and writes what could not be written; to be called before the process ends. */
  settle(): Promise<void>;
  /** Installations whose token Slack renews no more. */
  refused(): readonly string[];
}

/** As early as Slack's own library: an hour or two of trouble at Slack does no harm. */
const earlyMs = 2 * 60 * 60_000;
/** Later than this a call waits for the new token. */
const lateMs = 60_000;
/** A process that claimed a renewal and died is stepped in for after so long. */
const turnMs = 10 * 60_000;
/** One that claimed it is waited for so long, where the token has run out. */
const patienceMs = 2_000;

export function createRotation({ store, claim, renew, now, wait, report }: Deps): Rotation {
  const held = new Map<string, Installation>();
  const underWay = new Map<string, Promise<void>>();
  const unwritten = new Set<string>();
  const refused = new Set<string>();

  const msLeft = ({ rotation }: Installation) =>
    rotation === null ? Number.POSITIVE_INFINITY : Date.parse(rotation.expiresAt) - now().getTime();

  function hold(installation: Installation): void {
    const before = held.get(installation.id);
    const isNewer = !before || !unwritten.has(before.id);
    if (isNewer) held.set(installation.id, installation);
    if (before?.token !== installation.token) refused.delete(installation.id);
  }

  async function takeStored(id: string): Promise<Installation | undefined> {
    const stored = await store.get(id);
    if (stored) hold(stored);
    return held.get(id);
  }

  async function renewOne(id: string): Promise<void> {
    const known = await takeStored(id);
    if (!known?.rotation || msLeft(known) > earlyMs) return;
    const { refreshToken } = known.rotation;
    const isLate = msLeft(known) < lateMs;
    const turn = Math.floor(now().getTime() / (isLate ? lateMs : turnMs));
    if (!(await claim(`renew ${id} ${hashOf(refreshToken, 16)} ${turn}`))) {
      if (isLate) await wait(patienceMs);
      await takeStored(id);
      return;
    }
    const renewed = await renew(refreshToken).catch((error: unknown) => {
      if (error instanceof UpstreamError && error.kind === 'auth') refused.add(id);
      throw error;
    });
    // Installed anew meanwhile: what came with that counts.
    if (held.get(id)?.rotation?.refreshToken !== refreshToken) return;
    const expiresAt = new Date(now().getTime() + renewed.expiresInSeconds * 1_000).toISOString();
    const next = {
      ...known,
      token: renewed.token,
      rotation: { refreshToken: renewed.refreshToken, expiresAt },
    };
    // Slack has forgotten the old refresh token: the new one must not be lost, so it is written before anything else.
    await write(next);
  }

  async function write(installation: Installation): Promise<void> {
    unwritten.add(installation.id);
    held.set(installation.id, installation);
    await store.put(installation);
    unwritten.delete(installation.id);
  }

  function renewOnce(id: string): Promise<void> {
    const renewing = underWay.get(id) ?? renewOne(id).finally(() => underWay.delete(id));
    underWay.set(id, renewing);
    return renewing;
  }

  async function writeLeft(): Promise<void> {
    for (const id of [...unwritten]) {
      const installation = held.get(id);
      if (installation && !underWay.has(id)) await write(installation).catch(report);
    }
  }

  return {
    hold,
    drop(id) {
      held.delete(id);
      unwritten.delete(id);
      refused.delete(id);
    },
    held: (id) => held.get(id),
    all: () => [...held.values()],
    async token(id) {
      const known = held.get(id);
      if (known && msLeft(known) < earlyMs) {
        const renewing = renewOnce(id).catch(report);
        if (msLeft(known) < lateMs) await renewing;
      }
      const { token } = held.get(id) ?? {};
      if (token === undefined)
        throw new UpstreamError({ service: 'slack', kind: 'auth', operation: 'token' });
      return token;
    },
    async look() {
      await writeLeft();
      for (const installation of [...held.values()])
        if (msLeft(installation) < earlyMs) await renewOnce(installation.id).catch(report);
    },
    async settle() {
      await Promise.allSettled(underWay.values());
      await writeLeft();
    },
    refused: () => [...refused],
  };
}
