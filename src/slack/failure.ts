import { UpstreamError, UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import { modal as modalView, section } from './blocks.ts';
import { clockTime } from './dates.ts';
import { message } from './message.ts';
import type { Modal } from './modal.ts';
import { md } from './mrkdwn.ts';
import type { Place } from './place.ts';

interface Where {
  readonly place: Place;
  readonly modal: Modal;
}

interface Circumstances extends Where {
  readonly listener: string;
  /** IANA zone of the person, for times of day. */
  readonly zone: string | undefined;
}

/** Turns what went wrong into words for the person; never throws. */
export interface Failure {
  refuse(where: Where): Promise<void>;
  explain(error: unknown, circumstances: Circumstances): Promise<void>;
}

/** Since when a service has not answered; undefined while it does. */
export type Outage = () => Date | undefined;

interface Deps {
  readonly log: Log;
  readonly memoryOutage: Outage;
  /** A short reference that stands in the message and in the log. */
  readonly newReference: () => string;
}

const membersOnly = 'SalesMemory is for members of this workspace.';

/** The one boundary between errors and people. */
export function createFailure({ log, memoryOutage, newReference }: Deps): Failure {
  async function say(sentence: string, { place, modal }: Where): Promise<void> {
    const body = section(md`${sentence}`);
    if (await modal.show(modalView('SalesMemory', [body]))) return;
    await place.show(message(sentence, [body]));
  }

  function words(error: unknown, reference: string, zone: string | undefined): string {
    if (error instanceof UserError) return error.message;
    if (error instanceof UpstreamError && error.service === 'hindsight')
      return memoryTrouble(memoryOutage(), zone);
    return `Something went wrong on our side (ref ${reference}). Try once more; if it stays, give your admin that reference.`;
  }

  async function explain(error: unknown, { listener, zone, ...where }: Circumstances): Promise<void> {
    const reference = newReference();
    if (!(error instanceof UserError)) log.error({ err: error, reference, listener }, 'a listener failed');
    try {
      await say(words(error, reference, zone), where);
    } catch (untold) {
      log.error({ err: untold, reference, listener }, 'the failure could not be told');
    }
  }

  return {
    explain,
    async refuse(where) {
      await say(membersOnly, where);
    },
  };
}

/** What a person is told while Hindsight is away. */
export function memoryTrouble(since: Date | undefined, zone = 'UTC'): string {
  const when = since ? ` since ${clockTime(since, zone)}` : '';
  return `Memory (Hindsight) has not answered${when}. Your notes are safe there; try again in a minute, and tell your admin if it lasts.`;
}
