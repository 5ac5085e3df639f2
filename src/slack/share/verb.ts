import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Briefer } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, Roster, StateBank } from '../../memory/memory.ts';
import type { Team } from '../../memory/team.ts';
import { hashOf } from '../../util/hash.ts';
import type { Audit } from '../kit/audit.ts';
import { type Message, sentence } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import type { Deliver, Posted, Sender } from '../kit/delivery.ts';
import type { Member, Members } from '../kit/members.ts';
import { ownNote } from '../kit/own-notes.ts';
import type { Places } from '../kit/place.ts';
import type { ShowBrief } from '../kit/ports.ts';
import { pressedValue, type Request, type Response, type ViewReply } from '../kit/request.ts';
import { plainRecord, type SharedPosts } from '../kit/shared-posts.ts';
import { isRefused, slackCode } from '../kit/slack-errors.ts';
import { audienceOf, type Channel, notIn } from './audience.ts';
import { findShareable, type Shareable } from './shareables.ts';
import {
  channelOf,
  checkedView,
  decodeCarried,
  decodeSubject,
  lookingView,
  openingView,
  type PressedShare,
  pickerView,
  postedMessage,
  postingView,
  pressedShare,
  privateMessage,
  refusedMessage,
  type Shared,
  type ShareState,
  type ShareSubject,
  saidView,
  takenBackText,
  withMenu,
} from './views.ts';

interface ShareDeps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly briefer: Briefer;
  readonly state: StateBank;
  readonly sharedPosts: SharedPosts;
  readonly client: WebClient;
  readonly members: Members;
  readonly team: Team;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly showBrief: ShowBrief;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly log: Log;
  readonly now: () => Date;
}

interface Deps extends Omit<ShareDeps, 'log'> {
  /** Hears of what Slack refused or did not tell. */
  readonly report: (error: unknown) => void;
}

/** All that Share hears: into a channel of full members alone, and back out. */
export function createShareVerb({ log, ...rest }: ShareDeps) {
  const report = (error: unknown) => log.warn({ err: error }, 'a share did not go as it should');
  const deps: Deps = { ...rest, report };
  return {
    brief(body: BlockAction): Response {
      const { deal, prospect, asOf } = parseDealButton(pressedValue(body));
      return openPicker(deps, body, { kind: 'brief', deal, prospect, asOf });
    },

    note: (body: BlockAction) => openPicker(deps, body, { kind: 'note', id: pressedValue(body) }),

    choose(body: BlockAction): Response {
      const { subject, channel } = decodeCarried(body.view);
      return channel ? lookOnPress(deps, channel, subject) : { opens: openingView(subject) };
    },

    submit: (payload: ViewSubmitAction) => submitShare(deps, payload),
    openUp: (body: BlockAction) => openUp(deps, body),
    toDm: (body: BlockAction) => toDm(deps, body),
    takeBack: (body: BlockAction) => takeBack(deps, body),
  };
}

/** Pressed in a channel, that one is looked at: it is refused at the press. Nothing here can post. */
function openPicker(deps: Deps, body: BlockAction, subject: ShareSubject): Response {
  const here = channelOf(body);
  if (here) return lookOnPress(deps, here, subject);
  return {
    opens: openingView(subject),
    async work(request) {
      await teamOnly(deps, subject, request.member, whileWaiting(request));
    },
  };
}

function lookOnPress(deps: Deps, channel: string, subject: ShareSubject): Response {
  return {
    opens: lookingView(subject),
    work: (request) => lookAt(deps, { channel, subject }, request.member, whileWaiting(request)),
  };
}

/** The press on Share in the modal: everything is looked at again, and posted once. */
function submitShare(deps: Deps, { view }: ViewSubmitAction): Response<ViewReply> {
  const { subject, checked, channel } = decodeCarried(view);
  const target = channel ?? checked?.channel;
  if (!target) return {};
  if (checked?.channel !== target) {
    const reply: ViewReply = { response_action: 'update', view: lookingView(subject) };
    const work = (request: Request) =>
      lookAt(deps, { channel: target, subject }, request.member, surely(request));
    return { reply, work };
  }
  const reply: ViewReply = { response_action: 'update', view: postingView() };
  const submission = `share ${view.id} ${view.hash}`;
  return {
    reply,
    asksAnew: true,
    work: (request) => postChecked(deps, { subject, checked }, submission, request),
  };
}

type Checked = ShareState & { readonly checked: NonNullable<ShareState['checked']> };

const changed =
  'This has changed since you looked: a note, or what was read in it. This is how it reads now.';

async function postChecked(
  deps: Deps,
  { subject, checked }: Checked,
  submission: string,
  request: Request,
): Promise<void> {
  const { member } = request;
  const draw = surely(request);
  const drawn = await teamOnly(deps, subject, member, draw);
  if (!drawn) return;
  const what = await drawn();
  const { channel } = checked;
  if (previewOf(what) !== checked.preview) {
    return lookAt(deps, { channel, subject, notice: changed }, member, draw);
  }
  // A press may reach us twice, and two processes at once.
  if (!(await deps.state.claim(submission))) return;
  const audience = await audienceOf(deps, channel, member.id, 'now');
  if (audience.kind === 'refused') return refuse(audience.reason, subject, draw);
  const begun = { id: sharingId(submission), by: member.id, channel: audience.channel };
  const receipt = await post(deps, begun, what);
  await draw.view(saidView(receipt), null);
}

/** A share of which nothing stands yet. */
interface Begun {
  readonly id: string;
  /** Slack user id of who shares. */
  readonly by: string;
  readonly channel: Channel;
}

/**
 * Posts once, and leaves a receipt in the sharer's DM. Who shares is kept before it is posted: whatever dies after
 * that, the post's own menu takes it back. Rejects with UserError when it may not stand there.
 */
async function post(deps: Deps, begun: Begun, what: Shareable): Promise<Message> {
  const { state, sharedPosts, sender, deliver, audit, report } = deps;
  const { id, by, channel } = begun;
  await state.put({ ...plainRecord(id), data: { by, channel: channel.id } });
  const posted = await sender.post(channel.id, withMenu(what.message, id)).catch(async (error: unknown) => {
    report(error);
    if (isRefused(error)) await state.remove(id).catch(report);
    throw new UserError(troubleWith(error, `#${channel.name}`), { cause: error });
  });
  audit({ did: 'shared to channel', by, noteIds: what.noteIds, channel: channel.id });
  const shared = { ...posted, name: channel.name, by, receipt: null };
  const kept = { ...shared, noteIds: what.noteIds };
  const [link] = await Promise.all([linkTo(deps, posted), sharedPosts.keep(kept).catch(report)]);
  const told = { title: what.title, link };
  try {
    const receipt = await deliver.dm(by, postedMessage(shared, told));
    // What was kept before it was posted has done its work.
    await sharedPosts
      .keep({ ...kept, receipt })
      .then(() => state.remove(id))
      .catch(report);
    return postedMessage({ ...shared, receipt }, told);
  } catch (error) {
    report(error);
    return postedMessage(shared, told);
  }
}

const safeLink = /^https:\/\/[\w.-]+\/archives\/[\w/?=&.-]+$/;

async function linkTo({ client, report }: Deps, { channel, ts }: Posted): Promise<string | null> {
  try {
    const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: ts });
    return safeLink.test(permalink) ? permalink : null;
  } catch (error) {
    report(error);
    return null;
  }
}

function troubleWith(error: unknown, channel: string): string {
  const code = slackCode(error) ?? '';
  if (['not_in_channel', 'channel_not_found'].includes(code)) return notIn(channel);
  if (code === 'is_archived') return `${channel} is archived, so nothing was posted.`;
  if (code.startsWith('restricted_action')) return `Only some may post in ${channel}, so nothing was posted.`;
  if (isRefused(error)) return `Slack did not take it for ${channel}: nothing was posted. Try once more.`;
  return `Slack did not say whether it arrived. Look into ${channel} before you share it again: its menu there takes it back.`;
}

const inDm = sentence('It is in your messages with SalesMemory.');

function toDm(deps: Deps, body: BlockAction): Response {
  const subject = decodeSubject(pressedValue(body));
  return {
    async work({ member, modal }) {
      await sendToDm(deps, subject, member);
      await modal.show(saidView(inDm));
    },
  };
}

/** Their own brief, private notes and all: it is for nobody else. */
async function sendToDm(deps: Deps, subject: ShareSubject, member: Member): Promise<void> {
  const { showBrief, places, commandName } = deps;
  const dm = places.ofDm(member.id);
  if (subject.kind === 'brief') {
    const button = { ...subject, asOf: subject.asOf, fingerprint: undefined };
    const brief = await showBrief.behind(button, member.id);
    return showBrief.card(brief, dm);
  }
  const found = await findShareable(deps, subject, member);
  if (found.kind === 'private')
    throw new UserError(`Only you can read that note: it stands in ${commandName('timeline')}.`);
  const { message } = await found.draw();
  await dm.show(message);
}

const keptBegun = z.object({ by: z.string(), channel: z.string() });

/** What is known of who shared it, since a press that says so is not believed: as it was kept; of one that died half-way, as it began; of a post from before anything was kept, what its button says. */
async function keptOf(
  { state, sharedPosts }: Deps,
  shared: PressedShare,
): Promise<Pick<Shared, 'receipt'> & { readonly by: string | null }> {
  const { by, receipt, sharing } = shared;
  const kept = await sharedPosts.of(shared);
  if (kept) return { by: kept.by, receipt: receipt ?? kept.receipt ?? null };
  if (sharing === null) return { by, receipt };
  const begun = keptBegun.safeParse((await state.get(sharing))?.data).data;
  return { by: begun?.channel === shared.channel ? begun.by : null, receipt };
}

function sharingId(submission: string): string {
  return `sharing-${hashOf(submission, 40)}`;
}

/** A message that is gone already is fine. */
async function removeMessage(client: WebClient, { channel, ts }: Posted): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    if (slackCode(error) !== 'message_not_found') throw error;
  }
}

/** Deletes it from the channel, and says so where the receipt stands. */
function takeBack(deps: Deps, body: BlockAction): Response {
  const { client, state, sharedPosts, deliver, audit } = deps;
  const shared = pressedShare(body, pressedValue(body));
  const { channel, sharing } = shared;
  return {
    async work({ member, modal, place }) {
      const { by, receipt } = await keptOf(deps, shared);
      if (by !== member.id) throw new UserError('Only who shared it can take it back.');
      await removeMessage(client, shared);
      audit({ did: 'taken back from channel', by, noteIds: [], channel });
      await sharedPosts.gone(shared).catch(deps.report);
      if (sharing !== null) await state.remove(sharing).catch(deps.report);
      const done = sentence(takenBackText(shared));
      if (receipt) await deliver.update(receipt, done);
      const isShown = await modal.show(saidView(done));
      if (sharing !== null) await place.tell(done);
      else if (!isShown && !receipt) await place.show(done);
    },
  };
}

const openedUp = sentence('Shared: your team can read it now. It is in no channel yet.');

/** Makes a private note the team's first. */
function openUp({ memory, audit }: Deps, body: BlockAction): Response {
  const subject = decodeSubject(pressedValue(body));
  return {
    asksAnew: true,
    async work(request) {
      if (subject.kind !== 'note') return;
      const { id: by } = request.member;
      await ownNote(memory, subject.id, by);
      await memory.setVisibility(subject.id, 'team', { by });
      audit({ did: 'shared', by, noteIds: [subject.id] });
      await surely(request).view(pickerView(subject, openedUp.blocks), openedUp);
    },
  };
}

/** What is to be shared where; `notice` says what is new since the last look. */
interface Aim {
  readonly channel: string;
  readonly subject: ShareSubject;
  readonly notice?: string;
}

/** Looks at a channel and at the notes afresh, and shows who would see what. */
async function lookAt(
  deps: Deps,
  { channel, subject, notice = '' }: Aim,
  sharer: Member,
  draw: Draw,
): Promise<void> {
  const [audience, drawn] = await Promise.all([
    audienceOf(deps, channel, sharer.id),
    teamOnly(deps, subject, sharer, draw),
  ]);
  if (!drawn) return;
  if (audience.kind === 'refused') return refuse(audience.reason, subject, draw);
  const what = await drawn();
  deps.audit({ did: 'read', view: 'share', by: sharer.id, noteIds: what.noteIds });
  const carried = { subject, checked: { channel, preview: previewOf(what) } };
  await draw.view(checkedView(carried, { audience, preview: what.message, notice }), null);
}

/** Draws what of it is the team's; undefined when nothing is, which is said then. */
async function teamOnly(deps: Deps, subject: ShareSubject, sharer: Member, draw: Draw) {
  const it = await findShareable(deps, subject, sharer);
  if (it.kind === 'team') return it.draw;
  await draw.said(privateMessage(subject));
  return undefined;
}

/** Why not, under the picker. */
async function refuse(reason: string, subject: ShareSubject, draw: Draw): Promise<void> {
  const message = refusedMessage(subject, reason);
  await draw.view(pickerView(subject, message.blocks), message);
}

/** Tells one preview from another. */
function previewOf({ message }: Shareable): string {
  return hashOf(JSON.stringify(message), 16);
}

/** Puts something before the person. */
interface Draw {
  view(view: ModalView, otherwise: Message | null): Promise<void>;
  said(message: Message): Promise<void>;
}

/** For as long as they wait for it: whoever has closed the modal or chosen anew since is left alone. */
function whileWaiting({ modal }: Request): Draw {
  const view: Draw['view'] = async (drawn) => {
    await modal.refresh(drawn);
  };
  return { view, said: (message) => view(saidView(message), message) };
}

/** Whatever became of the modal: what it can not show goes to the DM. */
function surely({ modal, place }: Request): Draw {
  const view: Draw['view'] = async (drawn, otherwise) => {
    if (!(await modal.show(drawn)) && otherwise) await place.tell(otherwise);
  };
  return { view, said: (message) => view(saidView(message), message) };
}
