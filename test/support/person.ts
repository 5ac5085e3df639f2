import { setTimeout as pause } from 'node:timers/promises';
import type { FormValues } from '../../sandbox/slack/hand/verb.ts';
import type { World } from './world.ts';

/** What somebody sees and does, in the words of a person rather than of payloads; waits as long as `waitFor` does when nothing else is said. */
export function personIn(world: Pick<World, 'hand' | 'slack'>, user: string, patienceMs?: number) {
  const { hand, slack } = world;
  const dm = hand.dmOf(user);
  const channel = (id: string) => slack.look(user).channels.find((one) => one.id === id);

  const messages = (id = dm) => channel(id)?.messages ?? [];
  const texts = (id = dm) => messages(id).map((message) => textOf(message));
  const modal = () => slack.look(user).modals.at(-1);
  const modalText = () => textOf(modal()?.view);

  async function closeModals(): Promise<void> {
    const open = modal();
    if (open) await hand.closeView(user, open.id, true);
  }

  return {
    user,
    dm,
    messages,
    texts,
    modal,
    modalText,
    all: () => JSON.stringify(slack.look(user)),
    /** A modal covers the composer, so it is closed first. */
    async type(line: string, where = dm) {
      await closeModals();
      return hand.runCommand(user, where, line);
    },
    /** Says something as typed, at top level or in a thread. */
    say: (text: string, { where = dm, thread }: { where?: string; thread?: string } = {}) =>
      hand.sayInChannel(user, where, { text, thread }),
    async shortcut(id: string) {
      await closeModals();
      return hand.globalShortcut(user, id);
    },

    /** Waits until a message in the channel, newest first, contains the words. */
    async sees(words: string, where = dm) {
      const look = () => [...messages(where)].reverse().find((one) => plainText(one).includes(words));
      return slack.waitFor(look, patienceMs).catch(() => {
        throw new Error(`did not see “${words}” among:\n${texts(where).join('\n---\n')}`);
      });
    },
    async seesModal(words: string) {
      const look = () => (plainText(modal()?.view).includes(words) ? modal() : undefined);
      return slack.waitFor(look, patienceMs).catch(() => {
        throw new Error(`did not see “${words}” in the modal:\n${modalText()}`);
      });
    },

    /** Presses the newest button of that action in a channel. */
    async press(actionId: string, where = dm, value?: string) {
      await closeModals();
      const holder = [...messages(where)]
        .reverse()
        .find((one) => JSON.stringify(one.blocks ?? []).includes(`"${actionId}`));
      if (!holder) throw new Error(`no message with ${actionId}`);
      return hand.pressButton(user, { channel: where, ts: holder.ts }, { actionId, value });
    },
    pressInModal: (actionId: string, value?: string) =>
      hand.pressButton(user, { viewId: modal()?.id ?? '' }, { actionId, value }),
    choose: (actionId: string, value: string, values: FormValues = {}, blockId?: string) =>
      hand.choose(user, { viewId: modal()?.id ?? '' }, { actionId, value, values, blockId }),
    suggestions: (actionId: string, query: string) =>
      hand.suggest(user, { viewId: modal()?.id ?? '' }, { actionId, query }),
    submit: (values: FormValues) => hand.submitView(user, modal()?.id ?? '', values),
  };
}

export type Someone = ReturnType<typeof personIn>;

/** Every text in a message or view, one under the other, as shown: invisible breakers and escapes undone. */
export function textOf(value: unknown): string {
  const shown = textsIn(value)
    .join('\n')
    .replace(/\u200b/g, '');
  return shown.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function plainText(value: unknown): string {
  return textOf(value).replace(/\*/g, '');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return textsIn(inner);
    return ['text', 'initial_value'].includes(key) ? [inner] : [];
  });
}

/** Logs a call with somebody new and waits until the receipt is in the DM. */
export async function logNewPerson(
  me: Someone,
  call: { name: string; company: string; text: string; team?: boolean },
) {
  await openForm(me);
  const who = await optionFor(me, `New person: ‘${call.name}’`, call.name);
  await me.choose('log_who', who);
  await me.seesModal('Company');
  const outcome = await me.submit({
    log_who: who,
    log_name: call.name,
    log_company: call.company,
    log_text_0: call.text,
    log_share: call.team ? ['team'] : [],
  });
  if (!outcome.ok) throw new Error(`submission failed: ${JSON.stringify(outcome.errors ?? outcome.error)}`);
  return me.sees(call.text.slice(0, 60));
}

const openedWithinMs = 30_000;
const triggerMs = 3_000;

/** Opens the form to log a call. */
export function openForm(me: Someone): Promise<void> {
  return openBy(me, () => me.type('/log'), 'What happened');
}

/** Presses until a form with these words is there: Slack opens none three seconds after a press, and a machine may be busy. */
export async function openBy(me: Someone, press: () => Promise<unknown>, words: string): Promise<void> {
  const isOpen = () => me.modalText().includes(words);
  const until = performance.now() + openedWithinMs;
  for (;;) {
    await press();
    const pressedAt = performance.now();
    while (!isOpen() && performance.now() < pressedAt + triggerMs) await pause(20);
    if (isOpen()) return;
    if (performance.now() > until) throw new Error(`no form opens:\n${me.texts().at(-1)}`);
  }
}

const suggestedWithinMs = 15_000;

/** The person in the type-ahead, which offers nobody, or nobody known, where the names do not come in time: one types on. */
export async function optionFor(me: Someone, label: string, query: string): Promise<string> {
  const until = performance.now() + suggestedWithinMs;
  for (;;) {
    const { options } = await me.suggestions('log_who', query);
    const option = options.find((one) => one.text.text === label);
    if (option) return option.value;
    const offered = options.map((one) => one.text.text).join(', ');
    if (performance.now() > until) throw new Error(`no option ${label} among ${offered}`);
    await pause(300);
  }
}
