import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Entry, entrySchema } from './records.ts';

export interface Journal {
  /** Resolves when the entry is on the disk; entries keep the order of the calls. */
  append(entry: Entry): Promise<void>;
  close(): Promise<void>;
}

/** A journal that keeps nothing, for tests and throw-away workspaces. */
export function createForgetfulJournal(): Journal {
  return { append: async () => undefined, close: async () => undefined };
}

/** Reads the entries of a file that may not exist. Of a last line that was cut short nobody was told that it is safe. */
export async function readJournal(file: string): Promise<Entry[]> {
  const lines = (await readFile(file, 'utf8').catch(whenMissing)).split('\n');
  // What follows the last line break is nothing, or a line that a crash cut short.
  return lines.slice(0, -1).map((line, index) => parseLine(line, `${file}:${index + 1}`));
}

/** Replaces the file by these entries in one step and goes on writing behind them. */
export async function openJournal(file: string, entries: readonly Entry[]): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  const handle = await open(draft, 'w');
  await handle.writeFile(entries.map(toLine).join(''));
  await handle.sync();
  await rename(draft, file);
  await syncFolder(dirname(file));
  return createWriter(handle);
}

/** Writes that arrive while the disk is busy go out together in one write and one sync. */
function createWriter(handle: FileHandle): Journal {
  let waiting = '';
  let writing = Promise.resolve();
  const flush = async () => {
    const lines = waiting;
    waiting = '';
    if (lines === '') return;
    await handle.appendFile(lines);
    await handle.datasync();
  };
  return {
    append: (entry) => {
      waiting += toLine(entry);
      writing = writing.then(flush);
      return writing;
    },
    close: async () => {
      await writing.catch(() => undefined);
      await handle.close();
    },
  };
}

function toLine(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

function parseLine(line: string, place: string): Entry {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`The memory file is damaged at ${place}; move it away to start empty.`, { cause });
  }
}

function whenMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
