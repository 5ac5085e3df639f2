import type { Config } from '../config.ts';
import { isZone } from '../util/calendar.ts';
import type { Answer } from './ask.ts';
import { type Finding, fault, good, warning } from './finding.ts';

const setClock = 'Set this machine’s clock by the network (NTP; on Linux: timedatectl set-ntp true).';
const noticeableMs = 30_000;
/** Slack's signatures hold for as long. */
const wrongMs = 5 * 60_000;

/** This machine's clock beside that of a server that has just answered; nothing where it does not tell the time. */
export function clockFinding({ headers, at }: Answer): readonly Finding[] {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return [];
  const ms = at.getTime() - theirs;
  const seconds = Math.round(Math.abs(ms) / 1000);
  const says = `It is ${seconds} seconds ${ms < 0 ? 'behind' : 'ahead of'} Slack’s.`;
  if (Math.abs(ms) >= wrongMs)
    return [fault('clock', `${says} Signed requests are refused, and days and digests are wrong.`, setClock)];
  if (Math.abs(ms) >= noticeableMs) return [warning('clock', says, setClock)];
  return [good('clock', 'It goes as Slack’s does.')];
}

const oldestNode = { major: 20, minor: 19 };
/** The first whose support goes on. */
const supportedMajor = 22;

/** Whether the Node that runs this will do, and knows the zones of the world. */
export function checkMachine(
  { DEFAULT_TIMEZONE: zone }: Pick<Config, 'DEFAULT_TIMEZONE'>,
  version: string = process.versions.node,
): readonly Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const { major: oldest, minor: oldestMinor } = oldestNode;
  const isTooOld = major < oldest || (major === oldest && minor < oldestMinor);
  return [
    isTooOld
      ? fault('Node', `Node ${version} is too old.`, 'Install Node 24 (20.19 is the oldest that will do).')
      : nodeFinding(version, major),
    hasZones(zone)
      ? good('zones', `Node knows ${zone}, and the summer time of others.`)
      : fault(
          'zones',
          'This Node knows no time zones.',
          'Install one of Node’s own builds: they bring the whole of ICU.',
        ),
  ];
}

function nodeFinding(version: string, major: number): Finding {
  if (major >= supportedMajor) return good('Node', `Node ${version}.`);
  const says = `Node ${version} works, but gets no more security fixes.`;
  return warning('Node', says, 'Install Node 24.');
}

/** A Node without the whole of ICU takes a zone's name and may still count in UTC. */
function hasZones(zone: string): boolean {
  const summer = new Date('2026-07-01T12:00:00Z');
  const options = { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' } as const;
  return isZone(zone) && new Intl.DateTimeFormat('en', options).format(summer) === '14';
}
