import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import { UpstreamError, UserError } from '../../errors.ts';
import { notesAsJson, notesAsMarkdown } from '../../memory/export.ts';
import { createForget, type Forget, type ForgetReceipt, type ForgetRequest } from '../../memory/forget.ts';
import type { Aliases } from '../../memory/identity/aliases.ts';
import { type Person, peopleOf, type Target } from '../../memory/identity/people.ts';
import { nameAtCompany } from '../../memory/identity/person-names.ts';
import type { Erasure, Memory, Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import type { Audit } from '../kit/audit.ts';
import { message, modal as modalView, section, workingView } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import type { Deliver } from '../kit/delivery.ts';
import { type Asker, choicesFor, createFindPerson, type FindPerson, typedName } from '../kit/find-person.ts';
import { forgetIds } from '../kit/ids.ts';
import type { Members } from '../kit/members.ts';
import type { Places } from '../kit/place.ts';
import type { OpenNote } from '../kit/ports.ts';
import {
  type Once,
  pressedValue,
  type Request,
  type Response,
  submittedOnce,
  usage,
  type ViewReply,
} from '../kit/request.ts';
import { sendInOrder, snippetMessages } from '../kit/snippet.ts';
import { md } from '../kit/text.ts';
import {
  confirmView,
  decodeConfirmation,
  decodeSubject,
  erasedMessage,
  type ForgetSubject,
  forgettingView,
  nameOf,
  nothingToForget,
  previewMessage,
  receiptMessage,
} from './views.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly aliases: Aliases;
  readonly members: Members;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly openNote: OpenNote;
  readonly deliver: Pick<Deliver, 'dm'>;
  /** Hears who could not be told; holds no text. */
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
}

/** All that forgetting hears. */
export function createForgetVerb(deps: Deps) {
  const forget = createForget(deps);
  const find = createFindPerson(deps, {
    ids: forgetIds,
    command: 'forget',
    question: 'Whom do you want to forget?',
    nobody: nothingToForget,
  });
  const preview = createShowPreview({ ...deps, forget, find });
  const exporting = { ...deps, forget };
  const send: SendExport = (subject, request) => sendExport(exporting, subject, request);
  const form = forgetForm(deps.commandName('forget'));
  const asked = createAskForget({ find, preview, sendExport: send, form });
  return {
    ...asked,
    ...createConfirm({ ...deps, forget }),
    /** One of the notes on others that have the name in them. */
    note: (body: BlockAction): Response => ({ ...deps.openNote(pressedValue(body)), isAbove: true }),
  };
}

/** What a preview stands for, to the asker's own conversation. */
type SendExport = (subject: ForgetSubject, request: Request) => Promise<void>;

interface AskForgetDeps {
  readonly find: FindPerson;
  readonly preview: ShowPreview;
  readonly sendExport: SendExport;
  /** What may follow the command. */
  readonly form: string;
}

function forgetForm(forget: string): string {
  return `\`${forget} Priya Sharma\`, or \`${forget} Priya Sharma export\` to be sent the notes; it shows what would go before anything goes`;
}

/** The ways to a preview, and the export offered there. */
function createAskForget({ find, preview, sendExport, form }: AskForgetDeps) {
  return {
    command({ text }: SlashCommand): Response {
      const { name, isExport } = parseForgetText(text);
      if (name === 'help') return usage(form);
      return {
        async work(request) {
          const subject = await preview.byName(name, request);
          if (subject && isExport) await sendExport(subject, request);
        },
      };
    },

    choose(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work(request) {
          await preview.of(button, request);
        },
      };
    },

    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        async work(request: Request) {
          const { deal, prospect } = await find.byToken(token, askerOf(request));
          await preview.of({ deal: deal.key, prospect: prospect.key }, request);
        },
      };
    },

    suggestions: find.suggestions,

    exportNotes(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return { work: (request) => sendExport(subject, request) };
    },
  };
}

function askerOf({ member, place }: Request): Asker {
  return { member, show: place.show, progress: place.progress };
}

/** `Priya Sharma export` asks for the notes as well. */
function parseForgetText(text: string): { name: string; isExport: boolean } {
  const [, name = text, word] = /^(.*\S)\s+(export)$/is.exec(text.trim()) ?? [];
  return { name: typedName(name), isExport: word !== undefined };
}

interface ConfirmDeps {
  readonly forget: Forget;
  readonly members: Members;
  readonly once: Once;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly deliver: Pick<Deliver, 'dm'>;
  /** Hears who could not be told; holds no text. */
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
}

function interrupted(forget: string): string {
  return `Memory stopped answering half-way: some of it may be gone and the rest is not. Type \`${forget}\` and the name once more, it goes on where it stopped.`;
}

/** A member's own notes are theirs; everybody's are an admin's, asked again at each step, whatever a payload says. */
async function allow(members: Members, { scope, asker }: ForgetRequest): Promise<void> {
  if (scope === 'own' || (await members.isAdmin(asker))) return;
  throw new UserError('Only an admin of this workspace can forget the notes of others.');
}

/** The name typed, the notes removed, the receipt shown in the modal and kept in the DM. */
function createConfirm({ forget, members, once, audit, commandName, deliver, report, now }: ConfirmDeps) {
  const command = commandName('forget');

  async function carryOut(request: ForgetRequest): Promise<ForgetReceipt> {
    await allow(members, request);
    try {
      return await forget.carryOut(request);
    } catch (error) {
      if (error instanceof UpstreamError) throw new UserError(interrupted(command), { cause: error });
      throw error;
    }
  }

  return {
    ask(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return {
        opens: workingView('Forget', 'Counting…'),
        async work({ member, modal }) {
          const request = { ...subject, asker: member.id };
          await allow(members, request);
          const plan = await forget.plan(request);
          const name = plan.person?.name;
          if (!name || plan.notes.length === 0) throw new UserError('There is nothing left to forget.');
          await modal.show(confirmView(plan, { ...subject, name }));
        },
      };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const { prospect, scope, name, isTyped } = decodeConfirmation(view);
      if (!isTyped) {
        const errors = { [forgetIds.name]: `Type ${name}, as it stands above, or close this window.` };
        return { reply: { response_action: 'errors', errors } };
      }
      const reply: ViewReply = { response_action: 'update', view: forgettingView(command) };
      return submittedOnce(once, view, {
        reply,
        async work({ member, modal, place }) {
          const receipt = await carryOut({ prospect, scope, asker: member.id });
          audit({ did: 'forgot', by: member.id, noteIds: receipt.noteIds });
          const today = dayIn(member.zone, now());
          const told = receiptMessage({ prospect, scope, name }, receipt, { command, today });
          await modal.show(modalView('Forgotten', told.blocks));
          await place.show(told);
          for (const [author, days] of receipt.daysOfOthers)
            await deliver.dm(author, erasedMessage(member.id, days, today)).catch(report);
        },
      });
    },
  };
}

/** From a name to what forgetting that person would mean. */
interface ShowPreview {
  /** What the preview's buttons stand for; undefined when the asker was shown something else. */
  byName(name: string, request: Request): Promise<ForgetSubject | undefined>;
  /** A person, or a company whose people are then offered one by one. */
  of(
    target: { readonly deal: string; readonly prospect: string | null },
    request: Request,
  ): Promise<ForgetSubject | undefined>;
}

interface ShowPreviewDeps {
  readonly forget: Forget;
  readonly erasure: Erasure;
  readonly roster: Roster;
  readonly members: Members;
  readonly find: FindPerson;
  readonly now: () => Date;
}

const onePerson = 'Forgetting goes person by person. Who is it?';

function createShowPreview({ forget, erasure, roster, members, find, now }: ShowPreviewDeps): ShowPreview {
  const choices = choicesFor(forgetIds);
  const todayOf = ({ member }: Request) => dayIn(member.zone, now());

  async function preview(prospect: string, request: Request): Promise<ForgetSubject | undefined> {
    const asker = request.member.id;
    const isAdmin = await members.isAdmin(asker);
    const [own, all, naming] = await Promise.all([
      forget.plan({ prospect, asker, scope: 'own' }),
      isAdmin ? forget.plan({ prospect, asker, scope: 'all' }) : null,
      forget.naming({ prospect, asker, scope: isAdmin ? 'all' : 'own' }),
    ]);
    const isKnown = own.person !== undefined || all?.person !== undefined;
    const shown = previewMessage({ prospect, own, all, naming, today: todayOf(request) });
    await request.place.show(isKnown ? shown : nothingToForget('them'));
    return isKnown ? { prospect, scope: all ? 'all' : 'own' } : undefined;
  }

  async function offer(people: readonly Person[], request: Request): Promise<undefined> {
    await request.place.show(choices.recent(people, todayOf(request), onePerson));
  }

  /** An admin may name somebody whom only notes of others know; only a whole name, typed as it is, finds them. */
  async function namedByAdmin(name: string, request: Request): Promise<readonly Person[]> {
    if (!name || !(await members.isAdmin(request.member.id))) return [];
    const { name: own, company } = nameAtCompany(name) ?? { name };
    const found = await erasure.notesNaming(name);
    const notes = found.length > 0 || !company ? found : await erasure.notesNaming(`${own} ${company}`);
    const named = peopleOf(notes);
    return [...new Map(named.map((person) => [person.prospect.key, person])).values()];
  }

  function toTarget({ deal, prospect }: Pick<Target, 'deal' | 'prospect'>, request: Request) {
    return of({ deal: deal.key, prospect: prospect?.key ?? null }, request);
  }

  const of: ShowPreview['of'] = async (target, request) => {
    const { deal, prospect } = await roster.current(target, request.member.id);
    if (prospect !== null) return preview(prospect, request);
    const people = peopleOf(await roster.headers(request.member.id)).filter((one) => one.deal.key === deal);
    const [only, ...others] = people;
    if (only && others.length === 0) return preview(only.prospect.key, request);
    return offer(people, request);
  };

  return {
    of,
    async byName(name, request) {
      const [only, ...others] = await namedByAdmin(name, request);
      if (only && others.length === 0) return toTarget(only, request);
      if (only) return offer([only, ...others], request);
      const target = await find.byName(name, askerOf(request));
      return target && toTarget(target, request);
    },
  };
}

interface SendExportDeps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly forget: Forget;
  readonly members: Members;
  readonly places: Places;
  readonly audit: Audit;
}

/** Sends the notes that would go to the asker's own conversation, as Markdown and as JSON. */
async function sendExport(
  { memory, roster, forget, members, places, audit }: SendExportDeps,
  { prospect, scope }: ForgetSubject,
  { member }: Request,
): Promise<void> {
  const { id: asker } = member;
  await allow(members, { prospect, asker, scope });
  const { notes: headers, person } = await forget.plan({ prospect, asker, scope });
  // An admin has notes forgotten that they may not read.
  const own = new Set((await roster.headers(asker)).map(({ id }) => id));
  const readable = headers.filter(({ id }) => own.has(id));
  const notes = await memory.texts(readable);
  const name = nameOf(person);
  const title = `Notes on ${name}`;
  if (notes.length === 0) {
    const none =
      scope === 'own'
        ? `You have no notes of your own on ${name}`
        : `There is no note on ${name} that you may read`;
    throw new UserError(`${none}, so there is nothing to export.`);
  }
  await sendInOrder(
    [
      ...snippetMessages(`${title} as Markdown`, notesAsMarkdown(title, notes)),
      ...snippetMessages(`${title} as JSON`, notesAsJson(notes)),
    ],
    () => places.ofDm(asker),
  );
  audit({ did: 'exported', by: asker, noteIds: notes.map(({ id }) => id) });
  const rest = scope === 'all' ? ' What only its author may read is never in it.' : '';
  const sentence = `That was ${counted(notes.length, 'note')} on ${name}, whole.${rest}`;
  await places.ofDm(asker).show(message(sentence, [section(md`${sentence}`)]));
}
