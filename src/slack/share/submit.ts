import type { ViewSubmitAction } from '@slack/bolt';
import type { StateBank } from '../../memory/state-bank.ts';
import type { Asked, Response } from '../answer.ts';
import type { ViewReply } from '../ear.ts';
import type { AudienceOf } from './audience.ts';
import { surely } from './draw.ts';
import { type Look, previewOf } from './look.ts';
import type { Poster } from './poster.ts';
import { type Carried, decodeCarried } from './state.ts';
import { lookingView, postingView, saidView } from './views.ts';

interface Deps {
  readonly look: Look;
  readonly audienceOf: AudienceOf;
  readonly poster: Poster;
  readonly state: StateBank;
}

type Checked = Carried & { readonly checked: NonNullable<Carried['checked']> };

const changed = 'The notes have changed since you looked. This is how it reads now.';

/** The press on Share in the modal: everything is looked at again, and posted once. */
export function createSubmit({ look, audienceOf, poster, state }: Deps) {
  async function post({ subject, checked }: Checked, submission: string, asked: Asked): Promise<void> {
    const { member } = asked;
    const draw = surely(asked);
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
      return { reply, work: (asked) => look.at({ channel: target, subject }, asked.member, surely(asked)) };
    }
    const reply: ViewReply = { response_action: 'update', view: postingView() };
    const submission = `share ${view.id} ${view.hash}`;
    return { reply, work: (asked) => post({ subject, checked }, submission, asked) };
  };
}
