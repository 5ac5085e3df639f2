import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import {
  type ColumnRole,
  type ColumnRoles,
  columnRoles,
  missingRoles,
  takesSeveral,
} from '../../import/columns.ts';
import type { LookedAt } from '../../import/imports.ts';
import { plainWords } from '../../import/plain-words.ts';
import type { ImportChoices, OpenChoice } from '../../import/plan.ts';
import type { Table } from '../../import/read-rows.ts';
import { someoneToken } from '../../import/who-in-rows.ts';
import { counted } from '../../util/counted.ts';
import { context, type Element, input, modal, option, plain, section, workingView } from '../kit/blocks.ts';
import { shareLabel } from '../kit/call-form.ts';
import { personLabel } from '../kit/find-person.ts';
import { importIds as ids } from '../kit/ids.ts';
import { clip, limits, md } from '../kit/text.ts';
import { roleNames } from './preview.ts';

const title = 'Check the import';
const none = 'none';

/** While the file is read again. */
export function loadingForm(): ModalView {
  return workingView(title, 'Reading the file…');
}

/** What each column is, and what else is asked. */
export function changeForm({ record, table, plan }: LookedAt, teamSize?: number): ModalView {
  const { choices, id } = record;
  const blocks: KnownBlock[] = [
    ...columnRoles.map((role) => roleInput(role, table, choices.roles)),
    orderInput(choices),
    boxInput(ids.share, 'Who may read them', shareLabel(teamSize), choices.visibility === 'team'),
    boxInput(ids.closes, 'Closed stages', 'Close deals that stand as won or lost', choices.closes),
    ...(plan.secrets > 0 ? [secretsInput(choices)] : []),
  ];
  return formOf(ids.form, id, blocks);
}

function formOf(callback: string, id: string, blocks: readonly KnownBlock[]): ModalView {
  return {
    ...modal(title, blocks),
    callback_id: callback,
    private_metadata: JSON.stringify({ id }),
    submit: plain('Show it', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

const fewOptions = limits.options - 1;

/** The columns with something in them, those that are chosen among them in any case. */
function columnOptions({ columns, rows }: Table, chosen: readonly number[]): readonly PlainTextOption[] {
  const example = (index: number) => rows.find(({ cells }) => cells[index])?.cells[index] ?? '';
  const all = columns.map((name, index) => ({
    name: name || `Column ${index + 1}`,
    index,
    cell: example(index),
  }));
  const kept = all
    .filter(({ cell, index }) => cell !== '' || chosen.includes(index))
    .toSorted(
      (a, b) => Number(chosen.includes(b.index)) - Number(chosen.includes(a.index)) || a.index - b.index,
    );
  return kept
    .slice(0, fewOptions)
    .toSorted((a, b) => a.index - b.index)
    .map(({ name, index, cell }) => {
      const said = plainWords(cell).replace(/\s+/g, ' ');
      return option(`${clip(name, 40)}${said === '' ? '' : ` (${clip(said, 28)})`}`, String(index));
    });
}

function roleInput(role: ColumnRole, table: Table, roles: ColumnRoles): InputBlock {
  const id = `${ids.role}${role}`;
  const chosen = roles[role];
  const options = columnOptions(table, chosen);
  const initial = chosen.flatMap((index) => options.find(({ value }) => value === String(index)) ?? []);
  if (takesSeveral(role)) {
    const picked = initial.length > 0 ? { initial_options: initial } : {};
    const element: Element = { type: 'multi_static_select', action_id: id, options: [...options], ...picked };
    return { ...input(id, roleNames[role], element), optional: true };
  }
  const nothing = option('No column', none);
  const element: Element = {
    type: 'static_select',
    action_id: id,
    options: [nothing, ...options],
    initial_option: initial[0] ?? nothing,
  };
  return input(id, roleNames[role], element);
}

const orders: Readonly<Record<'column' | 'day first' | 'month first', string>> = {
  column: 'As the whole column shows',
  'day first': 'Day first: 12/5 is 12 May',
  'month first': 'Month first: 12/5 is 5 December',
};

function orderInput({ order }: ImportChoices): InputBlock {
  return radios(ids.order, 'How dates are written', orders, order ?? 'column');
}

const secretFates: Readonly<Record<ImportChoices['secrets'], string>> = {
  'leave out rows': 'Leave those rows out',
  'leave out secrets': 'Bring them without the secret, the note says that it was left out',
  keep: 'Bring them as they are',
};

function secretsInput({ secrets }: ImportChoices): InputBlock {
  return radios(ids.secrets, 'Rows that seem to hold a secret', secretFates, secrets);
}

function radios(
  id: string,
  label: string,
  all: Readonly<Record<string, string>>,
  chosen: string,
): InputBlock {
  const options = Object.entries(all).map(([value, text]) => option(text, value));
  const initial = options.find(({ value }) => value === chosen);
  const element: Element = {
    type: 'radio_buttons',
    action_id: id,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return input(id, label, element);
}

function boxInput(id: string, label: string, text: string, isOn: boolean): InputBlock {
  const box = option(text, 'on');
  const element: Element = {
    type: 'checkboxes',
    action_id: id,
    options: [box],
    ...(isOn ? { initial_options: [box] } : {}),
  };
  return { ...input(id, label, element), optional: true };
}

/** As many as one form asks; the next ones follow when these are answered. */
const mostPeople = 20;

/** Who is meant, where a name may mean several. */
export function peopleForm({ record, plan }: LookedAt): ModalView {
  const shown = plan.choices.slice(0, mostPeople);
  const rest = plan.choices.length - shown.length;
  return formOf(ids.peopleForm, record.id, [
    ...(shown.length === 0 ? [section(md`Nobody is left to be chosen.`)] : []),
    ...shown.map(whoInput),
    ...(rest > 0 ? [context(md`${rest} more follow when these are answered.`)] : []),
  ]);
}

function whoInput({ key, name, company, candidates, rows }: OpenChoice): InputBlock {
  const id = `${ids.who}${key}`;
  const called = [name || 'Nobody named', company].filter(Boolean).join(' · ');
  const options = [
    ...candidates.map((one) => option(personLabel(one), someoneToken(one))),
    ...(name === '' ? [] : [option(`Somebody new: ${clip(called, 50)}`, 'new')]),
    option('Leave these rows out', 'leave out'),
  ];
  const element: Element = { type: 'static_select', action_id: id, options };
  const where = `${counted(rows.length, 'row')}: ${rows.slice(0, 8).join(', ')}${rows.length > 8 ? '…' : ''}`;
  return { ...input(id, clip(`${called} (${where})`, 150), element), optional: true };
}

const submitted = z.object({
  private_metadata: z.string().transform((text) => z.object({ id: z.string() }).parse(JSON.parse(text)).id),
  state: z.object({
    values: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          selected_option: z.object({ value: z.string() }).nullish(),
          selected_options: z.array(z.object({ value: z.string() })).nullish(),
        }),
      ),
    ),
  }),
});

/** What a submitted form says, by field. */
export interface ImportForm {
  readonly id: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export function decodeImportForm(view: unknown): ImportForm {
  const { private_metadata: id, state } = submitted.parse(view);
  const values = Object.entries(state.values).map(([block, fields]) => {
    const [field] = Object.values(fields);
    const chosen = field?.selected_options ?? (field?.selected_option ? [field.selected_option] : []);
    return [block, chosen.map(({ value }) => value)] as const;
  });
  return { id, values: new Map(values) };
}

/** What was chosen, and what was before where nothing was asked. */
export function choicesFrom({ values }: ImportForm, before: ImportChoices): ImportChoices {
  const order = values.get(ids.order)?.[0];
  const secrets = values.get(ids.secrets)?.[0];
  const known = (['leave out rows', 'leave out secrets', 'keep'] as const).find((one) => one === secrets);
  return {
    roles: rolesFrom(values),
    order: order === 'day first' || order === 'month first' ? order : null,
    visibility: (values.get(ids.share) ?? []).length > 0 ? 'team' : 'private',
    closes: (values.get(ids.closes) ?? []).length > 0,
    secrets: known ?? before.secrets,
    people: before.people,
  };
}

function rolesFrom(values: ImportForm['values']): ColumnRoles {
  const of = (role: ColumnRole) =>
    (values.get(`${ids.role}${role}`) ?? []).filter((value) => value !== none).map(Number);
  return {
    ...{ person: of('person'), company: of('company'), day: of('day'), words: of('words') },
    ...{ outcome: of('outcome'), stage: of('stage'), deal: of('deal'), owner: of('owner') },
  };
}

/** What a form lacks, by field; empty when rows can be read by it. */
export function faultsIn({ values }: ImportForm): Record<string, string> {
  const roles = rolesFrom(values);
  const missing = missingRoles(roles);
  return {
    ...(roles.day.length === 0 ? { [`${ids.role}day`]: 'Choose the column with the day of the call.' } : {}),
    ...(roles.words.length === 0 ? { [`${ids.role}words`]: 'Choose what says what happened.' } : {}),
    ...(missing.includes('who it was with') ? { [`${ids.role}person`]: 'Choose who it was with.' } : {}),
  };
}

/** Who was chosen, by what stands for the name; what was left open stays open. */
export function peopleFrom({ values }: ImportForm): Readonly<Record<string, string>> {
  const chosen = [...values].flatMap(([block, [value]]) =>
    block.startsWith(ids.who) && value !== undefined ? [[block.slice(ids.who.length), value] as const] : [],
  );
  return Object.fromEntries(chosen);
}
