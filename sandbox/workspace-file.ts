import { open, readFile, rename } from 'node:fs/promises';

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
