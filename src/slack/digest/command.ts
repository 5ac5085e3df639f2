import type { SlashCommand } from '@slack/bolt';
import { type DigestSettings, pausedUntil, type SettingsStore } from '../../digest/settings.ts';
import { type DigestOrder, readDigestOrder } from '../../digest/settings-text.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Asked, Response } from '../answer.ts';
import type { Deliver } from '../deliver.ts';
import { typedName } from '../find-person.ts';
import { sentence } from '../message.ts';
import type { Once } from '../once.ts';
import { usage } from '../usage.ts';
import type { createSettingsForm } from './settings-form.ts';
import type { ShowWeek } from './show-week.ts';
import { whenText } from './when.ts';
import type { createWhy } from './why.ts';

interface Deps {
  readonly settings: SettingsStore;
  readonly form: Pick<ReturnType<typeof createSettingsForm>, 'open'>;
  readonly showWeek: ShowWeek;
  readonly why: Pick<ReturnType<typeof createWhy>, 'typed'>;
  readonly deliver: Pick<Deliver, 'channelOf'>;
  readonly once: Once;
  readonly changed: (user: string) => void;
  readonly now: () => Date;
}

const digestForm =
  '`/digest now`, `on`, `off`, `settings`, `monday 8:30`, `pause until 7 Jan`, or `why James Priya`';
const repeatMs = 3_000;
const whyWord = /^why\s+(.+)/is;

type Change = Parameters<SettingsStore['change']>[1];

/** `/digest` and what may follow it. */
export function createDigestCommand(deps: Deps) {
  const { settings, form, showWeek, why, deliver, once, changed, now } = deps;

  async function showNow({ member, place }: Asked, channel: string): Promise<void> {
    const dm = await deliver.channelOf(member.id);
    await showWeek.inDm(member);
    if (dm !== channel) await place.show(sentence('Your week is in your messages with SalesMemory.'));
  }

  async function change({ member, place }: Asked, chosen: Change): Promise<void> {
    const after = await settings.change(member.id, chosen);
    changed(member.id);
    await place.show(sentence(whenText(after, member.zone, now())));
  }

  async function carryOut(order: DigestOrder, asked: Asked, channel: string): Promise<void> {
    const { member } = asked;
    if (order.kind === 'now') return showNow(asked, channel);
    const chosen = changeFor(order, await settings.get(member.id), dayIn(member.zone, now()));
    return chosen ? change(asked, chosen) : usage(digestForm).work?.(asked);
  }

  return {
    command({ text, user_id: user, channel_id: channel }: SlashCommand): Response {
      const typed = typedName(text);
      const [, names] = whyWord.exec(typed) ?? [];
      if (names !== undefined) return { work: (asked) => why.typed(names, asked) };
      // Words that open a modal mean the same on any day; the others wait until the person's zone is known.
      const { kind } = readDigestOrder(typed, dayIn('UTC', now()));
      if (kind === 'settings') return form.open();
      if (kind === 'now' && !once.isFirst(`digest now ${user}`, repeatMs)) return {};
      return {
        work: (asked) => carryOut(readDigestOrder(typed, dayIn(asked.member.zone, now())), asked, channel),
      };
    },
  };
}

/** What a line changes; null for one that changes nothing. A day or time brings a digest that was off back on. */
function changeFor(order: DigestOrder, before: DigestSettings, today: string): Change | null {
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
