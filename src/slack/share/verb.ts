import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Briefer } from '../../brief/brief.ts';
import type { Log } from '../../log.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { StateBank } from '../../memory/state-bank.ts';
import type { Audit } from '../kit/audit.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import type { Deliver, Sender } from '../kit/delivery.ts';
import type { Members } from '../kit/members.ts';
import { pressedValue } from '../kit/payload.ts';
import type { Places } from '../kit/place.ts';
import type { ShowBrief } from '../kit/ports.ts';
import type { Request, Response, ViewReply } from '../kit/router.ts';
import { type AudienceOf, createAudience } from './audience.ts';
import { createLook, type Look, previewOf, surely, whileWaiting } from './look.ts';
import { createPoster, createShareButtons, type Poster } from './post.ts';
import { createFindShareable } from './shareables.ts';
import {
  channelOf,
  decodeCarried,
  lookingView,
  openingView,
  postingView,
  type ShareState,
  type ShareSubject,
  saidView,
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
