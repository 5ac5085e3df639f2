import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { ForgetPlan, ForgetReceipt, ForgetRequest } from '../../memory/forget.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { NoteHeader, Prospect } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import {
  actions,
  button,
  context,
  type Message,
  message,
  modal,
  plain,
  section,
  workingView,
} from '../kit/blocks.ts';
import { forgetIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import { clip, limits, lines, type Markup, md } from '../kit/text.ts';

/**
 * What is known before anything is removed; `all` is there for workspace admins alone. Of notes that the asker may not
 * read nothing is told, not even how many there are: neither here, nor in a question, nor in a receipt.
 */
interface Preview {
  /** Key of the person. */
  readonly prospect: string;
  readonly own: ForgetPlan;
  readonly all: ForgetPlan | null;
  /** Notes on others that the asker may read and that have the name in their words. */
  readonly naming: readonly NoteHeader[];
  /** The asker's day, `YYYY-MM-DD`. */
  readonly today: string;
}

const namesShown = 5;
const notesShown = 3;
const beyond =
  'Beyond reach: messages already in Slack (delete those there), what the model provider has logged, backups of your Hindsight server, and its request traces where they are on.';

/** "Priya Sharma · Rentfield". */
export function nameOf(person: Prospect | undefined): string {
  return clip([person?.name ?? 'this person', person?.company].filter(Boolean).join(' · '), limits.name * 2);
}

/** Nobody of that name to forget. */
export function nothingToForget(name: string): Message {
  const rest = 'There is nothing to forget.';
  return message(`Nothing on ${name}. ${rest}`, [section(md`Nothing on *${name}*. ${rest}`)]);
}

/** What would go, what would stay, and what nobody can take back. */
export function previewMessage(preview: Preview): Message {
  const { own, all, naming, today } = preview;
  const name = nameOf(own.person ?? all?.person);
  const blocks: KnownBlock[] = [
    section(lines([md`*Forget ${name}*`, goesLine(own, today), alsoLine(own), staysLine(own)])),
    ...namingBlocks(naming, today),
    ...(all ? [section(md`${adminSentence}`)] : []),
    context(md`${beyond}`),
  ];
  const buttons = previewButtons(preview);
  const sentence = `Forget ${name}: ${counted(own.notes.length, 'note')} of yours would go.`;
  return message(sentence, buttons ? [...blocks, buttons] : blocks);
}

function previewButtons({ prospect, own, all }: Preview): ActionsBlock | null {
  const value = (scope: 'own' | 'all') => encodeSubject({ prospect, scope });
  const danger = (id: string, text: string, scope: 'own' | 'all'): Button =>
    button(id, text, { value: value(scope), style: 'danger' });
  const keep = button(forgetIds.export, 'Send me the notes first', { value: value(all ? 'all' : 'own') });
  const buttons = [
    ...(own.notes.length > 0 ? [danger(forgetIds.own, 'Forget my notes…', 'own')] : []),
    ...(all && all.notes.length > 0 ? [danger(forgetIds.all, 'Forget all, as admin…', 'all')] : []),
  ];
  return buttons.length > 0 ? actions(keep, ...buttons) : null;
}

function goesLine({ notes, aliasCount }: ForgetPlan, today: string): Markup {
  if (notes.length === 0) return md`You have no notes of your own on them.`;
  const days = period(notes, today);
  const renamed = aliasCount > 0 ? `, and ${aliases(aliasCount)}` : '';
  return md`Goes: ${counted(notes.length, 'note')} of yours (${days}), all that was kept of them${renamed}.`;
}

/** Other names and companies. */
function aliases(count: number): string {
  return counted(count, 'correction of who they are', 'corrections of who they are');
}

function period(notes: readonly NoteHeader[], today: string): string {
  const days = notes.map(({ day }) => day).toSorted();
  const [first = today, last = first] = [days[0], days.at(-1)];
  return first === last ? dayName(first, today) : `${dayName(first, today)} to ${dayName(last, today)}`;
}

function alsoLine({ alsoOn }: ForgetPlan): Markup | null {
  if (alsoOn.length === 0) return null;
  const names = alsoOn.slice(0, namesShown).map(({ name }) => clip(name, limits.name));
  const more = alsoOn.length > namesShown ? ' and others' : '';
  return md`Some of these notes are also about ${names.join(', ')}${more}; they go as a whole.`;
}

function staysLine({ staying }: ForgetPlan): Markup {
  if (staying === 0)
    return md`No note that a colleague shares is on them. What colleagues keep private is not told.`;
  const notes = counted(staying, 'note');
  return md`Stays: ${notes} that colleagues share with the team, theirs to delete. What colleagues keep private is not told.`;
}

/** What stays though it speaks of the person, so that its author can edit or delete it. */
function namingBlocks(naming: readonly NoteHeader[], today: string): readonly KnownBlock[] {
  if (naming.length === 0) return [];
  const shown = naming.slice(0, notesShown);
  const more = naming.length - shown.length;
  const which = shown.map(({ prospects, day }) => md`${nameOf(prospects[0])}, ${dayName(day, today)}`);
  const rest = more > 0 ? [md`${more} more`] : [];
  const notes = counted(naming.length, 'note on somebody else has', 'notes on others have');
  const stay = naming.length === 1 ? 'stays' : 'stay';
  const open = shown.map(({ id, prospects, day }, index) =>
    button(`${forgetIds.note}${index + 1}`, `Note ${index + 1}`, {
      value: id,
      label: `Note ${index + 1}, on ${nameOf(prospects[0])}, of ${dayName(day, today)}`,
    }),
  );
  return [
    section(md`${notes} their name in the words and ${stay}: ${lines([...which, ...rest], '; ')}.`),
    actions(...open),
  ];
}

const adminSentence =
  'As an admin of this workspace you may forget all notes on them and all that was kept of those, whoever wrote them, unread.';

/** Asks for the name, so that nobody is forgotten by a slip. */
export function confirmView(plan: ForgetPlan, confirmation: Confirmation): ModalView {
  const { name, scope } = confirmation;
  const notes =
    scope === 'all' ? 'All notes, whoever wrote them,' : `${counted(plan.notes.length, 'note')} of yours`;
  const what = `${notes} and all that was kept of them`;
  return {
    ...modal('Forget', [
      section(md`*${nameOf(plan.person)}*: ${what} will be deleted. This cannot be undone.`),
      {
        type: 'input',
        block_id: forgetIds.name,
        label: plain(`Type ${clip(name, limits.name)} to confirm`),
        element: { type: 'plain_text_input', action_id: forgetIds.name, max_length: 200 },
      },
      context(md`${beyond}`),
    ]),
    callback_id: forgetIds.view,
    private_metadata: encodeConfirmation(confirmation),
    submit: plain('Forget', limits.modalTitle),
  };
}

/** From the press on Forget until it is done; a window that a process left behind says how it goes on. */
export function forgettingView(command: string): ModalView {
  return workingView(
    'Forget',
    `Forgetting… If this stays, close it and type ${command} and the name once more: it goes on where it stopped.`,
  );
}

interface Asked {
  /** The name of the command to type again. */
  readonly command: string;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What went, and the search that found nothing, or what it found. */
export function receiptMessage(
  { name, scope }: Confirmation,
  receipt: Omit<ForgetReceipt, 'daysOfOthers'>,
  { command, today }: Asked,
): Message {
  const { left, naming } = receipt;
  const nothing = nothingLeft(scope, naming);
  const isClean = left.listed + left.recalled + left.readable + left.records + left.aliases === 0;
  const ending = isClean ? nothing : `Something is left: type ${command} and the name once more.`;
  const gone = goneText(scope, receipt);
  const sentence = `Forgotten on ${clip(name, limits.name)}: ${gone}. ${ending}`;
  return message(sentence, [
    section(
      lines([
        md`*Forgotten on ${clip(name, limits.name)}*: ${gone}.`,
        md`${searchedText(scope, receipt)} *${ending}*`,
      ]),
    ),
    ...namingBlocks(naming, today),
    context(md`${beyond}`),
  ]);
}

/** To who wrote what an admin erased. It names nobody: whoever was forgotten is not written down again. */
export function erasedMessage(admin: string, days: readonly string[], today: string): Message {
  const notes = days.length === 1 ? '1 note of yours' : `${days.length} notes of yours`;
  const calls = days.length === 1 ? 'a call' : 'calls, the newest';
  const went = `${notes} on them went with all others, of ${calls} on ${dayName(days[0] ?? today, today)}: no brief knows of it any more.`;
  return message(`An admin had a person forgotten. ${went}`, [
    section(md`${mention(admin)}, an admin, had a person forgotten. ${went}`),
  ]);
}

/** What notes on others say of them is not searched among what somebody else keeps private. */
function nothingLeft(scope: Confirmation['scope'], naming: readonly NoteHeader[]): string {
  if (scope === 'all') return 'No note on them is left.';
  return naming.length > 0 ? 'No note of yours on them is left.' : 'Nothing of yours is left.';
}

function goneText(
  scope: Confirmation['scope'],
  { noteIds, aliasCount }: Pick<ForgetReceipt, 'noteIds' | 'aliasCount'>,
): string {
  if (scope === 'all') return 'all notes, whoever wrote them, and all that was kept of them';
  const renamed = aliasCount > 0 ? `, ${aliases(aliasCount)}` : '';
  return `${counted(noteIds.length, 'note')} and all that was kept of them${renamed}`;
}

function searchedText(scope: Confirmation['scope'], { left }: Pick<ForgetReceipt, 'left'>): string {
  if (scope === 'all')
    return 'Then searched in the list, by meaning, by reading each, and among what is kept.';
  const rest = left.aliases > 0 ? `, ${aliases(left.aliases)}` : '';
  const kept = left.records > 0 ? 'something' : 'nothing';
  return `Then searched: ${left.listed} in the list, ${left.recalled} by meaning, ${left.readable} by reading each, ${kept} among what is kept${rest}.`;
}

/** What a button and the confirmation carry: whom, and whose notes. */
const subject = z.object({ prospect: z.string(), scope: z.enum(['own', 'all']) });
export type ForgetSubject = Pick<ForgetRequest, 'prospect' | 'scope'>;

const confirmation = subject.extend({ name: z.string() });
type Confirmation = z.infer<typeof confirmation>;

const view = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))),
  }),
});

/** As much of a name as must be typed. */
const comparedLength = 80;

function encodeSubject({ prospect, scope }: ForgetSubject): string {
  return JSON.stringify({ prospect, scope });
}

/** Throws when the value is not one of ours. */
export function decodeSubject(value: string): ForgetSubject {
  return subject.parse(JSON.parse(value));
}

function encodeConfirmation({ prospect, scope, name }: Confirmation): string {
  return JSON.stringify({ prospect, scope, name: name.trim().slice(0, comparedLength) });
}

/** What the modal was opened for, and whether the name in it was typed as it is. Throws when it is not ours. */
export function decodeConfirmation(payload: unknown): Confirmation & { readonly isTyped: boolean } {
  const { private_metadata, state } = view.parse(payload);
  const asked = confirmation.parse(JSON.parse(private_metadata));
  const typed = state.values[forgetIds.name]?.[forgetIds.name]?.value ?? '';
  return { ...asked, isTyped: level(typed) === level(asked.name) };
}

/** Case, accents and spaces may differ; a name of symbols alone must be the same. */
function level(name: string): string {
  const start = name.trim().slice(0, comparedLength).trim();
  return canonical(start) || start;
}
