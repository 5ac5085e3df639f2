import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import { endedBy, pausedUntil, type SettingsStore } from '../../digest/settings.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Asked, Response } from '../answer.ts';
import type { ViewReply } from '../ear.ts';
import { sentence } from '../message.ts';
import { ids } from './ids.ts';
import {
  loadingSettings,
  readSettings,
  type SettingsForm,
  savedSettings,
  savingSettings,
  settingsView,
} from './settings-view.ts';
import { whenText } from './when.ts';

interface Deps {
  readonly settings: SettingsStore;
  /** Hears whose settings changed. */
  readonly changed: (user: string) => void;
  readonly now: () => Date;
}

/** The settings in a modal: from the command, the digest's footer and Home. */
export function createSettingsForm({ settings, changed, now }: Deps) {
  async function save(form: SettingsForm, { member }: Asked): Promise<string> {
    const { backOn, ...choice } = form;
    const today = dayIn(member.zone, now());
    const before = await settings.get(member.id);
    const holidays = backOn === null ? endedBy(before, today) : pausedUntil(before, today, backOn);
    const after = await settings.change(member.id, { ...choice, holidays: [...holidays] });
    changed(member.id);
    return whenText(after, member.zone, now());
  }

  async function show({ member, modal }: Asked): Promise<void> {
    const { zone } = member;
    await modal.show(settingsView(await settings.get(member.id), { zone, today: dayIn(zone, now()) }));
  }

  return {
    /** From the command, which has no payload to read. */
    open: (): Response => ({ opens: loadingSettings(), work: show }),

    press: (_body: BlockAction): Response => ({ opens: loadingSettings(), work: show }),

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const { form, today } = readSettings(view);
      const errors = errorsIn(form, today);
      if (errors) return { reply: { response_action: 'errors', errors } };
      return {
        reply: { response_action: 'update', view: savingSettings() },
        async work(asked) {
          const text = await save(form, asked);
          if (!(await asked.modal.show(savedSettings(text)))) await asked.place.show(sentence(text));
        },
      };
    },
  };
}

function errorsIn({ time, backOn }: SettingsForm, today: string): Record<string, string> | undefined {
  if (!/^\d{2}:\d{2}$/.test(time)) return { [ids.time]: 'Choose a time of day.' };
  if (backOn !== null && backOn <= today) {
    return { [ids.backOn]: 'That day is not ahead. Choose the day you are back, or leave it empty.' };
  }
  return undefined;
}
