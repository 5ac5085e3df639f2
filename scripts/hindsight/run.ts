import { type ExecFileOptions, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const execute = promisify(execFile);

/** A program that had to be run before Hindsight could start did not do its work; the message is for people. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

const failureSchema = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  stderr: z.string().catch(''),
});

/** Runs a program to its end and returns what it printed; rejects with ToolError that ends in its last lines. */
export async function run(
  command: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], { maxBuffer: 64 << 20, ...options });
    return stdout.toString();
  } catch (error) {
    const failure = failureSchema.catch({ code: null, stderr: '' }).parse(error);
    const reason =
      failure.code === 'ENOENT'
        ? 'it is not installed'
        : failure.stderr.trim().split('\n').slice(-5).join('\n');
    throw new ToolError(`${command} ${args[0] ?? ''} failed: ${reason}`, { cause: error });
  }
}

/** Asks `attempt` every 100 ms until it says yes; rejects with `complaint` after `limitMs`. */
export async function until(
  attempt: () => Promise<boolean>,
  options: { readonly limitMs: number; readonly complaint: () => string },
): Promise<void> {
  const end = performance.now() + options.limitMs;
  while (performance.now() < end) {
    if (await attempt()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new ToolError(options.complaint());
}
