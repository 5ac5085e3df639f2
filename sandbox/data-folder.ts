import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that this process alone writes to. */
export interface DataFolder {
  readonly path: string;
  /** Its place among the folders of its root, from 1. */
  readonly number: number;
  release(): Promise<void>;
}

const most = 20;

/** The first of `root/1`, `root/2`, ... that no living process holds, so that two demos never share a file. */
export async function claimDataFolder(root: string): Promise<DataFolder> {
  for (let number = 1; number <= most; number += 1) {
    const path = join(root, String(number));
    await mkdir(path, { recursive: true });
    const lock = join(path, 'in-use-by');
    if (await take(lock)) return { path, number, release: () => rm(lock, { force: true }) };
  }
  throw new Error(`All ${most} data folders in ${root} are in use. Name another with --data.`);
}

async function take(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder > 0 && isAlive(holder)) return false;
  await rm(lock, { force: true });
  return writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What the workspace held when it was last saved; undefined when nothing was. */
export async function readWorkspaceFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The workspace file ${path} is damaged; move it away to start with an empty one.`, {
      cause,
    });
  }
}

async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}

interface Deps {
  readonly path: string;
  /** The state to save, plain data. */
  readonly snapshot: () => unknown;
  /** Hears why a save failed; the next change tries again. */
  readonly report: (error: unknown) => void;
}

/** Saves soon after each change, one save at a time; a reader finds the old state or the new one, never half. */
export function createWorkspaceFile({ path, snapshot, report }: Deps) {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const save = () => {
    timer = undefined;
    const text = JSON.stringify(snapshot());
    writing = writing.then(() => replace(path, text)).catch(report);
    return writing;
  };
  const soonMs = 40;
  return {
    changed(): void {
      timer ??= setTimeout(() => void save(), soonMs);
    },
    async close(): Promise<void> {
      clearTimeout(timer);
      await save();
    },
  };
}
