import { type Placed, placedElements } from '../../sandbox/slack/blocks/placed-elements.ts';
import type { FormValue, FormValues, Outcome } from '../../sandbox/slack/hand/verb.ts';
import { ben, deals, type World } from '../support/world.ts';
import { drawMessage, drawView } from './draw.ts';

type Look = ReturnType<World['slack']['look']>;
type Surface =
  | { readonly kind: 'message'; readonly key: string; readonly channel: string; readonly ts: string }
  | { readonly kind: 'modal' | 'home'; readonly key: string; readonly viewId: string };
interface Shown {
  readonly surface: Surface;
  readonly drawn: string;
  readonly placed: readonly Placed[];
}

/** Presses everything that comes up, once each, in the order in which it is read, and writes down what is seen. */
export function createWalker({ world, user, quiet, isCurious, spares }: WalkerOptions) {
  const { hand, slack } = world;
  const lines: string[] = [];
  const dm = hand.dmOf(user);
  const pressed = new Set<string>();
  const write = (depth: number, text: string) =>
    void lines.push(text.replace(/^/gm, '    '.repeat(depth)).replace(/[ \t]+$/gm, ''));

  /** Everything on the person's screen, by surface. */
  const look = () => new Map(shownOn(slack.look(user)).map((one) => [one.surface.key, one]));

  let known = look();

  /** What is new since the last time, or looks another way. */
  function news(): readonly Shown[] {
    const before = known;
    known = look();
    return [...known.values()].filter(({ surface, drawn }) => before.get(surface.key)?.drawn !== drawn);
  }

  async function step(label: string, act: () => Promise<unknown>, depth: number): Promise<void> {
    write(depth, `\n» ${label}`);
    const modalsBefore = slack.look(user).modals.length;
    const fault = faultIn(await act());
    await quiet();
    const seen = news();
    if (fault !== '') write(depth, fault);
    for (const { surface, drawn } of seen) write(depth, `(${surface.kind})\n${drawn}`);
    if (slack.look(user).modals.length < modalsBefore) write(depth, '(closed)');
    else if (seen.length === 0 && fault === '') write(depth, '(nothing)');
    if (isCurious) for (const one of seen) await explore(one.surface, depth + 1);
  }

  const find = (surface: Surface) => look().get(surface.key);
  const isFree = ({ label }: Way) => !spares?.test(label);

  async function explore(surface: Surface, depth: number): Promise<void> {
    if (depth > mostDeep) return;
    for (const way of waysOf(find(surface)).filter(isFree)) {
      if (pressed.has(way.key)) continue;
      pressed.add(way.key);
      await backTo(surface);
      const still = waysOf(find(surface)).find(({ key }) => key === way.key);
      if (still) await step(still.label, () => press(surface, still), depth);
    }
    await submit(surface, depth);
  }

  /** Closes what was opened above it. */
  async function backTo(surface: Surface): Promise<void> {
    for (;;) {
      const top = slack.look(user).modals.at(-1);
      if (!top || (surface.kind === 'modal' && top.id === surface.viewId)) return;
      if (surface.kind === 'modal' && !find(surface)) return;
      await hand.closeView(user, top.id);
      await quiet();
    }
  }

  function press(surface: Surface, { placed, value }: Way): Promise<Outcome> {
    const { action_id: actionId = '' } = placed.element;
    const target =
      surface.kind === 'message' ? { channel: surface.channel, ts: surface.ts } : { viewId: surface.viewId };
    const action = { actionId, blockId: placed.blockId, value };
    return placed.element.type === 'button'
      ? hand.pressButton(user, target, action)
      : hand.choose(user, target, { ...action, value: value ?? null });
  }

  async function submit(surface: Surface, depth: number): Promise<void> {
    if (surface.kind !== 'modal') return;
    const top = slack.look(user).modals.at(-1);
    const form = slack.look(user).modals.find(({ id }) => id === surface.viewId);
    if (form?.view.type !== 'modal' || !form.view.submit) return;
    const { title } = form.view;
    const key = `submit ${title.text}`;
    if (pressed.has(key)) return;
    pressed.add(key);
    if (top?.id !== surface.viewId) await backTo(surface);
    const values = await filled(surface.viewId);
    await step(`Submit “${title.text}”`, () => hand.submitView(user, surface.viewId, values), depth);
  }

  /** What a person puts into the fields that must be filled and are empty. */
  async function filled(viewId: string): Promise<FormValues> {
    const form = slack.look(user).modals.find(({ id }) => id === viewId);
    const empty = placedElements(form?.view.blocks ?? []).filter(
      ({ element, input }) =>
        input && !input.isOptional && !Object.keys(element).some((name) => name.startsWith('initial_')),
    );
    const values: [string, FormValue][] = [];
    for (const { element, blockId } of empty) {
      const { type, action_id: actionId = '' } = element;
      const suggested =
        type === 'external_select'
          ? (await hand.suggest(user, { viewId }, { actionId, query: 'ma' })).options
          : [];
      const own = 'options' in element ? (element.options ?? []) : [];
      values.push([blockId, usual[type] ?? [...suggested, ...own][0]?.value ?? null]);
    }
    return Object.fromEntries(values);
  }

  /** Does something, and goes on from what it brings. */
  async function begin(label: string, act: () => Promise<unknown>): Promise<void> {
    const top = slack.look(user).modals.at(-1);
    if (top) await hand.closeView(user, top.id, true);
    await step(label, act, 0);
  }

  const isOf = (kind: Surface['kind']) => [...look().values()].filter(({ surface }) => surface.kind === kind);

  return {
    begin,
    type: (line: string, where = dm) => begin(line, () => hand.runCommand(user, where, line)),
    say: (text: string, where = dm) => begin(`“${text}”`, () => hand.sayInChannel(user, where, text)),
    send: (name: string, content: string) =>
      begin(`(sends ${name})`, () =>
        hand.sayInChannel(user, dm, { text: '', files: [{ name, content: Buffer.from(content) }] }),
      ),
    openHome: () => begin('(opens Home)', () => hand.openHome(user)),
    /** What has come since by itself, or by what others did. */
    look: () => begin('(looks)', async () => undefined),
    /** Presses what is called that where it came last, in a form or on a message; in one channel alone where it is named. */
    async press(label: string, where?: string): Promise<void> {
      const [views, messages] = [isOf('modal'), isOf('message')];
      const inPlace = messages.filter(({ surface }) => where === undefined || surface.key.startsWith(where));
      const all = [...(where === undefined ? views : []), ...inPlace].reverse();
      for (const { surface } of all) {
        const way = waysOf(find(surface)).find((one) => one.label === label);
        if (way) return step(label, () => press(surface, way), 0);
      }
      throw new Error(`nothing is called ${label}:\n${all[0]?.drawn}`);
    },
    /** Sends the form that is open, its empty fields filled in. */
    async submit(): Promise<void> {
      const top = slack.look(user).modals.at(-1);
      if (!top) throw new Error('no form is open');
      const values = await filled(top.id);
      await step('(sends the form)', () => hand.submitView(user, top.id, values), 0);
    },
    /** All that was seen, from the beginning. */
    seen: () => `${lines.join('\n').trim()}\n`,
  };
}

interface WalkerOptions {
  readonly world: World;
  readonly user: string;
  /** Resolves when nothing is under way any more. */
  readonly quiet: () => Promise<void>;
  /** Presses whatever comes up, once each; else nothing by itself. */
  readonly isCurious: boolean;
  /** What is left alone, by its label. */
  readonly spares?: RegExp | undefined;
}

const mostDeep = 4;

/** What is put into a field of this kind. */
const usual: Readonly<Record<string, FormValue>> = {
  plain_text_input: 'She asked for the price list by Friday.',
  users_select: ben,
  multi_users_select: [ben],
  conversations_select: deals,
  channels_select: deals,
};

interface Way {
  /** The same for all that do the same. */
  readonly key: string;
  readonly label: string;
  readonly placed: Placed;
  readonly value?: string | undefined;
}

function waysOf(shown: Shown | undefined): readonly Way[] {
  if (!shown) return [];
  const { surface, placed } = shown;
  return placed.flatMap((one): readonly Way[] => {
    const { element, input } = one;
    const actionId = (element.action_id ?? '').replace(/\d+$/, '');
    const start = `${surface.kind} ${actionId}`;
    if (element.type === 'button') return element.url === undefined ? [buttonWay(start, one)] : [];
    if (input && !input.dispatches) return [];
    if (element.type !== 'overflow' && element.type !== 'static_select') return [];
    return (element.options ?? []).map(({ text: { text }, value }) => {
      const key = `${start} ${text.replace(/\d+|“.*”|:.*/g, '#')}`;
      return { key, label: `{${text}}`, placed: one, value };
    });
  });
}

function buttonWay(start: string, placed: Placed): Way {
  const { element } = placed;
  const [label, value] = element.type === 'button' ? [element.text.text, element.value] : ['', undefined];
  const kind = /[A-Z].* [A-Z]/.test(label) ? 'somebody' : label.replace(/\d+/g, '#');
  return { key: `${start} ${kind}`, label: `[${label}]`, placed, value };
}

function shownOn({ channels, home, modals }: Look): readonly Shown[] {
  const messages = channels.flatMap(({ id, messages: all }) =>
    all.map((message): Shown => {
      const surface = { kind: 'message' as const, key: `${id} ${message.ts}`, channel: id, ts: message.ts };
      return { surface, drawn: drawMessage(message), placed: placedElements(message.blocks ?? []) };
    }),
  );
  const views = modals.map(({ id, view }): Shown => {
    const surface = { kind: 'modal' as const, key: id, viewId: id };
    return { surface, drawn: drawView(view), placed: placedElements(view.blocks) };
  });
  const homes = (home ? [home] : []).map(({ id, view }): Shown => {
    const surface = { kind: 'home' as const, key: `home ${id}`, viewId: id };
    return { surface, drawn: drawView(view), placed: placedElements(view.blocks) };
  });
  return [...views, ...messages, ...homes];
}

function faultIn(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return '';
  const error = 'error' in answer ? `! ${String(answer.error)}` : '';
  const errors = 'errors' in answer ? `! ${JSON.stringify(answer.errors)}` : '';
  return [error, errors].filter(Boolean).join('\n');
}
