import { UserError } from '../../errors.ts';
import type { Outcome } from '../../memory/note.ts';
import type { Asked, Response } from '../answer.ts';
import { formView, loadingView } from '../log/form.ts';
import type { Keeper } from '../log/keeper.ts';
import { noteOf } from '../log/note-of.ts';
import { withPerson } from '../log/opening.ts';
import type { Start } from '../log/start.ts';
import { noModal } from '../modal.ts';
import type { DealRef } from './deal-ref.ts';

interface Deps {
  readonly start: Start;
  readonly keeper: Keeper;
  readonly now: () => Date;
}

/** Notes that begin at a deal's line. */
export interface LogLine {
  /** The form with the person and the outcome in it; empty without a deal. */
  form(ref: DealRef | null, outcome: Outcome): Response;
  /** A note of one sentence, without a form; its receipt has Undo and Edit. */
  save(ref: DealRef, said: { readonly text: string; readonly outcome: Outcome }, asked: Asked): Promise<void>;
}

export function createLogLine({ start, keeper, now }: Deps): LogLine {
  return {
    form: (ref, outcome) => ({
      opens: loadingView(false),
      async work(asked) {
        const person = ref && (await start.person(asked, ref));
        const draft = { ...start.draft(asked, 'digest'), outcome };
        await asked.modal.show(formView(person ? withPerson(draft, person) : draft));
      },
    }),

    async save(ref, said, asked) {
      const [people, person] = await Promise.all([start.people(asked), start.person(asked, ref)]);
      if (!person) throw new UserError('There are no notes on this any more.');
      const draft = { ...withPerson(start.draft(asked, 'digest'), person), ...said };
      const note = noteOf(draft, people, { id: asked.member.id, now: now() });
      await keeper.keep({ note, edits: false, isAgain: false }, { ...asked, modal: noModal });
    },
  };
}
