import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { examine } from './doctor.ts';
import type { Finding } from './finding.ts';

const marks: Readonly<Record<Finding['level'], string>> = { good: '✓', warning: '!', fault: '✗' };

function lineOf({ level, what, says, step }: Finding): string {
  return `${marks[level]} ${what}: ${says}${step === '' ? '' : ` → ${step}`}`;
}

function summaryOf(findings: readonly Finding[]): string {
  const countOf = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
  const [faults, warnings] = [countOf('fault'), countOf('warning')];
  if (faults > 0) return `${faults} to mend before the bot can do its work.`;
  return warnings > 0 ? `It will work; ${warnings} to look at.` : 'All is well.';
}

/** What the environment itself lacks: nothing else can be looked at before. */
function settingFaults(error: ConfigError): string {
  const [, ...faults] = error.message.split('\n');
  const isUnread = process.env['SLACK_BOT_TOKEN'] === undefined && existsSync('.env');
  return [
    ...faults.map((line) => `✗ settings: ${line.trim()}`),
    isUnread
      ? 'There is a .env here that was not read: run  set -a; . ./.env; set +a  and then this again.'
      : 'Set these right (the README’s table of settings says what each means), then run this again.',
  ].join('\n');
}

async function main(): Promise<number> {
  try {
    const config = readConfig(process.env);
    const world = { fetch: globalThis.fetch, now: () => new Date(), newId: randomUUID };
    const findings = await examine(config, world);
    console.log([...findings.map(lineOf), '', summaryOf(findings)].join('\n'));
    return findings.some(({ level }) => level === 'fault') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.log(settingFaults(error));
    return 1;
  }
}

process.exitCode = await main();
