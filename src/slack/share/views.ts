import type { BlockAction } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import {
  actions,
  button,
  context,
  divider,
  type Message,
  message,
  modal,
  option,
  plain,
  section,
} from '../kit/blocks.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import type { Posted } from '../kit/delivery.ts';
import { briefIds, shareIds } from '../kit/ids.ts';
import { teamConfirm } from '../kit/note-blocks.ts';
import { limits, type Markup, md } from '../kit/text.ts';
import type { Audience } from './audience.ts';

const title = 'Share in a channel';

/** The picker, with what is to be said beneath it; nothing can be posted from here yet. */
export function pickerView(subject: ShareSubject, beneath: readonly KnownBlock[]): ModalView {
  return formView({ subject, checked: null }, { submit: 'Next', blocks: [channelInput(null), ...beneath] });
}

/** As it opens. */
export function openingView(subject: ShareSubject): ModalView {
  const said = md`You see who will read it, and what, before anything is posted. Only notes shared with your team go into it.`;
  return pickerView(subject, [context(said)]);
}

/** While a channel is looked at and the notes are read. */
export function lookingView(subject: ShareSubject): ModalView {
  return pickerView(subject, [context(md`Looking at who reads that channel…`)]);
}

/** Who will see it and what, to the letter: from here one press posts it. `notice` says what is new, or is empty. */
export function checkedView(
  carried: ShareState,
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
  return modal(title, [
    context(
      md`Looking once more, then posting… If this stays, look into the channel before you share again: the menu of a post takes it back.`,
    ),
  ]);
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
  carried: ShareState,
  { submit, blocks }: { submit: string; blocks: readonly KnownBlock[] },
): ModalView {
  return {
    ...modal(title, blocks),
    callback_id: shareIds.view,
    private_metadata: encodeCarried(carried),
    submit: plain(submit, limits.modalTitle),
  };
}

/** Channels of this company alone are on offer; what is chosen is checked all the same. */
function channelInput(initial: string | null): InputBlock {
  return {
    type: 'input',
    block_id: shareIds.channel,
    dispatch_action: true,
    label: plain('Channel'),
    element: {
      type: 'conversations_select',
      action_id: shareIds.channel,
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

/** Why nothing may be posted there, and the way that is left. */
export function refusedMessage(subject: ShareSubject, reason: string): Message {
  const toDm = button(shareIds.toDm, 'Send to my DM', { value: encodeSubject(subject) });
  return message(reason, [section(md`${reason}`), actions(toDm)]);
}

/** Nothing of it is the team's yet, and how that changes. */
export function privateMessage(subject: ShareSubject): Message {
  if (subject.kind === 'note') {
    const said = 'Only you can read this note. Share it with the team first, then choose a channel.';
    const openUp = button(shareIds.openUp, 'Share with team', { value: encodeSubject(subject) });
    return message(said, [section(md`${said}`), actions({ ...openUp, confirm: teamConfirm() })]);
  }
  const said = 'Everything here rests on notes only you can see. Share the notes with your team first.';
  const value = dealButtonValue(subject.deal, subject.prospect, { asOf: subject.asOf });
  return message(said, [section(md`${said}`), actions(button(briefIds.notes, 'Notes', { value }))]);
}

/** Where it was posted, and the way back. `link` leads there, or is null. */
export function postedMessage(shared: Shared, what: { title: string; link: string | null }): Message {
  const link: Markup = what.link ? { markup: ` <${what.link}|Open it>` } : md``;
  return message(`Posted in #${shared.name}: ${what.title}.`, [
    section(md`Posted in *#${shared.name}* under your name: ${what.title}.${link}`),
    actions(
      button(shareIds.takeBack, 'Take it back', {
        value: encodeShared(shared),
        label: `Take it back: delete it from #${shared.name}`,
      }),
    ),
  ]);
}

/** As it is posted: the way back is in a menu beside its button, whatever becomes of the receipt. */
export function withMenu({ text, blocks }: Message, sharing: string): Message {
  const menu = {
    type: 'overflow' as const,
    action_id: shareIds.takeBack,
    options: [option('Take it back (who shared it)', sharing)],
  };
  const drawn = blocks.map((block) => (block.type === 'actions' ? actions(...block.elements, menu) : block));
  return { text, blocks: drawn };
}

export function takenBackText({ name }: Pick<Shared, 'name'>): string {
  return `Taken back: it stands in #${name} no more.`;
}

/** What is shared: a brief on a deal, or one note. */
const subject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('brief'),
    deal: z.string(),
    prospect: z.string().nullable(),
    /** The past day that was asked for, `YYYY-MM-DD`. */
    asOf: z.string().optional(),
  }),
  z.object({ kind: z.literal('note'), id: z.string() }),
]);
export type ShareSubject = z.infer<typeof subject>;

/** What the modal carries unseen. */
const carried = z.object({
  subject,
  /** The channel whose readers are shown, and the fingerprint of the preview beside them. */
  checked: z.object({ channel: z.string(), preview: z.string() }).nullable(),
});
export type ShareState = z.infer<typeof carried>;

const view = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ selected_conversation: z.string().nullish() })),
    ),
  }),
});

/** Where a shared message stands, who may take it back, and where their receipt is. */
const shared = z.object({
  channel: z.string(),
  name: z.string(),
  ts: z.string(),
  by: z.string(),
  receipt: z.object({ channel: z.string(), ts: z.string() }).nullable(),
});
export interface Shared extends Posted {
  /** The channel's name. */
  readonly name: string;
  /** Slack user id of who shared it. */
  readonly by: string;
  readonly receipt: Posted | null;
}

function encodeSubject(what: ShareSubject): string {
  return JSON.stringify(what);
}

/** Throws when the value is not one of ours. */
export function decodeSubject(value: string): ShareSubject {
  return subject.parse(JSON.parse(value));
}

function encodeCarried(state: ShareState): string {
  return JSON.stringify(state);
}

/** With the channel that stands in the picker; throws when the view is not ours. */
export function decodeCarried(payload: unknown): ShareState & { readonly channel: string | null } {
  const { private_metadata, state } = view.parse(payload);
  const chosen = state.values[shareIds.channel]?.[shareIds.channel]?.selected_conversation;
  return { ...carried.parse(JSON.parse(private_metadata)), channel: chosen ?? null };
}

function encodeShared(posted: Shared): string {
  return JSON.stringify(posted);
}

/** A share as a press tells of it. */
export interface PressedShare extends Omit<Shared, 'by'> {
  /** Null where the post's own menu was used. */
  readonly by: string | null;
  /** Id of what was kept before it was posted; null on a receipt. */
  readonly sharing: string | null;
}

const onPost = z.object({
  container: z.object({ type: z.literal('message'), channel_id: z.string(), message_ts: z.string() }),
  channel: z.object({ name: z.string() }),
});

/** Reads it from a receipt, or from the post itself; throws when it is neither. */
export function pressedShare(body: BlockAction, value: string): PressedShare {
  if (!/^sharing-[0-9a-f]+$/.test(value)) return { ...shared.parse(JSON.parse(value)), sharing: null };
  const { container, channel } = onPost.parse(body);
  const posted = { channel: container.channel_id, ts: container.message_ts, name: channel.name };
  return { ...posted, by: null, receipt: null, sharing: value };
}

/** The channel that a button was pressed in; null in a DM and in a modal. */
export function channelOf({ channel }: BlockAction): string | null {
  return channel && /^[CG]/.test(channel.id) ? channel.id : null;
}
