import type { Deliver, Posted } from '../deliver.ts';
import type { Message } from '../message.ts';
import { isMessageGone } from '../slack-errors.ts';

/** One message in the author's DM for each note, changed in place as things happen to the note. */
export interface Receipts {
  show(user: string, noteId: string, message: Message): Promise<void>;
  /** Says where a receipt of an earlier process stands. */
  found(noteId: string, at: Posted): void;
}

const most = 2_000;

/** Remembers where the last 2,000 receipts stand; an older one, and one that was deleted, is posted anew. */
export function createReceipts(deliver: Deliver): Receipts {
  const posted = new Map<string, Promise<Posted>>();

  /** False when the message is not there any more, or can't be changed. */
  async function isChanged(noteId: string, message: Message): Promise<boolean> {
    const known = await posted.get(noteId)?.catch(() => undefined);
    if (!known) return false;
    try {
      await deliver.update(known, message);
      return true;
    } catch (error) {
      if (isMessageGone(error)) return false;
      throw error;
    }
  }

  return {
    found(noteId, at) {
      posted.set(noteId, Promise.resolve(at));
    },
    async show(user, noteId, message) {
      if (await isChanged(noteId, message)) return;
      const sent = deliver.dm(user, message);
      posted.set(noteId, sent);
      sent.catch(() => posted.delete(noteId));
      for (const oldest of posted.keys()) {
        if (posted.size <= most) break;
        posted.delete(oldest);
      }
      await sent;
    },
  };
}
