import type { Finding } from './finding.ts';

interface Deps {
  /** What is wrong now. */
  readonly look: () => readonly Finding[];
  /** Takes a message to the operators. Rejects when it surely or perhaps did not arrive. */
  readonly say: (words: string) => Promise<void>;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

interface Outage {
  readonly since: Date;
  finding: Finding;
  isTold: boolean;
}

/** Tells operators of what stays down, and that it is back. */
export interface OutageWatch {
  /** To be called about twice a minute. */
  beat(): Promise<void>;
}

/** Shorter ones come right by themselves and are nobody's news. */
const worthTellingMs = 10 * 60_000;

/**
 * One message when a thing has been down for ten minutes, one when it is back. What could not be told, since Slack
 * itself was away, is told when it can be; an outage that nobody could be told of is told as one that is over.
 */
export function createOutageWatch({ look, say, now, report }: Deps): OutageWatch {
  const open = new Map<string, Outage>();
  let underWay: Promise<void> | undefined;

  function notice(found: readonly Finding[]): void {
    for (const finding of found) {
      const known = open.get(finding.what);
      if (known) known.finding = finding;
      else open.set(finding.what, { since: now(), finding, isTold: false });
    }
  }

  const lastedMs = ({ since }: Outage) => now().getTime() - since.getTime();

  async function tellDown(outage: Outage): Promise<void> {
    if (outage.isTold || lastedMs(outage) < worthTellingMs) return;
    const { says, step } = outage.finding;
    await say(`Down for ${minutesIn(lastedMs(outage))}: ${says} ${step}`.trim());
    outage.isTold = true;
  }

  async function tellBack(what: string, outage: Outage): Promise<void> {
    const wasLong = outage.isTold || lastedMs(outage) >= worthTellingMs;
    if (wasLong) await say(`Back after ${minutesIn(lastedMs(outage))}: ${what}. Nothing is left to do.`);
    open.delete(what);
  }

  async function round(): Promise<void> {
    const found = look();
    notice(found);
    for (const [what, outage] of open) {
      const isDown = found.some((one) => one.what === what);
      // The next beat tries again what can not be told now.
      await (isDown ? tellDown(outage) : tellBack(what, outage)).catch(report);
    }
  }

  return {
    beat() {
      underWay ??= round().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
  };
}

function minutesIn(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}
