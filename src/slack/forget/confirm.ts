import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import { UpstreamError, UserError } from '../../errors.ts';
import type { Forget, ForgetReceipt, ForgetRequest } from '../../memory/forget.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { modal as modalView } from '../blocks.ts';
import type { ViewReply } from '../ear.ts';
import type { Members } from '../members.ts';
import type { Once } from '../once.ts';
import { pressedValue } from '../pressed.ts';
import { ids } from './ids.ts';
import { decodeConfirmation, decodeSubject } from './state.ts';
import { confirmView, receiptMessage, workingView } from './views.ts';

interface Deps {
  readonly forget: Forget;
  readonly members: Members;
  readonly once: Once;
  readonly audit: Audit;
}

const repeatMs = 10 * 60 * 1000;
const interrupted =
  'Memory stopped answering half-way: some of it may be gone and the rest is not. Type `/forget` and the name once more, it goes on where it stopped.';

/** The name typed, the notes removed, the receipt shown in the modal and kept in the DM. */
export function createConfirm({ forget, members, once, audit }: Deps) {
  /** A member's own notes are theirs; everybody's are an admin's, asked again at each step. */
  async function allow({ scope, asker }: ForgetRequest): Promise<void> {
    if (scope === 'own' || (await members.isAdmin(asker))) return;
    throw new UserError('Only an admin of this workspace can forget the notes of others.');
  }

  async function carryOut(request: ForgetRequest): Promise<ForgetReceipt> {
    await allow(request);
    try {
      return await forget.carryOut(request);
    } catch (error) {
      if (error instanceof UpstreamError) throw new UserError(interrupted, { cause: error });
      throw error;
    }
  }

  return {
    ask(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return {
        opens: workingView('Counting…'),
        async work({ member, modal }) {
          const request = { ...subject, asker: member.id };
          await allow(request);
          const plan = await forget.plan(request);
          const name = plan.person?.name;
          if (!name || plan.notes.length === 0) throw new UserError('There is nothing left to forget.');
          await modal.show(confirmView(plan, { ...subject, name }));
        },
      };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const { prospect, scope, name, isTyped } = decodeConfirmation(view);
      if (!isTyped) {
        const errors = { [ids.name]: `Type ${name}, as it stands above, or close this window.` };
        return { reply: { response_action: 'errors', errors } };
      }
      const reply: ViewReply = { response_action: 'update', view: workingView('Forgetting…') };
      if (!once.isFirst(`${view.id} ${view.hash}`, repeatMs)) return { reply };
      return {
        reply,
        async work({ member, modal, place }) {
          const receipt = await carryOut({ prospect, scope, asker: member.id });
          audit({ did: 'forgot', by: member.id, noteIds: receipt.noteIds });
          const told = receiptMessage({ prospect, scope, name }, receipt);
          await modal.show(modalView('Forgotten', told.blocks));
          await place.show(told);
        },
      };
    },
  };
}
