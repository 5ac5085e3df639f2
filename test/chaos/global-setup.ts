import { execFileSync } from 'node:child_process';

/** Builds the bot as `npm run build` does: what is killed and starved is what is shipped. */
export function setup(): void {
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
}
