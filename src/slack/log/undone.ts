import type { BlockAction } from '@slack/bolt';
import { UserError } from '../../errors.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import type { Person, Target } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import { authorsOnly, type Note } from '../../memory/note.ts';
import {
  actions,
  button,
  type Message,
  message,
  modal as modalView,
  section,
  sentence,
} from '../kit/blocks.ts';
import { type Draft, draftOf, noteOf, targetLabel, withPerson } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import { logIds } from '../kit/ids.ts';
import { decodePendingNote, encodePendingNote, type PendingNote, wordBlocks } from '../kit/pending-note.ts';
import type { NewCall, Receipts, SaveNote } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { md } from '../kit/text.ts';

const undoneText = 'Undone. The note is deleted, and no brief will use it.';

/** After a note was undone, with nothing more to do. */
export const undone = sentence(undoneText);

/** After a note was deleted from its deal's notes. */
export const deleted = sentence('The note is deleted, and no brief will use it.');

interface UndoneDeps {
  readonly newCall: NewCall;
  readonly saveNote: SaveNote;
  readonly receipts: Receipts;
  readonly now: () => Date;
}

/** What stands where a receipt was: the words, which are stored nowhere any more, and whom they may be about. */
interface Offered {
  readonly message: Message;
  /** What the words would be stored under. */
  readonly id: string;
}

const mostOthers = 3;

/** The words of an undone note, offered to whoever else may have been meant. */
export async function offerWords(
  { newCall, now }: Pick<UndoneDeps, 'newCall' | 'now'>,
  note: Note,
  request: Request,
): Promise<Offered> {
  const people = await newCall.people(request);
  const { id, zone } = newCall.draft(request, note.source, note.link);
  const draft: Draft = { ...draftOf(note, zone), id, edits: false, who: null, also: [] };
  const author = { id: note.author, now: now() };
  const others = namesakesOf(note, people).flatMap((target) => {
    const person = people.find((one) => isThe(target, one));
    return person
      ? [{ label: targetLabel(target), note: noteOf(withPerson(draft, person), people, author) }]
      : [];
  });
  const value = (of: Note) => encodePendingNote({ note: of, edits: false, isAgain: false });
  const buttons = others.map((other, index) =>
    button(`${logIds.instead}${index}`, `On ${other.label}`, { value: value(other.note) }),
  );
  const blocks = [
    section(
      md`*Undone.* The note is deleted, and no brief will use it. Its words stand here until you say whom they are about.`,
    ),
    ...wordBlocks(note.text),
    actions(
      ...buttons,
      button(logIds.insteadForm, 'Somebody else', { value: value({ ...note, id }) }),
      button(logIds.leave, 'Leave it deleted', { value: id }),
    ),
  ];
  return { message: message(undoneText, blocks), id };
}

/** Others of that first name, those called last first. */
function namesakesOf({ prospects: [meant], deal }: Note, people: readonly Person[]): readonly Target[] {
  const [first = ''] = wordsOf(canonical(meant?.name ?? ''));
  const found = resolveAmong(first, people);
  const targets = found.kind === 'many' ? found.targets : found.kind === 'one' ? [found.target] : [];
  return targets
    .filter(({ prospect, deal: { key } }) => prospect && !(prospect.key === meant?.key && key === deal.key))
    .slice(0, mostOthers);
}

function isThe({ prospect, deal }: Target, one: Person): boolean {
  return one.prospect.key === prospect?.key && one.deal.key === deal.key;
}

/** The buttons under an undone note's words: they need nothing but what stands there, and work after a restart. */
export function createUndoneButtons({ saveNote, receipts, now }: Omit<UndoneDeps, 'newCall'>) {
  function adopt({ channel, message: pressed }: BlockAction, id: string): void {
    if (channel && pressed) receipts.found(id, { channel: channel.id, ts: pressed.ts });
  }

  function pendingIn(body: BlockAction): PendingNote {
    const blocks: unknown = body.message?.['blocks'] ?? body.view?.blocks;
    return decodePendingNote(pressedValue(body), Array.isArray(blocks) ? blocks : []);
  }

  return {
    /** The words go to somebody else. */
    instead(body: BlockAction): Response {
      const pending = pendingIn(body);
      return {
        async work(request) {
          if (pending.note.author !== request.member.id) throw new UserError(authorsOnly);
          adopt(body, pending.note.id);
          await saveNote({ ...pending, note: { ...pending.note, loggedAt: now().toISOString() } }, request);
        },
      };
    },

    /** The form with the words in it, and nobody yet. */
    form(body: BlockAction): Response {
      const { note } = pendingIn(body);
      return {
        opens: loadingView(false),
        async work({ member, modal }) {
          if (note.author !== member.id) throw new UserError(authorsOnly);
          adopt(body, note.id);
          await modal.show(formView({ ...draftOf(note, member.zone), edits: false, who: null, also: [] }));
        },
      };
    },

    leave(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        async work({ member, modal }) {
          adopt(body, id);
          await Promise.all([
            modal.show(modalView('Undone', undone.blocks)),
            receipts.show(member.id, id, undone),
          ]);
        },
      };
    },
  };
}
