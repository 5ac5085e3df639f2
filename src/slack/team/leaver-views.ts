import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { LeftDeals } from '../../digest/leavers.ts';
import { counted } from '../../util/counted.ts';
import { context, input, type Message, message, modal, option, plain, section } from '../kit/blocks.ts';
import { fieldsOf } from '../kit/filled-form.ts';
import { teamIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import { noteSubject } from '../kit/phrases.ts';
import { clip, limits, type Markup, md } from '../kit/text.ts';
import { rowBlocks } from '../kit/week-lines.ts';

export const leaversTitle = 'Move deals';

/** Somebody who left with open deals that the team knows. */
export interface Leaver {
  readonly user: string;
  readonly name: string;
  readonly deals: number;
}

export function workingView(words: string): ModalView {
  return modal(leaversTitle, [context(md`${words}`)]);
}

/** Nobody has left anything. */
export function nothingLeftView(): ModalView {
  return modal(leaversTitle, [
    section(md`Nobody who left has an open deal that the team's notes know of.`),
    context(md`Private notes of somebody who left stay private, and what they alone know is not counted.`),
  ]);
}

/** Whose deals, and to whom. */
export function leaversForm(leavers: readonly Leaver[]): ModalView {
  const options = leavers
    .slice(0, limits.options)
    .map(({ user, name, deals }) => option(`${clip(name, 50)} · ${counted(deals, 'deal')}`, user));
  return {
    ...modal(leaversTitle, [
      input(teamIds.leaver, 'Who left', {
        type: 'static_select',
        action_id: teamIds.leaver,
        placeholder: plain('Choose somebody', limits.placeholder),
        options,
      }),
      toInput(),
      context(md`Nothing moves before you have seen which deals they are.`),
    ]),
    callback_id: teamIds.leaversView,
    submit: plain('Show them', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

function toInput(): InputBlock {
  return input(teamIds.to, 'Their deals go to', {
    type: 'users_select',
    action_id: teamIds.to,
    placeholder: plain('Choose a colleague', limits.placeholder),
  });
}

/** What is to move where, as it was shown. */
const moving = z.object({ from: z.string(), to: z.string(), mark: z.string() });
export type Moving = z.infer<typeof moving>;

const mostNamed = 30;

/** A line for each deal, as the team knows it. */
function dealRows({ deals }: LeftDeals): readonly Markup[] {
  const rows = deals.slice(0, mostNamed).map(({ deal, headers }) => {
    const prospects = headers[0]?.prospects ?? [];
    return md`• *${clip(noteSubject({ prospects, deal }), limits.name)}* · ${counted(headers.length, 'note')} shared`;
  });
  const rest = deals.length - mostNamed;
  return rest > 0 ? [...rows, md`and ${rest} more`] : rows;
}

/** Which deals they are, before anything moves; `notice` says what is new since the last look. */
export function moveView(left: LeftDeals, to: string, notice: string | null): ModalView {
  const many = counted(left.deals.length, 'open deal');
  return {
    ...modal(leaversTitle, [
      ...(notice === null ? [] : [section(md`${notice}`)]),
      section(
        md`*${many}* of ${mention(left.leaver)} ${left.deals.length === 1 ? 'goes' : 'go'} to ${mention(to)}:`,
      ),
      ...rowBlocks(dealRows(left)),
      context(
        md`They are on the week of ${mention(to)} from then on. No note changes: private notes of ${mention(left.leaver)} stay private, and what they alone know is not counted here.`,
      ),
    ]),
    callback_id: teamIds.moveView,
    private_metadata: JSON.stringify({ from: left.leaver, to, mark: left.mark } satisfies Moving),
    submit: plain('Move them', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

/** Throws when it is not our view. */
export function decodeMoving(view: { readonly private_metadata: string }): Moving {
  return moving.parse(JSON.parse(view.private_metadata));
}

/** Empty where nothing was chosen. Throws when it is not our form. */
export function decodeLeaver(view: unknown): { readonly from: string; readonly to: string } {
  const fieldOf = fieldsOf(view);
  return {
    from: fieldOf(teamIds.leaver)?.selected_option?.value ?? '',
    to: fieldOf(teamIds.to)?.selected_user ?? '',
  };
}

/** For the admin. */
export function movedMessage(left: LeftDeals, to: string): Message {
  const many = counted(left.deals.length, 'deal');
  return message(`${many} moved.`, [
    section(
      md`*${many}* of ${mention(left.leaver)} ${left.deals.length === 1 ? 'is' : 'are'} on the week of ${mention(to)} now.`,
    ),
  ]);
}

/** For who has them now. */
export function takenOverMessage(left: LeftDeals, by: string): Message {
  const many = counted(left.deals.length, 'deal');
  return message(`You have ${many} of somebody who left.`, [
    section(md`${mention(by)} moved *${many}* of ${mention(left.leaver)}, who left, to your week:`),
    ...rowBlocks(dealRows(left)),
    context(md`You read what was shared with the team. What stayed private stays so.`),
  ]);
}
