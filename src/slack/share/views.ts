import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { context, divider, modal, plain, section } from '../blocks.ts';
import { limits } from '../limits.ts';
import type { Message } from '../message.ts';
import { type Markup, md } from '../mrkdwn.ts';
import type { Audience } from './audience.ts';
import { ids } from './ids.ts';
import { type Carried, encodeCarried, type Subject } from './state.ts';

const title = 'Share in a channel';

/** The picker, with what is to be said beneath it; nothing can be posted from here yet. */
export function pickerView(subject: Subject, beneath: readonly KnownBlock[]): ModalView {
  return formView({ subject, checked: null }, { submit: 'Next', blocks: [channelInput(null), ...beneath] });
}

/** As it opens. */
export function openingView(subject: Subject): ModalView {
  const said = md`You see who will read it, and what, before anything is posted. Only notes shared with your team go into it.`;
  return pickerView(subject, [context(said)]);
}

/** While a channel is looked at and the notes are read. */
export function lookingView(subject: Subject): ModalView {
  return pickerView(subject, [context(md`Looking at who reads that channel…`)]);
}

/** Who will see it and what, to the letter: from here one press posts it. `notice` says what is new, or is empty. */
export function checkedView(
  carried: Carried,
  { audience, preview, notice }: { audience: Open; preview: Message; notice: string },
): ModalView {
  const posted = preview.blocks.filter(({ type }) => type !== 'actions');
  const blocks = [
    channelInput(audience.channel.id),
    ...(notice ? [section(md`*${notice}*`)] : []),
    section(audienceLine(audience)),
    context(md`This is what they see, with a button under it that gives each reader a brief of their own:`),
    divider(),
    ...posted,
  ];
  return formView(carried, { submit: 'Share', blocks });
}

/** From the press on Share until it is posted: there is nothing to press twice. */
export function postingView(): ModalView {
  return modal(title, [context(md`Looking once more, then posting…`)]);
}

/** Something said in the modal's place. */
export function saidView({ blocks }: Message): ModalView {
  return modal(title, blocks);
}

type Open = Extract<Audience, { kind: 'open' }>;

function audienceLine({ channel, people }: Open): Markup {
  const readers = people === 1 ? '1 person' : `${people} people`;
  const others = channel.isPrivate
    ? md``
    : md` It is a public channel: every full member of the workspace can find it there.`;
  return md`*#${channel.name}*: ${readers} will see it, under your name.${others}`;
}

function formView(
  carried: Carried,
  { submit, blocks }: { submit: string; blocks: readonly KnownBlock[] },
): ModalView {
  return {
    ...modal(title, blocks),
    callback_id: ids.view,
    private_metadata: encodeCarried(carried),
    submit: plain(submit, limits.modalTitle),
  };
}

/** Channels of this company alone are on offer; what is chosen is checked all the same. */
function channelInput(initial: string | null): InputBlock {
  return {
    type: 'input',
    block_id: ids.channel,
    dispatch_action: true,
    label: plain('Channel'),
    element: {
      type: 'conversations_select',
      action_id: ids.channel,
      placeholder: plain('Choose a channel', limits.placeholder),
      filter: {
        include: ['public', 'private'],
        exclude_external_shared_channels: true,
        exclude_bot_users: true,
      },
      ...(initial ? { initial_conversation: initial } : {}),
    },
  };
}
