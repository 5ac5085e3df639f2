import type { BlockAction, SlackShortcut, SlashCommand } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Person, Target } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import type { NoteHeader, Visibility } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import { type Draft, emptyDraft, withNewPerson, withPerson } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import { type DealButton, parseDealButton } from '../kit/deal-button.ts';
import { permalinkOf } from '../kit/delivery.ts';
import type { Message } from '../kit/message.ts';
import { type Markup, md } from '../kit/mrkdwn.ts';
import { pressedValue, readableText } from '../kit/payload.ts';
import { type Asked, type Response, usage } from '../kit/router.ts';
import { unopenedMessage } from './not-saved.ts';

const logForm = '`/log`, `/log Priya` or `/log Priya: two sentences on the call`';

/** Opens the form from a command, a shortcut or a button. */
export function createOpenForm(start: Start, client: WebClient) {
  /** `unopened` is for what would be lost if Slack does not open the form. */
  function opening(draftFor: (asked: Asked) => Promise<FilledForm>, unopened?: Message): Response {
    return {
      opens: loadingView(false),
      ...(unopened ? { unopened } : {}),
      async work(asked) {
        const { draft, notice } = await draftFor(asked);
        await asked.modal.show(formView(draft, notice ? { notice } : {}));
      },
    };
  }

  function fromText(text: string): Response {
    const { name, note } = parseLogText(text);
    const unopened = note ? unopenedMessage(text) : undefined;
    return opening(async (asked) => {
      const empty = { ...start.draft(asked, 'command'), text: note };
      return withTypedName(empty, name, await start.people(asked));
    }, unopened);
  }

  return {
    command: ({ text }: SlashCommand) => (/^\s*help\s*$/i.test(text) ? usage(logForm) : fromText(text)),

    /** From the message that holds what was typed when Slack did not open the form. */
    reopen: (body: BlockAction) => fromText(pressedValue(body)),

    shortcut(body: SlackShortcut): Response {
      const isMessage = body.type === 'message_action';
      const text = isMessage ? readableText(body.message.text ?? '') : '';
      const at = isMessage ? { channel: body.channel.id, ts: body.message_ts } : undefined;
      return opening(async (asked) => {
        const link = at ? await permalinkOf(client, at) : null;
        const draft = start.draft(asked, isMessage ? 'message' : 'shortcut', link);
        return { draft: { ...draft, text } };
      });
    },

    fromBrief(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return opening(async (asked) => {
        const person = await start.person(asked, button);
        const draft = start.draft(asked, 'brief');
        return { draft: person ? withPerson(draft, person) : draft };
      });
    },

    /** For a name without notes: the button carries the name as typed. */
    firstCall(body: BlockAction): Response {
      const name = pressedValue(body);
      return opening(async (asked) => ({ draft: withNewPerson(start.draft(asked, 'brief'), name) }));
    },
  };
}

/** A form, and what it says above its fields. */
interface FilledForm {
  readonly draft: Draft;
  readonly notice?: Markup;
}

/** Fills in who a typed name means, and says so when it may mean several. */
export function withTypedName(draft: Draft, name: string, people: readonly Person[]): FilledForm {
  if (!name) return { draft };
  const found = resolveAmong(name, people);
  if (found.kind === 'none') return { draft: withNewPerson(draft, name) };
  if (found.kind !== 'one') {
    const lead = found.kind === 'many' ? md`Several match *${name}*` : md`Did you mean`;
    const said = found.targets.slice(0, 5).map(targetLabel).join(' or ');
    return { draft: { ...draft, typedName: name }, notice: md`${lead}: ${said}? Choose under Who.` };
  }
  const person = personOfTarget(found.target, people);
  return { draft: person ? withPerson(draft, person) : draft };
}

function personOfTarget(target: Target, people: readonly Person[]): Person | undefined {
  const inDeal = people.filter(({ deal }) => deal.key === target.deal.key);
  return inDeal.find(({ prospect }) => prospect.key === target.prospect?.key) ?? inDeal[0];
}

function targetLabel({ prospect, deal }: Target): string {
  return [prospect?.name, deal.company, deal.label].filter(Boolean).join(' · ');
}

const longestTypedName = 5;

/** Splits `Priya: two sentences`. Without a colon a few words are a name, and more than that are what happened. */
export function parseLogText(text: string): { name: string; note: string } {
  const typed = text.trim();
  const [, name, note] = /^([^:：\n]{1,120}?)\s*[:：](?=\s|$)([\s\S]*)$/.exec(typed) ?? [];
  if (name !== undefined) return { name: name.trim(), note: (note ?? '').trim() };
  return typed.split(/\s+/).length <= longestTypedName
    ? { name: typed, note: '' }
    : { name: '', note: typed };
}

/** What every way into the form begins with. */
export interface Start {
  /** A form for today with an id of its own; `link` is the message it comes from. */
  draft(asked: Asked, source: string, link?: string | null): Draft;
  /** The notes' headers, or what is known of them when memory is slow: the form opens anyway. */
  headers(asked: Asked): Promise<readonly NoteHeader[]>;
  /** The people in them, and those who are known to have moved. */
  people(asked: Asked): Promise<readonly Person[]>;
  /** Whom a button stands for, else the first in its deal. */
  person(asked: Asked, button: Pick<DealButton, 'deal' | 'prospect'>): Promise<Person | undefined>;
}

interface Deps {
  readonly roster: Roster;
  readonly visibility: Visibility;
  readonly newId: () => string;
  readonly now: () => Date;
}

const rosterMs = 2_000;

export function createStart({ roster, visibility, newId, now }: Deps): Start {
  const headers = ({ member: { id } }: Asked) => soon(roster.headers(id), roster.peek(id), rosterMs);

  async function people(asked: Asked): Promise<readonly Person[]> {
    return roster.people(await headers(asked), asked.member.id);
  }

  return {
    draft({ member }, source, link = null) {
      const origin = { id: `note-${newId()}`, edits: false, zone: member.zone, source, link };
      return emptyDraft({ ...origin, today: dayIn(member.zone, now()), share: visibility === 'team' });
    },
    headers,
    people,
    async person(asked, button) {
      const known = await people(asked);
      const { deal, prospect } = await soon(roster.current(button, asked.member.id), button, rosterMs);
      const inDeal = known.filter((person) => person.deal.key === deal);
      return inDeal.find((person) => person.prospect.key === prospect) ?? inDeal[0];
    },
  };
}
