import type { ModalView } from '@slack/types';
import type { Log } from '../log.ts';
import type { WorkInHand } from '../util/work.ts';
import type { Failure } from './failure.ts';
import type { Member, Members } from './members.ts';
import { type Message, sentence } from './message.ts';
import { type Modal, type Modals, noModal } from './modal.ts';
import type { Place } from './place.ts';
import type { Source } from './source.ts';

/** Who asked, and where the answer goes. */
export interface Asked {
  readonly member: Member;
  /** For messages. */
  readonly place: Place;
  /** The modal just opened or the one that was used; gone when there is none. */
  readonly modal: Modal;
}

/**
 * What a listener makes of a payload. It answers first and works afterwards: the two phases are separate
 * values, so that nothing slow can come before the acknowledgement.
 */
export interface Response<Reply = void> {
  /** Carried by the acknowledgement. */
  readonly reply?: Reply;
  /** Shown at once in a modal, before anything else is asked of anybody. */
  readonly opens?: ModalView;
  /** Told when Slack did not open the modal in time, instead of doing the work; a general sentence when left out. */
  readonly unopened?: Message;
  /** What takes time. A rejection becomes a sentence for the person. */
  readonly work?: (asked: Asked) => Promise<void>;
}

type Prepare<Reply> = () => Response<Reply> | Promise<Response<Reply>>;
type Acknowledge<Reply> = (reply: Reply | undefined) => Promise<void>;

/** What answering needs. */
export interface AnswerDeps {
  readonly members: Members;
  readonly modals: Modals;
  readonly failure: Failure;
  readonly work: WorkInHand;
  readonly log: Log;
}

const tooLate = sentence('Slack did not open the window in time. Please press once more.');

/** Acknowledges, opens the modal while Slack is asked who this is, refuses outsiders, works, explains failures. */
export function createAnswer({ members, modals, failure, work, log }: AnswerDeps) {
  async function shownModal(source: Source, opens: ModalView | undefined): Promise<Modal> {
    if (source.viewId) {
      const modal = modals.of(source.viewId);
      if (opens) await modal.show(opens);
      return modal;
    }
    if (opens && source.triggerId) return modals.open(source.triggerId, opens);
    return noModal;
  }

  async function carryOut(source: Source, response: Response): Promise<void> {
    const { name, user, place } = source;
    const opening = shownModal(source, response.opens);
    const asking = members.get(user);
    const modal = await opening.catch(() => noModal);
    const zone = (await asking.catch(() => undefined))?.zone;
    try {
      const member = await asking;
      if (!member.isFull) return await failure.refuse({ place, modal });
      if (response.opens && !modal.isOpened) return await place.tell(response.unopened ?? tooLate);
      await response.work?.({ member, place, modal });
    } catch (error) {
      await failure.explain(error, { listener: name, place, modal, zone });
    }
  }

  async function answer<Reply>(
    source: Source,
    prepare: Prepare<Reply>,
    ack: Acknowledge<Reply>,
  ): Promise<void> {
    const { reply, ...response } = await prepared(prepare);
    const acked = ack(reply);
    await acked.catch((error: unknown) =>
      log.warn({ err: error, listener: source.name }, 'ack was not delivered'),
    );
    await carryOut(source, response);
  }

  return <Reply>(source: Source, prepare: Prepare<Reply>, ack: Acknowledge<Reply>) =>
    work.track(answer(source, prepare, ack));
}

/** A payload that can't be read is acknowledged all the same; the person is told afterwards. */
async function prepared<Reply>(prepare: Prepare<Reply>): Promise<Response<Reply>> {
  try {
    return await prepare();
  } catch (error) {
    return { work: () => Promise.reject(error) };
  }
}
