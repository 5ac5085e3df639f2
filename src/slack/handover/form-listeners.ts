import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { TeamBrief } from '../../brief/briefer.ts';
import type { DealsToGive, Handovers } from '../../digest/hand-over.ts';
import { dealMark } from '../../memory/identity/keys.ts';
import { soon } from '../../util/deadline.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import type { ViewReply } from '../ear.ts';
import type { Members } from '../members.ts';
import type { Once } from '../once.ts';
import { pressedValue } from '../pressed.ts';
import { colleagueProblem } from './colleague.ts';
import { formView, workingView } from './form.ts';
import { ids } from './ids.ts';
import type { SendOffer } from './send-offer.ts';
import { decodeForm } from './state.ts';

interface Deps {
  readonly teamBrief: TeamBrief;
  readonly deals: DealsToGive;
  readonly handovers: Handovers;
  readonly sendOffer: SendOffer;
  readonly members: Members;
  readonly once: Once;
  readonly audit: Audit;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
}

/** Who they are is at hand, or looked up after the acknowledgement. */
const lookupMs = 250;
const repeatMs = 10 * 60 * 1000;

/** The form in which a deal is offered, and its submission. */
export function createFormListeners(deps: Deps) {
  const { teamBrief, deals, handovers, sendOffer, members, once, audit, now, newId } = deps;
  return {
    open(body: BlockAction): Response {
      const pressed = parseDealButton(pressedValue(body));
      return {
        opens: workingView('Reading what the team can read…'),
        async work({ member, modal }) {
          const at = now().toISOString();
          const { deal: given, own } = await deals.ofGiver(member.id, pressed.deal);
          const { key } = given.deal;
          const [brief, before] = await Promise.all([
            teamBrief(key, member.id),
            handovers.latest({ from: member.id, deal: dealMark(key) }),
          ]);
          audit({ did: 'read', view: 'hand-over', by: member.id, noteIds: brief.notes.map(({ id }) => id) });
          const waitsFor = before?.state === 'pending' ? before.to : null;
          const of = { deal: key, id: newId(), at };
          await modal.show(formView({ of, brief, privateCount: own.length, waitsFor }));
        },
      };
    },

    async submit({ view, user }: ViewSubmitAction): Promise<Response<ViewReply>> {
      const form = decodeForm(view);
      const problem = await soon(colleagueProblem(form.to, user.id, members), null, lookupMs);
      if (problem) return { reply: { response_action: 'errors', errors: { [ids.to]: problem } } };
      const reply: ViewReply = { response_action: 'update', view: workingView('Handing over…') };
      if (!once.isFirst(`${view.id} ${view.hash}`, repeatMs)) return { reply };
      return { reply, work: (asked) => sendOffer(form, asked) };
    },
  };
}
