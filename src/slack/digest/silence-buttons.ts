import type { BlockAction } from '@slack/bolt';
import type { Outcome } from '../../memory/note.ts';
import type { Response } from '../answer.ts';
import { type DealRef, dealRefOf } from './deal-ref.ts';
import type { LogLine } from './log-line.ts';
import type { Settle } from './settle.ts';

interface Said {
  readonly text: string;
  readonly outcome: Outcome;
}

const wrote: Said = { text: 'I wrote to them and wait for an answer.', outcome: 'note' };
const silent: Said = { text: 'Still silent: no answer from them.', outcome: 'no_answer' };

/** Where nothing was logged only the rep knows why: one press makes it a note, and the next week counts with it. */
export function createSilenceButtons({ logLine, settle }: { logLine: LogLine; settle: Settle }) {
  function begun(body: BlockAction): DealRef {
    const ref = dealRefOf(body);
    settle.awaitNote(body.user.id, body, ref);
    return ref;
  }

  function saying(said: Said) {
    return (body: BlockAction): Response => {
      const ref = begun(body);
      return { work: (asked) => logLine.save(ref, said, asked) };
    };
  }

  return {
    /** What they said is worth two sentences. */
    answered: (body: BlockAction) => logLine.form(begun(body), 'spoke'),
    wrote: saying(wrote),
    silent: saying(silent),
    /** A next step logged on a closed deal opens it again. */
    reopen: (body: BlockAction) => logLine.form(dealRefOf(body), 'next_step'),
  };
}
