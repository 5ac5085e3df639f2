import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The manifest as installed, parsed and unchecked. */
export async function readManifest(): Promise<unknown> {
  return parse(await readFile(new URL('../manifest.yml', import.meta.url), 'utf8'));
}
