import type { ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Managers } from '../../digest/managers.ts';
import type { TeamDeal, TeamWeeks } from '../../digest/team-week.ts';
import { UserError } from '../../errors.ts';
import { dayIn, dayName, isoWeekOf } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import {
  actions,
  button,
  context,
  input,
  type Message,
  message,
  modal,
  plain,
  section,
  verbatim,
  workingView,
} from '../kit/blocks.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import type { Deliver } from '../kit/delivery.ts';
import { fieldsOf } from '../kit/filled-form.ts';
import { briefIds, managerIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import { subject } from '../kit/phrases.ts';
import { type Once, type Request, type Response, submittedOnce, type ViewReply } from '../kit/request.ts';
import { clip, limits, type Markup, md } from '../kit/text.ts';
import type { DealRef } from '../kit/week-lines.ts';

interface Deps {
  readonly managers: Managers;
  readonly teamWeeks: TeamWeeks;
  readonly deliver: Deliver;
  readonly once: Once;
  readonly audit: Audit;
  readonly now: () => Date;
  /** Hears of what could not be sent. */
  readonly report: (error: unknown) => void;
}

const title = 'Ask about a deal';
const wordsLength = 1_500;

/** A manager asks a rep about a deal, in words of their own, once a deal and week. */
export function createAskRep(deps: Deps) {
  const { managers, teamWeeks, deliver, once, audit, now, report } = deps;

  /** The deal as it stands now: whose it is may have changed since the row was drawn. */
  async function dealOf({ deal }: DealRef, { id, zone }: Member): Promise<TeamDeal> {
    const found = await teamWeeks.deal(deal, { asker: id, zone, at: now() });
    if (found) return found;
    throw new UserError('That deal is not among those of your people any more.');
  }

  function askOf({ line }: TeamDeal, { id, zone }: Member) {
    return { manager: id, deal: line.deal, week: isoWeekOf(dayIn(zone, now())) };
  }

  async function askedBefore(deal: TeamDeal, member: Member): Promise<ModalView | null> {
    const at = await managers.askedAt(askOf(deal, member));
    if (at === undefined) return null;
    const day = dayName(dayIn(member.zone, new Date(at)), dayIn(member.zone, now()));
    return modal(title, [
      section(
        md`You asked ${mention(deal.line.owner)} about *${nameOf(deal)}* on ${day}. Next week you can again.`,
      ),
    ]);
  }

  async function send(sent: SentAsk, { member, modal: shown, place }: Request): Promise<void> {
    const deal = await dealOf(sent, member);
    const before = await askedBefore(deal, member);
    if (before) {
      await shown.show(before);
      return;
    }
    try {
      await deliver.dm(deal.line.owner, askMessage(deal, sent.words, member.id));
    } catch (error) {
      report(error);
      const notice = md`It was not sent: Slack did not take it. Send it once more.`;
      const again = askForm(deal, sent.words, notice);
      if (!(await shown.show(again))) await place.tell(notSentMessage(deal, sent.words));
      return;
    }
    await managers.asked(askOf(deal, member));
    audit({ did: 'asked a rep', by: member.id, of: deal.line.owner, noteIds: [], deals: 1 });
    await shown.show(
      modal(title, [section(md`Sent to ${mention(deal.line.owner)} in your name. The answer comes to you.`)]),
    );
  }

  return {
    /** The message, to be changed as the manager likes. */
    open(ref: DealRef): Response {
      return {
        opens: workingView(title, 'Reading shared notes…'),
        isAbove: true,
        async work({ member, modal: shown }) {
          const deal = await dealOf(ref, member);
          const draft = `${nameOf(deal)}: ${deal.why}. What is the plan?`;
          await shown.show((await askedBefore(deal, member)) ?? askForm(deal, draft));
        },
      };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const sent = decodeAsk(view);
      if (sent.words.trim() === '') {
        const errors = { [managerIds.askWords]: 'Write what you want to ask.' };
        return { reply: { response_action: 'errors', errors } };
      }
      const reply: ViewReply = {
        response_action: 'update',
        view: workingView(title, 'Sending…'),
      };
      return submittedOnce(once, view, { reply, work: (request) => send(sent, request) });
    },
  };
}

function nameOf({ line, prospect }: TeamDeal): string {
  return clip(subject({ deal: line.deal, prospect }), 160);
}

function askForm(deal: TeamDeal, words: string, notice?: Markup): ModalView {
  const { line, prospect } = deal;
  return {
    ...modal(title, [
      ...(notice ? [section(notice)] : []),
      section(md`To ${mention(line.owner)}, about *${nameOf(deal)}*.`),
      input(managerIds.askWords, 'Your message', {
        type: 'plain_text_input',
        action_id: managerIds.askWords,
        multiline: true,
        max_length: wordsLength,
        initial_value: clip(words, wordsLength),
      }),
      context(md`It goes to them alone, in your name. You can ask about a deal once a week.`),
    ]),
    callback_id: managerIds.askView,
    private_metadata: JSON.stringify({ deal: line.deal.key, prospect: prospect.key } satisfies DealRef),
    submit: plain('Send', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

interface SentAsk extends DealRef {
  readonly words: string;
}

const target = z.object({ deal: z.string(), prospect: z.string() });
/** Throws when it is not our form. */
function decodeAsk(view: ViewSubmitAction['view']): SentAsk {
  const words = fieldsOf(view)(managerIds.askWords)?.value ?? '';
  return { ...target.parse(JSON.parse(view.private_metadata)), words };
}

/** For the rep: who asks, about what, and their words to the letter. */
function askMessage(deal: TeamDeal, words: string, manager: string): Message {
  const { line, prospect } = deal;
  const value = dealButtonValue(line.deal.key, prospect.key);
  return message(`A question about ${nameOf(deal)}.`, [
    section(md`${mention(manager)} asks about *${nameOf(deal)}*:`),
    ...verbatim(words),
    context(md`Answer ${mention(manager)} in a message of your own, or log what is new.`),
    actions(button(briefIds.brief, 'Brief', { value }), button(briefIds.logCall, 'Log a call', { value })),
  ]);
}

/** The words come back to who wrote them. */
function notSentMessage(deal: TeamDeal, words: string): Message {
  const said = `Your question about ${nameOf(deal)} was not sent: Slack did not take it. Here it is, whole.`;
  return message(said, [section(md`${said}`), ...verbatim(words)]);
}
