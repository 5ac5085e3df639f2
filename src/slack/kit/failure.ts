import { UpstreamError, UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { modal as modalView, sentence } from './blocks.ts';
import { clockTime } from './dates.ts';
import type { Modal } from './modal.ts';
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
  async function say(words: string, { place, modal }: Where): Promise<void> {
    const told = sentence(words);
    if (!(await modal.show(modalView('SalesMemory', told.blocks)))) await place.tell(told);
  }

  function wordsFor(error: unknown, reference: string, zone: string | undefined): string {
    if (error instanceof UserError) return error.message;
    if (isMemoryTrouble(error)) {
      return `${memoryTrouble(error, memoryOutage(), zone)} Your notes are safe there; try again in a minute.`;
    }
    return `Something went wrong on our side (ref ${reference}). Try once more; if it stays, give your admin that reference.`;
  }

  async function explain(error: unknown, { listener, zone, ...where }: Circumstances): Promise<void> {
    const reference = newReference();
    if (!(error instanceof UserError)) log.error({ err: error, reference, listener }, 'a listener failed');
    try {
      await say(wordsFor(error, reference, zone), where);
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

function isMemoryTrouble(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.service === 'hindsight';
}

/** What is wrong with Hindsight, and since when if that is known: one sentence. */
export function memoryTrouble(error: unknown, since: Date | undefined, zone = 'UTC'): string {
  if (isMemoryTrouble(error) && error.kind === 'auth') {
    return 'Memory (Hindsight) refuses our key: tell your admin to look at HINDSIGHT_API_KEY.';
  }
  return `Memory (Hindsight) has not answered${since ? ` since ${clockTime(since, zone)}` : ''}.`;
}
