import type { NoteReader } from './brief/reading/read-notes.ts';
import { type DigestClock, type Every, machineEvery } from './digest/clock.ts';
import { groupUnread } from './doctor/check-group.ts';
import { redisAway, secondProcess } from './doctor/check-redis.ts';
import type { Finding } from './doctor/finding.ts';
import type { ServiceProbe } from './health.ts';
import type { Reporting } from './models.ts';
import type { Replicas } from './replicas/replicas.ts';
import type { Retention } from './retention/retention.ts';
import type { Bot } from './slack/bot.ts';

/** The bot of one workspace, at work. */
export interface Workspace extends Pick<Bot, 'hear' | 'takesToken' | 'say'> {
  /** Slack's id of it. */
  readonly team: string;
  start(): Promise<void>;
  /** Finishes within 10 s what is under way once nothing more is heard; tells how much it had to abandon. */
  stop(unheard: Promise<void>): Promise<number>;
  /** Whether Hindsight answered within the last minute. */
  isFresh(): boolean;
  /** What is wrong with it now, whether or not the bot can work on. */
  troubles(): readonly Finding[];
  /** How many processes serve it; undefined while nobody knows. */
  processes(): number | undefined;
}

interface Parts extends Pick<Bot, 'hear' | 'work' | 'leftovers' | 'resumeImports' | 'takesToken' | 'say'> {
  readonly clock: DigestClock;
  readonly retention: Retention;
  readonly presence: Replicas['presence'];
  readonly reader: NoteReader;
  readonly deleteAgain: () => Promise<number>;
  readonly namesReady: () => Promise<void>;
  readonly memoryTroubles: () => readonly Finding[];
  readonly isMemoryUp: () => boolean;
  /** What is wrong when Slack refuses the token. */
  readonly tokenRefused: Finding;
  /** Whether Slack does not tell who the team is. */
  readonly isGroupUnread: () => boolean;
  /** Tells the log what the operator should look at. */
  readonly look: () => Promise<void>;
}

interface Told extends Reporting {
  readonly every?: Every;
}

const drainMs = 10_000;
const presenceBeatMs = 60_000;
/** A process that is killed forgets the tokens of so long. */
const bookBeatMs = 5 * 60_000;

/** Starts and stops all that a workspace is made of, in order. */
export function lifecycle(parts: Parts, pulse: ServiceProbe, told: Told): Workspace {
  const { work, leftovers, resumeImports, takesToken, clock, reader, retention, presence } = parts;
  const { deleteAgain, namesReady, memoryTroubles, isMemoryUp, isGroupUnread, look, hear, say } = parts;
  const { team, report, metrics, closers, book, every = machineEvery } = told;
  metrics.watch('memory_up', 'Whether Hindsight answers', () => Number(isMemoryUp() && pulse.isUp()));
  metrics.watch('redis_up', 'Whether the shared Redis answers', () => Number(clock.isShared()));
  metrics.watch('work_in_hand', 'What goes on after its acknowledgement', () => work.count());
  metrics.watchQueue('work', () => work.count());
  return {
    ...{ team, hear, say, takesToken },
    async start() {
      pulse.start();
      retention.start();
      // What it may spend while Redis is away hangs on how many there are.
      if (presence.isShared) presence.beat().catch(report);
      closers.push(every(bookBeatMs, () => void book.write().catch(report)));
      closers.push(every(presenceBeatMs, () => void presence.beat().catch(report)));
      await clock.start();
      namesReady().catch(report);
      reader.start().catch(report);
      work.follow(leftovers.end()).catch(report);
      work.follow(resumeImports()).catch(report);
      look().catch(report);
      deleteAgain().catch(report);
    },
    async stop(unheard) {
      // No new digest from here on; one under way has as long as other work.
      work.track(clock.stop()).catch(() => undefined);
      work.track(presence.leave()).catch(() => undefined);
      work.track(retention.stop()).catch(() => undefined);
      work.track(reader.stop()).catch(() => undefined);
      pulse.stop();
      await unheard;
      work.track(book.write()).catch(report);
      const abandoned = await work.drain(drainMs);
      for (const close of closers) close();
      metrics.end();
      return abandoned;
    },
    isFresh: pulse.isFresh,
    processes: presence.count,
    troubles: () => [
      ...(takesToken() ? [] : [parts.tokenRefused]),
      ...memoryTroubles(),
      ...(clock.isShared() ? [] : [redisAway]),
      ...(presence.isSeen() && !presence.isShared ? [secondProcess] : []),
      ...(isGroupUnread() ? [groupUnread] : []),
    ],
  };
}
