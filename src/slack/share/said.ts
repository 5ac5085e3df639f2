import { actions, button, section } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { type Message, message } from '../message.ts';
import { type Markup, md } from '../mrkdwn.ts';
import { teamConfirm } from '../timeline/rows.ts';
import { ids } from './ids.ts';
import { encodeShared, encodeSubject, type Shared, type Subject } from './state.ts';

/** Why nothing may be posted there, and the way that is left. */
export function refusedMessage(subject: Subject, reason: string): Message {
  const toDm = button(ids.toDm, 'Send to my DM', { value: encodeSubject(subject) });
  return message(reason, [section(md`${reason}`), actions(toDm)]);
}

/** Nothing of it is the team's yet, and how that changes. */
export function privateMessage(subject: Subject): Message {
  if (subject.kind === 'note') {
    const said = 'Only you can read this note. Share it with the team first, then choose a channel.';
    const openUp = button(ids.openUp, 'Share with team', { value: encodeSubject(subject) });
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
      button(ids.takeBack, 'Take it back', {
        value: encodeShared(shared),
        label: `Take it back: delete it from #${shared.name}`,
      }),
    ),
  ]);
}

export function takenBackText({ name }: Shared): string {
  return `Taken back: it stands in #${name} no more.`;
}
