import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { backOn, type DigestSettings, weekdays } from '../../digest/settings.ts';
import { context, modal, option, plain, section } from '../blocks.ts';
import { limits } from '../limits.ts';
import { md } from '../mrkdwn.ts';
import { ids } from './ids.ts';

const title = 'Your weekly digest';

/** What a person chose in the form; `backOn` is null for nobody away. */
export interface SettingsForm extends Pick<DigestSettings, 'isOn' | 'day' | 'time' | 'isQuiet'> {
  readonly backOn: string | null;
}

export function loadingSettings(): ModalView {
  return modal(title, [context(md`Looking up your settings…`)]);
}

export function savingSettings(): ModalView {
  return modal(title, [context(md`Saving…`)]);
}

/** What holds from now on, in one sentence. */
export function savedSettings(text: string): ModalView {
  return modal(title, [section(md`${text}`)]);
}

/** The form as it stands for one person; `today` is theirs. */
export function settingsView(settings: DigestSettings, member: { zone: string; today: string }): ModalView {
  const back = backOn(settings, member.today);
  return {
    ...modal(title, [
      onInput(settings.isOn),
      dayInput(settings.day),
      input(ids.time, 'Time', {
        type: 'timepicker',
        action_id: ids.time,
        initial_time: settings.time,
      }),
      {
        ...input(ids.backOn, 'Pause until', {
          type: 'datepicker',
          action_id: ids.backOn,
          ...(back ? { initial_date: back } : {}),
        }),
        optional: true,
        hint: plain('The day you are back. While you are away no digest comes, and silence is not counted.'),
      },
      quietInput(settings.isQuiet),
      context(md`Times are in ${member.zone}, the zone of your Slack profile.`),
    ]),
    callback_id: ids.view,
    private_metadata: member.today,
    submit: plain('Save', limits.modalTitle),
  };
}

function input(id: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: id, label: plain(label), element };
}

function box(id: string, label: string, chosen: { text: string; isOn: boolean }): InputBlock {
  const one = option(chosen.text, 'on');
  const initial = chosen.isOn ? { initial_options: [one] } : {};
  const element: InputBlock['element'] = { type: 'checkboxes', action_id: id, options: [one], ...initial };
  return { ...input(id, label, element), optional: true };
}

function onInput(isOn: boolean): InputBlock {
  return box(ids.isOn, 'Digest', { text: 'Send me my week', isOn });
}

function quietInput(isOn: boolean): InputBlock {
  return box(ids.quiet, 'Quiet weeks', { text: 'Send nothing in a week in which nobody needs me', isOn });
}

function dayInput(day: DigestSettings['day']): InputBlock {
  const named = (one: string) => option(`${one.charAt(0).toUpperCase()}${one.slice(1)}`, one);
  return input(ids.day, 'Day', {
    type: 'static_select',
    action_id: ids.day,
    options: weekdays.map(named),
    initial_option: named(day),
  });
}

const element = z.object({
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.unknown()).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});
const view = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), element)) }),
});

/** Reads a submitted form, with the day on which it was opened. Throws when it is not ours. */
export function readSettings(payload: unknown): { readonly form: SettingsForm; readonly today: string } {
  const { private_metadata: today, state } = view.parse(payload);
  const of = (id: string) => state.values[id]?.[id];
  const isTicked = (id: string) => (of(id)?.selected_options ?? []).length > 0;
  const form = {
    isOn: isTicked(ids.isOn),
    day: z.enum(weekdays).parse(of(ids.day)?.selected_option?.value),
    time: of(ids.time)?.selected_time ?? '',
    isQuiet: isTicked(ids.quiet),
    backOn: of(ids.backOn)?.selected_date ?? null,
  };
  return { form, today };
}
