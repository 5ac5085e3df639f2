import { createHash } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { Audit } from '../kit/audit.ts';
import type { Message } from '../kit/blocks.ts';
import type { Member } from '../kit/members.ts';
import type { Request } from '../kit/request.ts';
import type { AudienceOf } from './audience.ts';
import type { FindShareable, Shareable } from './shareables.ts';
import {
  checkedView,
  pickerView,
  privateMessage,
  refusedMessage,
  type ShareSubject,
  saidView,
} from './views.ts';

/** What is to be shared where; `notice` says what is new since the last look. */
interface Aim {
  readonly channel: string;
  readonly subject: ShareSubject;
  readonly notice?: string;
}

/** Looks at a channel and at the notes afresh, and shows who would see what. */
export interface Look {
  at(aim: Aim, sharer: Member, draw: Draw): Promise<void>;
  /** Undefined when nothing of it is the team's, which is said then. */
  found(subject: ShareSubject, sharer: Member, draw: Draw): Promise<(() => Promise<Shareable>) | undefined>;
  /** Why not, under the picker. */
  refuse(reason: string, subject: ShareSubject, draw: Draw): Promise<void>;
}

interface LookDeps {
  readonly audienceOf: AudienceOf;
  readonly find: FindShareable;
  readonly audit: Audit;
}

/** Tells one preview from another. */
export function previewOf({ message }: Shareable): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 16);
}

export function createLook({ audienceOf, find, audit }: LookDeps): Look {
  async function refuse(reason: string, subject: ShareSubject, draw: Draw): Promise<void> {
    const message = refusedMessage(subject, reason);
    await draw.view(pickerView(subject, message.blocks), message);
  }

  async function found(subject: ShareSubject, sharer: Member, draw: Draw) {
    const it = await find(subject, sharer);
    if (it.kind === 'team') return it.draw;
    await draw.said(privateMessage(subject));
    return undefined;
  }

  return {
    found,
    refuse,
    async at({ channel, subject, notice = '' }, sharer, draw) {
      const [audience, drawn] = await Promise.all([
        audienceOf(channel, sharer.id),
        found(subject, sharer, draw),
      ]);
      if (!drawn) return;
      if (audience.kind === 'refused') return refuse(audience.reason, subject, draw);
      const what = await drawn();
      audit({ did: 'read', view: 'share', by: sharer.id, noteIds: what.noteIds });
      const carried = { subject, checked: { channel, preview: previewOf(what) } };
      await draw.view(checkedView(carried, { audience, preview: what.message, notice }), null);
    },
  };
}

/** Puts something before the person. */
interface Draw {
  view(view: ModalView, otherwise: Message | null): Promise<void>;
  said(message: Message): Promise<void>;
}

/** For as long as they wait for it: whoever has closed the modal or chosen anew since is left alone. */
export function whileWaiting({ modal }: Request): Draw {
  const view: Draw['view'] = async (drawn) => {
    await modal.refresh(drawn);
  };
  return { view, said: (message) => view(saidView(message), message) };
}

/** Whatever became of the modal: what it can not show goes to the DM. */
export function surely({ modal, place }: Request): Draw {
  const view: Draw['view'] = async (drawn, otherwise) => {
    if (!(await modal.show(drawn)) && otherwise) await place.tell(otherwise);
  };
  return { view, said: (message) => view(saidView(message), message) };
}
