import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { PostgresHome } from './postgres.ts';

/**
 * Reads process ids until its input ends, which also happens when this process is killed; then ends those
 * processes, PostgreSQL, and the folder with its data.
 */
const script = `
trap '' INT TERM HUP
pids=''
while read -r pid; do pids="$pids $pid"; done
[ -f "$2" ] && pids="$pids $(head -n 1 "$2")"
for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
for pid in $pids; do
  tries=0
  while kill -0 "$pid" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -eq 50 ] && kill -INT "$pid" 2>/dev/null
    [ $tries -ge 80 ] && kill -KILL "$pid" 2>/dev/null
    sleep 0.1
  done
done
rm -rf "$1"
`;

export interface Reaper {
  /** Adds a process to those that must not outlive this one. */
  watch(pid: number): void;
  /** Ends all of them and resolves when they and the data are gone. */
  reap(): Promise<void>;
}

/** A small shell beside this process that cleans up however this process ends, `kill -9` included. */
export function createReaper(home: PostgresHome): Reaper {
  const shell = spawn('sh', ['-c', script, 'reaper', home.folder, home.pidFile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = once(shell, 'exit');
  return {
    watch: (pid) => {
      shell.stdin.write(`${pid}\n`);
    },
    reap: async () => {
      shell.stdin.end();
      await gone;
    },
  };
}
