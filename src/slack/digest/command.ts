import type { SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { type DigestOrder, readDigestOrder } from '../../digest/read-order.ts';
import {
  backOn,
  type DigestSettings,
  endedBy,
  pausedUntil,
  type SettingsStore,
} from '../../digest/settings.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn, weekdays } from '../../util/calendar.ts';
import { upperFirst } from '../../util/first-letter.ts';
import { context, modal, option, plain, section, sentence, workingView } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import type { Deliver } from '../kit/delivery.ts';
import { typedName } from '../kit/find-person.ts';
import { digestIds } from '../kit/ids.ts';
import { whenText } from '../kit/phrases.ts';
import type { ReadWeek, WeekChanged } from '../kit/ports.ts';
import { firstOf, type Once, type Request, type Response, usage, type ViewReply } from '../kit/request.ts';
import { limits, md } from '../kit/text.ts';
import { type ShowWeekDeps, showWeek } from './post.ts';
import { typedWhy } from './why.ts';

interface Deps extends ShowWeekDeps {
  readonly settings: SettingsStore;
  readonly openForm: () => Response;
  readonly roster: Roster;
  readonly readWeek: ReadWeek;
  readonly deliver: Pick<Deliver, 'channelOf' | 'dm' | 'update'>;
  readonly once: Once;
  readonly changed: WeekChanged;
}

function digestForm(digest: string): string {
  return `\`${digest} now\`, \`on\`, \`off\`, \`settings\`, \`monday 8:30\`, \`pause until 7 Jan\`, or \`why James Priya\``;
}

const repeatMs = 3_000;
const whyWord = /^why\s+(.+)/is;

type SettingsChange = Parameters<SettingsStore['change']>[1];

/** The digest's command and what may follow it. */
export function digestCommand(
  deps: Deps,
  { text, user_id: user, channel_id: channel }: SlashCommand,
): Response {
  const { openForm, once, now } = deps;
  const typed = typedName(text);
  const [, names] = whyWord.exec(typed) ?? [];
  if (names !== undefined) return { work: (request) => typedWhy(deps, names, request) };
  // Words that open a modal mean the same on any day; the others wait until the person's zone is known.
  const { kind } = readDigestOrder(typed, dayIn('UTC', now()), false);
  if (kind === 'settings') return openForm();
  const work = (request: Request) => {
    const { zone, isMonthFirst } = request.member;
    const order = readDigestOrder(typed, dayIn(zone, now()), isMonthFirst);
    return order.kind === 'now' ? showNow(deps, request, channel) : change(deps, order, request);
  };
  return kind === 'now' ? firstOf({ once, key: `digest now ${user}`, ms: repeatMs }, work) : { work };
}

async function showNow(deps: Deps, { member, place }: Request, channel: string): Promise<void> {
  const dm = await deps.deliver.channelOf(member.id);
  await showWeek(deps, member);
  if (dm !== channel) await place.show(sentence('Your week is in your messages with SalesMemory.'));
}

async function change(
  { settings, changed, commandName, now }: Deps,
  order: DigestOrder,
  request: Request,
): Promise<void> {
  const { member, place } = request;
  const chosen = changeFor(order, await settings.get(member.id), dayIn(member.zone, now()));
  if (!chosen) return usage(digestForm(commandName('digest'))).work?.(request);
  const after = await settings.change(member.id, chosen);
  changed(member.id);
  await place.show(sentence(whenText(after, member.zone, now(), commandName('digest'))));
}

/** What a line changes; null for one that changes nothing. A day or time brings a digest that was off back on. */
function changeFor(order: DigestOrder, before: DigestSettings, today: string): SettingsChange | null {
  switch (order.kind) {
    case 'on':
    case 'off':
      return { isOn: order.kind === 'on' };
    case 'when':
      return { isOn: true, day: order.day ?? before.day, time: order.time ?? before.time };
    case 'pause':
      return { holidays: [...pausedUntil(before, today, order.until)] };
    default:
      return null;
  }
}

interface SettingsFormDeps {
  readonly settings: SettingsStore;
  readonly changed: WeekChanged;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** The settings in a modal: from the command, the digest's footer and Home. */
export function createSettingsForm({ settings, changed, commandName, now }: SettingsFormDeps) {
  async function save(form: SettingsForm, { member }: Request): Promise<string> {
    const { backOn, ...choice } = form;
    const today = dayIn(member.zone, now());
    const before = await settings.get(member.id);
    const holidays = backOn === null ? endedBy(before, today) : pausedUntil(before, today, backOn);
    const after = await settings.change(member.id, { ...choice, holidays: [...holidays] });
    changed(member.id);
    return whenText(after, member.zone, now(), commandName('digest'));
  }

  async function show({ member, modal }: Request): Promise<void> {
    const { zone } = member;
    await modal.show(settingsView(await settings.get(member.id), { zone, today: dayIn(zone, now()) }));
  }

  return {
    open: (): Response => ({ opens: loadingSettings(), work: show }),

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const { form, today } = readSettings(view);
      const errors = errorsIn(form, today);
      if (errors) return { reply: { response_action: 'errors', errors } };
      return {
        reply: { response_action: 'update', view: savingSettings() },
        async work(request) {
          const text = await save(form, request);
          if (!(await request.modal.show(savedSettings(text)))) await request.place.show(sentence(text));
        },
      };
    },
  };
}

function errorsIn({ time, backOn }: SettingsForm, today: string): Record<string, string> | undefined {
  if (!/^\d{2}:\d{2}$/.test(time)) return { [digestIds.time]: 'Choose a time of day.' };
  if (backOn !== null && backOn <= today) {
    return { [digestIds.backOn]: 'That day is not ahead. Choose the day you are back, or leave it empty.' };
  }
  return undefined;
}

const title = 'Your weekly digest';

/** What a person chose in the form; `backOn` is null for nobody away. */
interface SettingsForm extends Pick<DigestSettings, 'isOn' | 'day' | 'time' | 'isQuiet'> {
  readonly backOn: string | null;
}

function loadingSettings(): ModalView {
  return workingView(title, 'Looking up your settings…');
}

function savingSettings(): ModalView {
  return workingView(title, 'Saving…');
}

/** What holds from now on, in one sentence. */
function savedSettings(text: string): ModalView {
  return modal(title, [section(md`${text}`)]);
}

/** The form as it stands for one person; `today` is theirs. */
export function settingsView(settings: DigestSettings, member: { zone: string; today: string }): ModalView {
  const back = backOn(settings, member.today);
  return {
    ...modal(title, [
      onInput(settings.isOn),
      dayInput(settings.day),
      input(digestIds.time, 'Time', {
        type: 'timepicker',
        action_id: digestIds.time,
        initial_time: settings.time,
      }),
      {
        ...input(digestIds.backOn, 'Pause until', {
          type: 'datepicker',
          action_id: digestIds.backOn,
          ...(back ? { initial_date: back } : {}),
        }),
        optional: true,
        hint: plain('The day you are back. While you are away no digest comes, and silence is not counted.'),
      },
      quietInput(settings.isQuiet),
      context(md`Times are in ${member.zone}, the zone of your Slack profile.`),
    ]),
    callback_id: digestIds.view,
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
  return box(digestIds.isOn, 'Digest', { text: 'Send me my week', isOn });
}

function quietInput(isOn: boolean): InputBlock {
  return box(digestIds.quiet, 'Quiet weeks', {
    text: 'Send nothing in a week in which nobody needs me',
    isOn,
  });
}

function dayInput(day: DigestSettings['day']): InputBlock {
  const named = (one: string) => option(upperFirst(one), one);
  return input(digestIds.day, 'Day', {
    type: 'static_select',
    action_id: digestIds.day,
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
function readSettings(payload: unknown): { readonly form: SettingsForm; readonly today: string } {
  const { private_metadata: today, state } = view.parse(payload);
  const of = (id: string) => state.values[id]?.[id];
  const isTicked = (id: string) => (of(id)?.selected_options ?? []).length > 0;
  const form = {
    isOn: isTicked(digestIds.isOn),
    day: z.enum(weekdays).parse(of(digestIds.day)?.selected_option?.value),
    time: of(digestIds.time)?.selected_time ?? '',
    isQuiet: isTicked(digestIds.quiet),
    backOn: of(digestIds.backOn)?.selected_date ?? null,
  };
  return { form, today };
}
