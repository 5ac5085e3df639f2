import type { BlockAction } from '@slack/bolt';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Deliver } from '../deliver.ts';
import type { Member } from '../members.ts';
import { sentence } from '../message.ts';
import type { OwnNotes } from '../own-notes.ts';
import type { Places } from '../place.ts';
import { pressedValue } from '../pressed.ts';
import { surely } from './draw.ts';
import type { Poster } from './poster.ts';
import { takenBackText } from './said.ts';
import type { FindShareable } from './shareables.ts';
import { decodeShared, decodeSubject, type Subject } from './state.ts';
import { pickerView, saidView } from './views.ts';

interface Deps {
  readonly memory: Memory;
  readonly ownNotes: OwnNotes;
  readonly showBrief: ShowBrief;
  readonly find: FindShareable;
  readonly poster: Poster;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly audit: Audit;
}

const openedUp = sentence(
  'Shared with the team: every full member can read it now. It is in no channel yet.',
);
const inDm = sentence('It is in your messages with SalesMemory.');

/** What stands beside a share: the way into the DM, the way back, and the team first. */
export function createShareButtons(deps: Deps) {
  const { memory, ownNotes, showBrief, find, poster, deliver, places, audit } = deps;

  /** Their own brief, private notes and all: it is for nobody else. */
  async function sendToDm(subject: Subject, member: Member): Promise<void> {
    const dm = places.ofDm(member.id);
    if (subject.kind === 'brief') {
      const button = { ...subject, asOf: subject.asOf, fingerprint: undefined };
      const brief = await showBrief.behind(button, member.id);
      return showBrief.card(brief, dm);
    }
    const found = await find(subject, member);
    if (found.kind === 'private') throw new UserError('Only you can read that note: it stands in /timeline.');
    const { message } = await found.draw();
    await dm.show(message);
  }

  return {
    toDm(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return {
        async work({ member, modal }) {
          await sendToDm(subject, member);
          await modal.show(saidView(inDm));
        },
      };
    },

    takeBack(body: BlockAction): Response {
      const shared = decodeShared(pressedValue(body));
      return {
        async work({ member, modal, place }) {
          if (shared.by !== member.id) throw new UserError('Only who shared it can take it back.');
          await poster.takeBack(shared);
          const done = sentence(takenBackText(shared));
          if (shared.receipt) await deliver.update(shared.receipt, done);
          if (!(await modal.show(saidView(done))) && !shared.receipt) await place.show(done);
        },
      };
    },

    openUp(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return {
        async work(asked) {
          if (subject.kind !== 'note') return;
          const { id: by } = asked.member;
          await ownNotes.own(subject.id, by);
          await memory.setVisibility(subject.id, 'team');
          audit({ did: 'shared', by, noteIds: [subject.id] });
          await surely(asked).view(pickerView(subject, openedUp.blocks), openedUp);
        },
      };
    },
  };
}
