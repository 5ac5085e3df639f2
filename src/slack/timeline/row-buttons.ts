import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Memory } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { createOwnNotes } from '../own-notes.ts';
import { pressedValue } from '../pressed.ts';
import type { ShowTimeline } from './show-timeline.ts';
import { decodeState } from './state.ts';
import { noteView } from './view.ts';

interface Deps {
  readonly memory: Memory;
  readonly showTimeline: ShowTimeline;
  readonly audit: Audit;
  readonly now: () => Date;
}

const sharing = z.object({ id: z.string(), to: z.enum(['team', 'private']) });

/** What can be done with one note of a timeline; changing it is for its author alone. */
export function createRowButtons({ memory, showTimeline, audit, now }: Deps) {
  const notes = createOwnNotes(memory);

  return {
    open(body: BlockAction): Response {
      const [state, id] = [decodeState(body.view), pressedValue(body)];
      return {
        async work({ member, modal }) {
          const note = await notes.readable(id, member.id);
          const reader = { asker: member.id, today: dayIn(member.zone, now()) };
          await modal.show(noteView(note, state, reader));
          audit({ did: 'read', view: 'note', by: member.id, noteIds: [id] });
        },
      };
    },

    remove(body: BlockAction): Response {
      const [state, id] = [decodeState(body.view), pressedValue(body)];
      return {
        async work(asked) {
          await notes.own(id, asked.member.id);
          await memory.remove(id);
          audit({ did: 'deleted', by: asked.member.id, noteIds: [id] });
          await showTimeline.show(state, asked, 'Deleted. No brief will use that note.');
        },
      };
    },

    share(body: BlockAction): Response {
      const state = decodeState(body.view);
      const { id, to } = sharing.parse(JSON.parse(pressedValue(body)));
      return {
        async work(asked) {
          await notes.own(id, asked.member.id);
          await memory.setVisibility(id, to);
          const isShared = to === 'team';
          audit({ did: isShared ? 'shared' : 'made private', by: asked.member.id, noteIds: [id] });
          const done = isShared
            ? 'Shared. Every full member of this workspace can read that note now.'
            : 'Private. Only you can read that note now.';
          await showTimeline.show(state, asked, done);
        },
      };
    },
  };
}
