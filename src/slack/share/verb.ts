import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Briefer } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, Roster, StateBank } from '../../memory/memory.ts';
import { hashOf } from '../../util/hash.ts';
import type { Audit } from '../kit/audit.ts';
import { type Message, sentence } from '../kit/blocks.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import type { Deliver, Posted, Sender } from '../kit/delivery.ts';
import type { Member, Members } from '../kit/members.ts';
import { ownNote } from '../kit/own-notes.ts';
import type { Places } from '../kit/place.ts';
import type { ShowBrief } from '../kit/ports.ts';
import { pressedValue, type Request, type Response, type ViewReply } from '../kit/request.ts';
import { isRefused, slackCode } from '../kit/slack-errors.ts';
import { type AudienceOf, type Channel, createAudience, notIn } from './audience.ts';
import { createFindShareable, type FindShareable, type Shareable } from './shareables.ts';
import {
  channelOf,
  checkedView,
  decodeCarried,
  decodeShared,
  decodeSubject,
  lookingView,
  openingView,
  pickerView,
  postedMessage,
  postingView,
  privateMessage,
  refusedMessage,
  type Shared,
  type ShareState,
  type ShareSubject,
  saidView,
  takenBackText,
} from './views.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly briefer: Briefer;
  readonly state: StateBank;
  readonly client: WebClient;
  readonly members: Members;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly showBrief: ShowBrief;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => Date;
}

/** All that Share hears: into a channel of full members alone, and back out. */
export function createShareVerb(deps: Deps) {
  const report = (error: unknown) => deps.log.warn({ err: error }, 'a share did not go as it should');
  const find = createFindShareable(deps);
  const audienceOf = createAudience({ ...deps, report });
  const poster = createPoster({ ...deps, report });
  const look = createLook({ ...deps, audienceOf, find });
  return {
    ...createPicker(look),
    ...createShareButtons({ ...deps, find, poster }),
    submit: createSubmit({ ...deps, look, audienceOf, poster }),
  };
}

/** From the press on Share to the preview: nothing here can post. */
function createPicker(look: Look) {
  function lookAt(channel: string, subject: ShareSubject): Response {
    return {
      opens: lookingView(subject),
      work: (request) => look.at({ channel, subject }, request.member, whileWaiting(request)),
    };
  }

  /** Pressed in a channel, that one is looked at: it is refused at the press. */
  function open(body: BlockAction, subject: ShareSubject): Response {
    const here = channelOf(body);
    if (here) return lookAt(here, subject);
    return {
      opens: openingView(subject),
      async work(request) {
        await look.found(subject, request.member, whileWaiting(request));
      },
    };
  }

  return {
    brief(body: BlockAction): Response {
      const { deal, prospect, asOf } = parseDealButton(pressedValue(body));
      return open(body, { kind: 'brief', deal, prospect, asOf });
    },

    note: (body: BlockAction): Response => open(body, { kind: 'note', id: pressedValue(body) }),

    choose(body: BlockAction): Response {
      const { subject, channel } = decodeCarried(body.view);
      return channel ? lookAt(channel, subject) : { opens: openingView(subject) };
    },
  };
}

interface SubmitDeps {
  readonly look: Look;
  readonly audienceOf: AudienceOf;
  readonly poster: Poster;
  readonly state: StateBank;
}

type Checked = ShareState & { readonly checked: NonNullable<ShareState['checked']> };

const changed = 'The notes have changed since you looked. This is how it reads now.';

/** The press on Share in the modal: everything is looked at again, and posted once. */
function createSubmit({ look, audienceOf, poster, state }: SubmitDeps) {
  async function post({ subject, checked }: Checked, submission: string, request: Request): Promise<void> {
    const { member } = request;
    const draw = surely(request);
    const drawn = await look.found(subject, member, draw);
    if (!drawn) return;
    const what = await drawn();
    const { channel } = checked;
    if (previewOf(what) !== checked.preview) {
      return look.at({ channel, subject, notice: changed }, member, draw);
    }
    // A press may reach us twice, and two processes at once.
    if (!(await state.claim(submission))) return;
    const audience = await audienceOf(channel, member.id);
    if (audience.kind === 'refused') return look.refuse(audience.reason, subject, draw);
    const receipt = await poster.post(audience.channel, what, member.id);
    await draw.view(saidView(receipt), null);
  }

  return ({ view }: ViewSubmitAction): Response<ViewReply> => {
    const { subject, checked, channel } = decodeCarried(view);
    const target = channel ?? checked?.channel;
    if (!target) return {};
    if (checked?.channel !== target) {
      const reply: ViewReply = { response_action: 'update', view: lookingView(subject) };
      return {
        reply,
        work: (request) => look.at({ channel: target, subject }, request.member, surely(request)),
      };
    }
    const reply: ViewReply = { response_action: 'update', view: postingView() };
    const submission = `share ${view.id} ${view.hash}`;
    return { reply, work: (request) => post({ subject, checked }, submission, request) };
  };
}

/** Brings a message into a channel, and back out. */
interface Poster {
  /** Posts once, and leaves a receipt in the sharer's DM. Rejects with UserError when it may not stand there. */
  post(channel: Channel, what: Shareable, sharer: string): Promise<ReturnType<typeof postedMessage>>;
  /** Deletes it; a message that is gone already is fine. */
  takeBack(shared: Shared): Promise<void>;
}

interface PosterDeps {
  readonly client: WebClient;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly audit: Audit;
  /** Hears of what Slack refused. */
  readonly report: (error: unknown) => void;
}

const safeLink = /^https:\/\/[\w.-]+\/archives\/[\w/?=&.-]+$/;

function createPoster({ client, sender, deliver, audit, report }: PosterDeps): Poster {
  async function linkTo({ channel, ts }: Posted): Promise<string | null> {
    try {
      const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: ts });
      return safeLink.test(permalink) ? permalink : null;
    } catch (error) {
      report(error);
      return null;
    }
  }

  async function send({ id, name }: Channel, { message }: Shareable): Promise<Posted> {
    try {
      return await sender.post(id, message);
    } catch (error) {
      report(error);
      throw new UserError(troubleWith(error, `#${name}`), { cause: error });
    }
  }

  return {
    async post(channel, what, sharer) {
      const posted = await send(channel, what);
      audit({ did: 'shared to channel', by: sharer, noteIds: what.noteIds, channel: channel.id });
      const shared = { ...posted, name: channel.name, by: sharer, receipt: null };
      const told = { title: what.title, link: await linkTo(posted) };
      try {
        const receipt = await deliver.dm(sharer, postedMessage(shared, told));
        return postedMessage({ ...shared, receipt }, told);
      } catch (error) {
        report(error);
        return postedMessage(shared, told);
      }
    },

    async takeBack({ channel, ts, by }) {
      try {
        await client.chat.delete({ channel, ts });
      } catch (error) {
        if (slackCode(error) !== 'message_not_found') throw error;
      }
      audit({ did: 'taken back from channel', by, noteIds: [], channel });
    },
  };
}

function troubleWith(error: unknown, channel: string): string {
  const code = slackCode(error) ?? '';
  if (['not_in_channel', 'channel_not_found'].includes(code)) return notIn(channel);
  if (code === 'is_archived') return `${channel} is archived, so nothing was posted.`;
  if (code.startsWith('restricted_action')) return `Only some may post in ${channel}, so nothing was posted.`;
  if (isRefused(error)) return `Slack did not take it for ${channel}: nothing was posted. Try once more.`;
  return `Slack did not say whether it arrived. Look into ${channel} before you share it again.`;
}

interface ButtonsDeps {
  readonly memory: Memory;
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
function createShareButtons(deps: ButtonsDeps) {
  const { memory, showBrief, find, poster, deliver, places, audit } = deps;

  /** Their own brief, private notes and all: it is for nobody else. */
  async function sendToDm(subject: ShareSubject, member: Member): Promise<void> {
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
        async work(request) {
          if (subject.kind !== 'note') return;
          const { id: by } = request.member;
          await ownNote(memory, subject.id, by);
          await memory.setVisibility(subject.id, 'team');
          audit({ did: 'shared', by, noteIds: [subject.id] });
          await surely(request).view(pickerView(subject, openedUp.blocks), openedUp);
        },
      };
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
interface Look {
  at(aim: Aim, sharer: Member, draw: Draw): Promise<void>;
  /** Undefined when nothing of it is the team's, which is said then. */
  found(subject: ShareSubject, sharer: Member, draw: Draw): Promise<(() => Promise<Shareable>) | undefined>;
  /** Why not, under the picker. */
  refuse(reason: string, subject: ShareSubject, draw: Draw): Promise<void>;
}

interface LookDeps {
  readonly audienceOf: AudienceOf;
  readonly find: FindShareable;
  readonly audit: Audit;
}

/** Tells one preview from another. */
function previewOf({ message }: Shareable): string {
  return hashOf(JSON.stringify(message), 16);
}

function createLook({ audienceOf, find, audit }: LookDeps): Look {
  async function refuse(reason: string, subject: ShareSubject, draw: Draw): Promise<void> {
    const message = refusedMessage(subject, reason);
    await draw.view(pickerView(subject, message.blocks), message);
  }

  async function found(subject: ShareSubject, sharer: Member, draw: Draw) {
    const it = await find(subject, sharer);
    if (it.kind === 'team') return it.draw;
    await draw.said(privateMessage(subject));
    return undefined;
  }

  return {
    found,
    refuse,
    async at({ channel, subject, notice = '' }, sharer, draw) {
      const [audience, drawn] = await Promise.all([
        audienceOf(channel, sharer.id),
        found(subject, sharer, draw),
      ]);
      if (!drawn) return;
      if (audience.kind === 'refused') return refuse(audience.reason, subject, draw);
      const what = await drawn();
      audit({ did: 'read', view: 'share', by: sharer.id, noteIds: what.noteIds });
      const carried = { subject, checked: { channel, preview: previewOf(what) } };
      await draw.view(checkedView(carried, { audience, preview: what.message, notice }), null);
    },
  };
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
