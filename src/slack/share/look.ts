import { createHash } from 'node:crypto';
import type { Audit } from '../audit.ts';
import type { Member } from '../members.ts';
import type { AudienceOf } from './audience.ts';
import type { Draw } from './draw.ts';
import { privateMessage, refusedMessage } from './said.ts';
import type { FindShareable, Shareable } from './shareables.ts';
import type { Subject } from './state.ts';
import { checkedView, pickerView } from './views.ts';

/** What is to be shared where; `notice` says what is new since the last look. */
interface Aim {
  readonly channel: string;
  readonly subject: Subject;
  readonly notice?: string;
}

/** Looks at a channel and at the notes afresh, and shows who would see what. */
export interface Look {
  at(aim: Aim, sharer: Member, draw: Draw): Promise<void>;
  /** Undefined when nothing of it is the team's, which is said then. */
  found(subject: Subject, sharer: Member, draw: Draw): Promise<(() => Promise<Shareable>) | undefined>;
  /** Why not, under the picker. */
  refuse(reason: string, subject: Subject, draw: Draw): Promise<void>;
}

interface Deps {
  readonly audienceOf: AudienceOf;
  readonly find: FindShareable;
  readonly audit: Audit;
}

/** Tells one preview from another. */
export function previewOf({ message }: Shareable): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 16);
}

export function createLook({ audienceOf, find, audit }: Deps): Look {
  async function refuse(reason: string, subject: Subject, draw: Draw): Promise<void> {
    const message = refusedMessage(subject, reason);
    await draw.view(pickerView(subject, message.blocks), message);
  }

  async function found(subject: Subject, sharer: Member, draw: Draw) {
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
