import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const DIST = join(FOLDER, 'dist');
const STAMP = join(DIST, 'built-from');

const fingerprint = async (): Promise<string> => {
  const entries = await readdir(join(FOLDER, 'src'), { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const path of [join(FOLDER, 'index.html'), join(FOLDER, 'vite.config.ts'), ...sources.sort()]) {
    hash.update(path);
    hash.update(await readFile(path));
  }
  return hash.digest('hex');
};

const lastStamp = () => readFile(STAMP, 'utf8').catch(() => '');

/** Builds the page when its sources changed since the last build; takes seconds. Returns the folder to serve. */
export const buildPage = async (): Promise<string> => {
  const stamp = await fingerprint();
  if ((await lastStamp()) === stamp) return DIST;
  const { build } = await import('vite');
  await build({ configFile: join(FOLDER, 'vite.config.ts'), mode: 'production' });
  await writeFile(STAMP, stamp);
  return DIST;
};
