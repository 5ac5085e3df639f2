import { chown, copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, ToolError } from './run.ts';

const account = 'hindsight-pg';

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** A folder that holds one PostgreSQL and all its data: who removes it forgets everything. */
export interface PostgresHome {
  readonly folder: string;
  /** First line is the process to end. */
  readonly pidFile: string;
}

/** Makes the folder, with a copy of pg0 that another account may run. */
export async function makePostgresHome(pg0: string): Promise<PostgresHome> {
  const folder = await mkdtemp(join(tmpdir(), 'hindsight-pg-'));
  await copyFile(pg0, join(folder, 'pg0'));
  return { folder, pidFile: join(folder, '.pg0', 'instances', 'notes', 'data', 'postmaster.pid') };
}

/** Starts PostgreSQL on the port and returns the address for the server; as root it runs as an account of its own. */
export async function startPostgres(home: PostgresHome, port: number): Promise<string> {
  const identity = process.getuid?.() === 0 ? await unprivileged() : undefined;
  if (identity) await chown(home.folder, identity.uid, identity.gid);
  await run(join(home.folder, 'pg0'), ['start', '--name', 'notes', '--port', String(port)], {
    ...identity,
    cwd: home.folder,
    // With a terminal's or another user's HOME it would look for its files in the wrong place.
    env: { HOME: home.folder, PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  return `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
}

/** PostgreSQL refuses to run as root, and wants an account that is listed: a bare number is not enough. */
async function unprivileged(): Promise<Identity> {
  const known = await identify();
  if (known) return known;
  await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', account]).catch(
    (cause) => {
      throw new ToolError(
        'PostgreSQL does not run as root and no account could be made: run this as another user.',
        {
          cause,
        },
      );
    },
  );
  const made = await identify();
  if (!made) throw new ToolError(`The account ${account} was made but is not known to the system.`);
  return made;
}

async function identify(): Promise<Identity | undefined> {
  const uid = await run('id', ['-u', account]).catch(() => undefined);
  if (uid === undefined) return undefined;
  return { uid: Number(uid), gid: Number(await run('id', ['-g', account])) };
}
