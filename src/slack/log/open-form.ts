import type { BlockAction, SlackShortcut, SlashCommand } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { UserError } from '../../errors.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Visibility } from '../../memory/note.ts';
import type { ChosenTeamStore } from '../../memory/team.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Message } from '../kit/blocks.ts';
import { emptyDraft, type FilledDraft, noteOf, withNewPerson, withPerson } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import type { CommandName } from '../kit/commands.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import { permalinkOf } from '../kit/delivery.ts';
import { wordsOfMessage } from '../kit/message-words.ts';
import { noModal } from '../kit/modal.ts';
import type { LogLine, NewCall, SaveNote } from '../kit/ports.ts';
import type { ReadWords } from '../kit/readable.ts';
import { pressedValue, type Request, type Response, usage } from '../kit/request.ts';
import { clean, md } from '../kit/text.ts';
import { filledFromTyped } from '../kit/told-call.ts';
import { unopenedMessage } from './receipt.ts';

function logForm(log: string): string {
  return `\`${log}\`, \`${log} Priya\`, \`${log} Priya: two sentences on the call\` or \`${log} import\` for notes from elsewhere`;
}

/** Above the form for a file, or anything else without a word in it. */
const wordless = md`There are no words in that message, and files are not read. Write what happened.`;

interface Deps {
  readonly newCall: NewCall;
  readonly client: WebClient;
  readonly readWords: ReadWords;
  readonly commandName: CommandName;
  /** Told when somebody asks how to bring notes from elsewhere. */
  readonly howToImport: () => Message;
}

/** Opens the form from a command, a shortcut or a button. */
export function createOpenForm({ newCall, client, readWords, commandName, howToImport }: Deps) {
  /** `unopened` is for what would be lost if Slack does not open the form. */
  function opening(draftFor: (request: Request) => Promise<FilledDraft>, unopened?: Message): Response {
    return {
      opens: loadingView(false),
      ...(unopened ? { unopened } : {}),
      async work(request) {
        const { draft, notice } = await draftFor(request);
        await request.modal.show(formView(draft, notice ? { notice } : {}));
      },
    };
  }

  function fromText(text: string): Response {
    const unopened = text.trim().includes(' ') ? unopenedMessage(text) : undefined;
    return opening(async (request) => {
      const draft = newCall.draft(request, 'command');
      return filledFromTyped(draft, text, await newCall.people(request));
    }, unopened);
  }

  return {
    command({ text }: SlashCommand): Response {
      if (/^\s*help\s*$/i.test(text)) return usage(logForm(commandName('log')));
      if (/^\s*import\s*$/i.test(text)) return { work: ({ place }) => place.show(howToImport()) };
      return fromText(text);
    },

    /** From the message that holds what was typed when Slack did not open the form. */
    reopen: (body: BlockAction) => fromText(pressedValue(body)),

    shortcut(body: SlackShortcut): Response {
      const isMessage = body.type === 'message_action';
      if (!isMessage) return opening(async (request) => ({ draft: newCall.draft(request, 'shortcut') }));
      const { own, passedOn } = wordsOfMessage(body.message);
      const at = { channel: body.channel.id, ts: body.message_ts };
      return opening(async (request) => {
        const sent = [own, passedOn].filter(Boolean).join('\n\n');
        const [link, text] = await Promise.all([permalinkOf(client, at), readWords(sent)]);
        const draft = { ...newCall.draft(request, 'message', link), text: clean(text).trim() };
        return draft.text ? { draft } : { draft, notice: wordless };
      });
    },

    fromBrief(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return opening(async (request) => {
        const person = await newCall.person(request, button);
        const draft = newCall.draft(request, 'brief');
        return { draft: person ? withPerson(draft, person) : draft };
      });
    },

    /** For a name without notes: the button carries the name as typed. */
    firstCall(body: BlockAction): Response {
      const name = pressedValue(body);
      return opening(async (request) => ({ draft: withNewPerson(newCall.draft(request, 'brief'), name) }));
    },
  };
}

interface NewCallDeps {
  readonly roster: Roster;
  readonly team: Pick<ChosenTeamStore, 'size'>;
  readonly visibility: Visibility;
  readonly newId: () => string;
  readonly now: () => Date;
}

const rosterMs = 2_000;

export function createNewCall({ roster, team, visibility, newId, now }: NewCallDeps): NewCall {
  const headers = ({ member: { id } }: Request) => soon(roster.headers(id), roster.peek(id), rosterMs);

  async function people(request: Request): Promise<readonly Person[]> {
    return roster.people(await headers(request), request.member.id);
  }

  const teamSize = () => team.size() ?? undefined;
  return {
    teamSize,
    draft({ member }, source, link = null) {
      const origin = {
        id: `note-${newId()}`,
        edits: false,
        zone: member.zone,
        source,
        link,
        teamSize: teamSize(),
      };
      return emptyDraft({ ...origin, today: dayIn(member.zone, now()), share: visibility === 'team' });
    },
    headers,
    people,
    async person(request, button) {
      const known = await people(request);
      const { deal, prospect } = await soon(roster.current(button, request.member.id), button, rosterMs);
      const inDeal = known.filter((person) => person.deal.key === deal);
      return inDeal.find((person) => person.prospect.key === prospect) ?? inDeal[0];
    },
  };
}

interface LogLineDeps {
  readonly newCall: NewCall;
  readonly saveNote: SaveNote;
  readonly now: () => Date;
}

export function createLogLine({ newCall, saveNote, now }: LogLineDeps): LogLine {
  return {
    form: (ref, outcome) => ({
      opens: loadingView(false),
      async work(request) {
        const person = ref && (await newCall.person(request, ref));
        const draft = { ...newCall.draft(request, 'digest'), outcome };
        await request.modal.show(formView(person ? withPerson(draft, person) : draft));
      },
    }),

    async save(ref, short, request) {
      const [people, person] = await Promise.all([newCall.people(request), newCall.person(request, ref)]);
      if (!person) throw new UserError('There are no notes on this any more.');
      const draft = { ...withPerson(newCall.draft(request, 'digest'), person), ...short };
      const note = noteOf(draft, people, { id: request.member.id, now: now() });
      await saveNote({ note, edits: false, isAgain: false }, { ...request, modal: noModal });
    },
  };
}
