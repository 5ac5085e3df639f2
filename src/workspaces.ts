import pMap from 'p-map';
import type { Directory, Served } from './installations/directory.ts';
import type { Workspace } from './lifecycle.ts';
import type { Hear } from './slack/kit/connection.ts';

/** The workspaces that a process serves, kept as the directory says they are. */
export interface Workspaces {
  /** Starts what is to be served and stops what is not any more. Never rejects. */
  settle(): Promise<void>;
  /** Takes a payload to its workspace, which is started first where it is new. */
  hear(to: Served, event: Parameters<Hear>[0]): Promise<void>;
  all(): readonly Workspace[];
  /** Tells how much was abandoned. */
  stop(unheard: Promise<void>): Promise<number>;
}

interface Deps {
  readonly directory: Pick<Directory, 'served'>;
  readonly open: (served: Served) => Promise<Workspace>;
  readonly report: (error: unknown) => void;
}

interface Running {
  /** What it was opened with: a new installation may be of another bot or know more scopes. */
  readonly as: string;
  readonly workspace: Promise<Workspace>;
  /** Resolves when it does by itself what the clock asks for. */
  readonly started: Promise<void>;
}

const startedAtOnce = 4;

export function createWorkspaces({ directory, open, report }: Deps): Workspaces {
  const running = new Map<string, Running>();
  const opened = new Map<string, Workspace>();
  const leaving = new Set<Promise<number>>();
  let isStopping = false;
  let settling: Promise<void> = Promise.resolve();

  async function begin(served: Served): Promise<Workspace> {
    const workspace = await open(served);
    opened.set(served.team, workspace);
    return workspace;
  }

  /** Nothing goes to it any more; what is under way there is nobody else's to wait for. */
  async function end(team: string): Promise<void> {
    const workspace = await running.get(team)?.workspace.catch(() => undefined);
    running.delete(team);
    opened.delete(team);
    const stopping = workspace?.stop(Promise.resolve()) ?? Promise.resolve(0);
    leaving.add(stopping);
    stopping.catch(report).finally(() => leaving.delete(stopping));
  }

  function start(served: Served): Running {
    const known = running.get(served.team);
    if (known) return known;
    const workspace = begin(served);
    const started = workspace.then((one) => (isStopping ? undefined : one.start())).catch(report);
    const beginning = { as: stamp(served), workspace, started };
    running.set(served.team, beginning);
    // The next payload, or the next look, tries again.
    workspace.catch(() => running.delete(served.team));
    return beginning;
  }

  async function settleOnce(): Promise<void> {
    if (isStopping) return;
    const wanted = new Map(directory.served().map((served) => [served.team, served]));
    for (const [team, { as }] of running) {
      const served = wanted.get(team);
      if (!served || stamp(served) !== as) await end(team);
    }
    await pMap(wanted.values(), (served) => start(served).started, { concurrency: startedAtOnce });
  }

  return {
    settle() {
      // One after the other: what one has just started another must not take for what it is ending.
      settling = settling.then(settleOnce);
      return settling;
    },
    async hear(to, event) {
      const workspace = await start(to).workspace;
      await workspace.hear(event);
    },
    all: () => [...opened.values()],
    async stop(unheard) {
      isStopping = true;
      const stopping = [...opened.values()].map((one) => one.stop(unheard));
      const abandoned = await Promise.all([...stopping, ...leaving]);
      await unheard;
      return abandoned.reduce((sum, count) => sum + count, 0);
    },
  };
}

function stamp({ installation }: Served): string {
  const { id, botId, botUserId, scopes } = installation;
  return JSON.stringify([id, botId, botUserId, scopes]);
}
