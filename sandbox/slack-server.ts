import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { readManifest } from './manifest-file.ts';
import { buildPage } from './page/build.ts';
import type { Handler } from './slack/page-api/local.ts';
import { createSlackServer, type SlackServer } from './slack/server.ts';
import { createWorkspaceFile, readWorkspaceFile } from './workspace-file.ts';

interface Deps {
  readonly folder: DataFolder;
  /** Undefined takes the data folder's own port, so that an open page finds a demo that was started again. */
  readonly port: number | undefined;
  readonly now: () => Date;
  readonly drawer: Handler;
  readonly report: (error: unknown) => void;
}

const firstPort = 4380;

/** The workspace with its page, as it was when it was last saved. */
export async function startWorkspace({ folder, port, now, drawer, report }: Deps) {
  const path = join(folder.path, 'workspace.json');
  const [pageFolder, manifest, state] = await Promise.all([
    buildPage(),
    readManifest(),
    readWorkspaceFile(path),
  ]);
  const start = (at: number) =>
    createSlackServer({ now, manifest, state, port: at, pageFolder, drawer, isPaced: true });
  const slack = port === undefined ? await preferring(firstPort + folder.number, start) : await start(port);
  const file = createWorkspaceFile({ path, snapshot: slack.snapshot, report });
  slack.onChange(file.changed);
  return {
    slack,
    async close() {
      await slack.close();
      await file.close();
    },
  };
}

/** Any free port where the preferred one is taken. */
function preferring(port: number, start: (port: number) => Promise<SlackServer>): Promise<SlackServer> {
  return start(port).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return start(0);
    throw error;
  });
}
