import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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
