import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Alias } from '../../memory/identity/alias-store.ts';
import { isPlaced } from '../../memory/identity/alias-view.ts';
import type { NewAlias } from '../../memory/identity/aliases.ts';
import { companyLikeness } from '../../memory/identity/likely-same.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { NoteHeader, Prospect } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { actions, button, context, divider, input, modal, oneLine, plain, section } from '../kit/blocks.ts';
import { correctNameButton, dealButtonValue } from '../kit/deal-button.ts';
import { briefIds, correctNameIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import { clean, clip, limits, lines, type Markup, md } from '../kit/text.ts';

/** Slack's titles are short. */
export const title = 'Correct name or company';
const mostShown = 20;

const choices = [
  ['rename', 'Correct the name'],
  ['merge', 'Same person as…'],
  ['move', 'Moved to another company'],
] as const;

interface PersonStanding {
  readonly noteCount: number;
  /** What holds for the asker now, newest first. */
  readonly said: readonly Alias[];
  readonly asker: string;
  readonly today: string;
}

/** The people of a deal, last contact first, to choose from; `timeline` is the name of the command. */
export function whoView(people: readonly Person[], timeline: string): ModalView {
  const rest = people.length - mostShown;
  const rows = people
    .slice(0, mostShown)
    .map((person) => section(md`${labelOf(person.prospect)}`, correctNameButton(person)));
  const more = rest > 0 ? [context(md`and ${rest} more, each with this button on \`${timeline} NAME\``)] : [];
  return modal(title, [section(md`*Who is not right?*`), ...rows, ...more]);
}

/** Who it is, what can be said of them, and what was said before. */
export function startView(subject: PersonSubject, standing: PersonStanding): ModalView {
  const { noteCount, said } = standing;
  const notes = noteCount === 1 ? '1 note' : noteCount === 0 ? 'no notes yet' : `${noteCount} notes`;
  const blocks: KnownBlock[] = [
    section(md`*${labelOf(subject.person)}*, ${notes}. What is not right?`),
    actions(...choices.map(([type, text]) => button(`${correctNameIds.as}${type}`, text))),
    ...(said.length > 0 ? [divider(), context(md`In force, each to be undone by itself:`)] : []),
    ...said.slice(0, mostShown).map((alias) => section(saidLine(alias, standing), undoButton(alias))),
  ];
  return { ...modal(title, blocks), private_metadata: encode(subject) };
}

function undoButton(alias: Alias) {
  return button(correctNameIds.undo, 'Undo', { value: alias.id, label: `Undo: ${saidPlainly(alias)}` });
}

/** The one question that the choice asks. */
export function formView(question: PersonQuestion): ModalView {
  return {
    ...modal(title, [section(md`*${labelOf(question.person)}*`), fieldFor(question)]),
    callback_id: correctNameIds.form,
    private_metadata: encode(question),
    submit: plain('Next', limits.modalTitle),
  };
}

/** The id of the only field of a question, under which what is wrong is shown. */
export function fieldOf({ type }: PersonQuestion): string {
  return { rename: correctNameIds.name, merge: correctNameIds.other, move: correctNameIds.company }[type];
}

function fieldFor(question: PersonQuestion): InputBlock {
  const id = fieldOf(question);
  if (question.type === 'rename') return input(id, 'The right name', oneLine(id, question.person.name));
  if (question.type === 'move') return input(id, 'Their company now', oneLine(id, ''));
  return input(id, 'The same person as', {
    type: 'external_select',
    action_id: id,
    min_query_length: 0,
    placeholder: plain('Type a name', limits.placeholder),
  });
}

/** In plain words what Save does. */
export function previewView(plan: CorrectionPlan, change: Markup): ModalView {
  return {
    ...modal(title, [section(change)]),
    callback_id: correctNameIds.preview,
    private_metadata: encode(plan),
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

/** Done, with the way back. */
export function doneBlocks(alias: Alias, deal: string, change: Markup): KnownBlock[] {
  const brief = { value: dealButtonValue(deal, alias.to.key) };
  return [
    section(lines([md`*Saved.*`, change])),
    actions(undoButton(alias), button(briefIds.inDm, 'Brief in my DM', brief)),
  ];
}

/** Taken back. */
export function undoneBlocks(alias: Alias): KnownBlock[] {
  return [section(md`*Undone.* ${undoneText(alias)}`)];
}

/** Notes of the asker's that it is about, by what they are on now. */
export function notesOf(
  { from, to, type }: CorrectionPlan,
  headers: readonly NoteHeader[],
): readonly NoteHeader[] {
  const keys = type === 'merge' ? [from.key, to.key] : [from.key];
  return headers.filter(({ prospects }) => prospects.some(({ key }) => keys.includes(key)));
}

/** What will change and what will not, and who else will see it. */
export function changeText(plan: CorrectionPlan, headers: readonly NoteHeader[]): Markup {
  return lines([
    whatLine(plan, notesOf(plan, headers).length),
    dealLine(plan),
    md`Nothing is deleted. Undo brings everything back.`,
    md`${isShared(plan, headers) ? colleagues : 'Only you see this: your colleagues know them from no shared note.'}`,
  ]);
}

const colleagues = 'Colleagues who read the shared notes on them see it too.';

function whatLine({ type, from, to }: CorrectionPlan, noteCount: number): Markup {
  const notes = counted(noteCount, 'note');
  if (type === 'rename')
    return md`${notes} on *${short(from.name)}* ${noteCount === 1 ? 'shows' : 'show'} *${short(to.name)}* from now on.`;
  if (type === 'merge' && isPlaced(from, to))
    return md`*${short(to.name)}* is known at *${short(to.company ?? '')}* from now on, with ${notes}.`;
  if (type === 'merge') {
    const people = md`*${labelOf(from)}* and *${labelOf(to)}*`;
    return md`${people} become one person: *${labelOf(to)}*, with ${notes}.`;
  }
  const stay = noteCount === 1 ? 'stays' : 'stay';
  const old = from.company === null ? md`where they are` : md`with *${short(from.company)}*`;
  return md`*${short(to.name)}* is known at *${short(to.company ?? '')}* from now on. ${notes} ${stay} ${old}, and so do the deal and its score.`;
}

/** Two spellings of a company are one deal once their people are. */
function dealLine({ type, from, to }: CorrectionPlan): Markup | null {
  if (type !== 'merge' || to.company === null || canonical(from.company ?? '') === canonical(to.company))
    return null;
  if (from.company === null) return md`They count in the deal of *${short(to.company)}* from now on.`;
  if (companyLikeness(from.company, to.company) === 'other')
    return md`*${short(from.company)}* and *${short(to.company)}* stay two deals.`;
  return md`*${short(from.company)}* and *${short(to.company)}* become one company with one deal and one score.`;
}

function isShared({ type, from, to }: CorrectionPlan, headers: readonly NoteHeader[]): boolean {
  const isKnown = ({ key }: Prospect) =>
    headers.some(
      ({ visibility, prospects }) => visibility === 'team' && prospects.some((one) => one.key === key),
    );
  return isKnown(from) && (type !== 'merge' || isKnown(to) || isPlaced(from, to));
}

/** "*Priya S. · Rentfield* is the same person · by you, 17 Nov". */
function saidLine(alias: Alias, reader: { readonly asker: string; readonly today: string }): Markup {
  const by = alias.by === reader.asker ? md`you` : mention(alias.by);
  return md`${saidText(alias)} · by ${by}, ${dayName(alias.at.slice(0, 10), reader.today)}`;
}

function saidText({ type, from, to }: Alias): Markup {
  if (type === 'rename') return md`*${short(from.name)}* is called *${short(to.name)}*`;
  if (from.company === null && (type === 'move' || isPlaced(from, to)))
    return md`*${short(from.name)}* is at *${short(to.company ?? '')}*`;
  if (type === 'merge') return md`*${labelOf(from)}* and *${labelOf(to)}* are one`;
  return md`*${short(from.name)}* moved from *${short(from.company ?? '')}* to *${short(to.company ?? '')}*`;
}

const plainly = { rename: 'is called', merge: 'is the same as', move: 'moved to' } as const;

/** The same without a style, for a screen reader. */
function saidPlainly({ type, from, to }: Alias): string {
  return `${labelOf(from)} ${plainly[type]} ${labelOf(to)}`;
}

/** What holds again. */
function undoneText({ type, from, to }: Alias): Markup {
  if (type === 'rename' || isPlaced(from, to))
    return md`*${short(from.name)}* is shown as the notes have it.`;
  if (type === 'merge') return md`*${labelOf(from)}* and *${labelOf(to)}* are two people again.`;
  return md`*${short(from.name)}* is not known at *${short(to.company ?? '')}* any more, unless a note says so.`;
}

/** "Priya Sharma · Rentfield". */
function labelOf({ name, company }: Prospect): string {
  return [short(name), company === null ? '' : short(company)].filter(Boolean).join(' · ');
}

function short(text: string): string {
  return clip(text, limits.name);
}

const prospect = z.object({ key: z.string(), name: z.string(), company: z.string().nullable() });
const type = z.enum(['rename', 'merge', 'move']);
const subject = z.object({ person: prospect, deal: z.string() });
const asked = subject.extend({ type });
const planned = asked.extend({ from: prospect, to: prospect });

/** Whom the modal is about, carried by it unseen. */
type PersonSubject = z.infer<typeof subject>;
/** With what is to be said of them. */
export type PersonQuestion = z.infer<typeof asked>;
/** With all that Save needs; `from` and `to` are as in an alias. */
export type CorrectionPlan = z.infer<typeof planned>;

/** Which kind of words an id of a button asks for. Throws for any other. */
export function typeOf(actionId: string): NewAlias['type'] {
  return type.parse(actionId.replace(correctNameIds.as, ''));
}

const metadata = z.object({ private_metadata: z.string() });
const filled = metadata.extend({
  state: z.object({
    values: z.record(
      z.string(),
      z.record(
        z.string(),
        z.looseObject({
          value: z.string().nullish(),
          selected_option: z.looseObject({ value: z.string() }).nullish(),
        }),
      ),
    ),
  }),
});

function encode(carried: PersonSubject | PersonQuestion | CorrectionPlan): string {
  return JSON.stringify(carried);
}

/** Throws when the view is not ours, as the next two do. */
export function decodeSubject(view: unknown): PersonSubject {
  return subject.parse(JSON.parse(metadata.parse(view).private_metadata));
}

/** What was asked, and what was typed or chosen. */
export function decodeAnswer(view: unknown): { readonly question: PersonQuestion; readonly answer: string } {
  const { private_metadata, state } = filled.parse(view);
  const [field] = Object.values(state.values).flatMap((block) => Object.values(block));
  const answer = field?.selected_option?.value ?? field?.value ?? '';
  return {
    question: asked.parse(JSON.parse(private_metadata)),
    answer: clean(answer).replace(/\s+/g, ' ').trim(),
  };
}

export function decodePlan(view: unknown): CorrectionPlan {
  return planned.parse(JSON.parse(metadata.parse(view).private_metadata));
}
