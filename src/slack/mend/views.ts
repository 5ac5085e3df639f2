import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Alias } from '../../memory/identity/alias.ts';
import type { Person } from '../../memory/identity/people.ts';
import { actions, button, context, divider, modal, plain, section } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { limits } from '../limits.ts';
import { input, oneLine } from '../log/input.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { mendButton } from './mend-buttons.ts';
import { encode, type Plan, type Question, type Subject } from './state.ts';
import { labelOf, saidLine, saidPlainly, undoneText } from './words.ts';

const title = 'Mend this person';
const mostShown = 20;

const choices = [
  ['rename', 'Correct the name'],
  ['merge', 'Same person as…'],
  ['move', 'Moved to another company'],
] as const;

/** While notes are looked up. */
export function workingView(sentence: string): ModalView {
  return modal(title, [context(md`${sentence}`)]);
}

interface Standing {
  readonly noteCount: number;
  /** What holds for the asker now, newest first. */
  readonly said: readonly Alias[];
  readonly asker: string;
  readonly today: string;
}

/** The people of a deal, last contact first, to choose from. */
export function whoView(people: readonly Person[]): ModalView {
  const rest = people.length - mostShown;
  const rows = people
    .slice(0, mostShown)
    .map((person) => section(md`${labelOf(person.prospect)}`, mendButton(person)));
  const more = rest > 0 ? [context(md`and ${rest} more, each with this button on \`/timeline NAME\``)] : [];
  return modal(title, [section(md`*Who is not right?*`), ...rows, ...more]);
}

/** Who it is, what can be said of them, and what was said before. */
export function startView(subject: Subject, standing: Standing): ModalView {
  const { noteCount, said } = standing;
  const notes = noteCount === 1 ? '1 note' : noteCount === 0 ? 'no notes yet' : `${noteCount} notes`;
  const blocks: KnownBlock[] = [
    section(md`*${labelOf(subject.person)}*, ${notes}. What is not right?`),
    actions(...choices.map(([type, text]) => button(`${ids.as}${type}`, text))),
    ...(said.length > 0 ? [divider(), context(md`In force, each to be undone by itself:`)] : []),
    ...said.slice(0, mostShown).map((alias) => section(saidLine(alias, standing), undoButton(alias))),
  ];
  return { ...modal(title, blocks), private_metadata: encode(subject) };
}

function undoButton(alias: Alias) {
  return button(ids.undo, 'Undo', { value: alias.id, label: `Undo: ${saidPlainly(alias)}` });
}

/** The one question that the choice asks. */
export function formView(question: Question): ModalView {
  return {
    ...modal(title, [section(md`*${labelOf(question.person)}*`), fieldFor(question)]),
    callback_id: ids.form,
    private_metadata: encode(question),
    submit: plain('Next', limits.modalTitle),
  };
}

/** The id of the only field of a question, under which what is wrong is shown. */
export function fieldOf({ type }: Question): string {
  return { rename: ids.name, merge: ids.other, move: ids.company }[type];
}

function fieldFor(question: Question): InputBlock {
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
export function previewView(plan: Plan, change: Markup): ModalView {
  return {
    ...modal(title, [section(change)]),
    callback_id: ids.preview,
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
    actions(undoButton(alias), button(briefIds.brief, 'Brief in my DM', brief)),
  ];
}

/** Taken back. */
export function undoneBlocks(alias: Alias): KnownBlock[] {
  return [section(md`*Undone.* ${undoneText(alias)}`)];
}
