import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { notesAsJson, notesAsMarkdown, recordsOf } from '../../memory/export.ts';
import type { Memory, Roster, StateBank } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { counted } from '../../util/counted.ts';
import { succeeds } from '../../util/succeeds.ts';
import type { Audit } from '../kit/audit.ts';
import { context, input, type Message, message, modal as modalView, plain, section } from '../kit/blocks.ts';
import type { Deliver } from '../kit/delivery.ts';
import { accessIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import type { Places } from '../kit/place.ts';
import { type Once, type Request, type Response, submittedOnce, type ViewReply } from '../kit/request.ts';
import { sendInOrder, snippetMessages } from '../kit/snippet.ts';
import { clip, limits, type Markup, md } from '../kit/text.ts';

interface Deps {
  readonly memory: Pick<Memory, 'texts'>;
  readonly roster: Pick<Roster, 'headers'>;
  readonly state: Pick<StateBank, 'list'>;
  readonly members: Members;
  readonly deliver: Pick<Deliver, 'channelOf'>;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
}

/**
 * Answers "what do we hold of this colleague?". All of it goes to the colleague themselves; the admin who asked gets what
 * they may read in any case, and is not told whether there is more.
 */
export function createAccessVerb(deps: Deps) {
  const { members, once } = deps;
  return {
    open(_body: BlockAction): Response {
      return { opens: askView(), work: async ({ member }) => allow(members, member) };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const of = chosen.parse(view.state.values)[accessIds.whom][accessIds.whom].selected_user;
      const reply: ViewReply = { response_action: 'update', view: doneView(md`Sending…`) };
      return submittedOnce(once, view, {
        reply,
        async work(request) {
          await allow(members, request.member);
          await answer(deps, of, request);
        },
      });
    },
  };
}

/** Asked at each step: such rights are taken away too. */
async function allow(members: Members, { id }: Member): Promise<void> {
  if (await members.isAdmin(id)) return;
  throw new UserError('Only an admin of this workspace can ask what is held of somebody.');
}

async function answer(deps: Deps, of: string, { member: admin, modal, place }: Request): Promise<void> {
  const { members, deliver, audit } = deps;
  const whom = await members.now(of);
  if (whom.barred === 'bot' || whom.barred === 'outsider' || whom.barred === 'unknown')
    throw new UserError('That is nobody of this workspace, so nothing is held of them.');
  const seen = (await notesBy(deps, of, admin.id)).filter(({ visibility }) => visibility === 'team');
  const name = nameOf(whom);
  await sendNotes(deps, { notes: seen, title: `Notes by ${name}`, to: admin.id });
  // Whoever may not use the bot now, a guest or somebody who left, is sent nothing of what members read.
  const isReached = whom.isFull && (await succeeds(deliver.channelOf(of)));
  const told = toldMessage(name, { isReached, count: seen.length });
  await modal.show(modalView('Access export', told.blocks));
  await place.show(told);
  // Last, so that how long it takes tells the admin nothing of how much it is.
  const own = isReached ? await sendAll(deps, whom, admin) : [];
  audit({ did: 'exported', by: admin.id, of, noteIds: [...seen, ...own].map(({ id }) => id) });
}

/** Everything to the colleague themselves; tells which notes. */
async function sendAll(deps: Deps, whom: Member, admin: Member): Promise<readonly Note[]> {
  const { roster, state, places } = deps;
  const notes = await notesBy(deps, whom.id, whom.id);
  const readable = new Set((await roster.headers(whom.id)).map(({ id }) => id));
  const records = await recordsOf(whom.id, { state, readable });
  const asks = `${nameOf(admin)}, an admin of this workspace, asked for an export of what SalesMemory holds of you. It comes here, to you alone: ${counted(notes.length, 'note')} that you wrote, and ${counted(records.length, 'record')} of your settings and of what you did. The admin gets your notes that the team can read, and nothing else.`;
  await places.ofDm(whom.id).show(message(asks, [section(md`${asks}`)]));
  await sendNotes(deps, { notes, title: 'Your notes', to: whom.id });
  const kept = `${JSON.stringify(records, null, 2)}\n`;
  const rest = records.length > 0 ? snippetMessages('What else is held of you, as JSON', kept) : [];
  await sendInOrder(rest, () => places.ofDm(whom.id));
  return notes;
}

async function notesBy({ memory, roster }: Deps, author: string, asker: string): Promise<readonly Note[]> {
  const headers = await roster.headers(asker);
  return memory.texts(headers.filter((one) => one.author === author));
}

interface Sending {
  readonly notes: readonly Note[];
  readonly title: string;
  readonly to: string;
}

async function sendNotes({ places }: Deps, { notes, title, to }: Sending): Promise<void> {
  if (notes.length === 0) return;
  const messages = [
    ...snippetMessages(`${title} as Markdown`, notesAsMarkdown(title, notes)),
    ...snippetMessages(`${title} as JSON`, notesAsJson(notes)),
  ];
  await sendInOrder(messages, () => places.ofDm(to));
}

function nameOf({ id, name }: Member): string {
  return clip(name ?? id, limits.name);
}

const chosen = z.object({
  [accessIds.whom]: z.object({ [accessIds.whom]: z.object({ selected_user: z.string() }) }),
});

/** Whose export, and who gets what of it. */
function askView(): ModalView {
  const whom = {
    type: 'users_select' as const,
    action_id: accessIds.whom,
    placeholder: plain('Choose somebody'),
  };
  const words = md`What is held of a colleague: the notes that they wrote, their settings, and what they did with deals. All of it goes to them, in the bot’s messages. You get their notes that the team can read. It stands in the log, with who asked. Notes on a customer are sent by the forget command with _export_ behind the name.`;
  const view = modalView('Access export', [section(words), input(accessIds.whom, 'Colleague', whom)]);
  return { ...view, callback_id: accessIds.view, submit: plain('Send it', limits.modalTitle) };
}

function doneView(text: Markup): ModalView {
  return modalView('Access export', [section(text)]);
}

function toldMessage(name: string, sent: { readonly isReached: boolean; readonly count: number }): Message {
  const theirs = sent.isReached
    ? `All that is held of ${name} goes to their own messages.`
    : `${name} cannot use the bot now, so nothing was sent to them.`;
  const yours =
    sent.count === 0
      ? 'There is no note of theirs that you may read.'
      : `${counted(sent.count, 'note')} of theirs that the team can read came to your messages.`;
  const sentence = `${theirs} ${yours}`;
  const beyond =
    'Notes of colleagues that mention them in their words are not searched, nor is what stands in Slack.';
  return message(sentence, [section(md`${sentence}`), context(md`${beyond}`)]);
}
