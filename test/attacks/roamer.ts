import type { Block } from '../../sandbox/slack/blocks/block.ts';
import { allOptions, type Element } from '../../sandbox/slack/blocks/elements.ts';
import { type Placed, placedElements } from '../../sandbox/slack/blocks/placed-elements.ts';
import type { FormValue, FormValues, Target } from '../../sandbox/slack/hand/verb.ts';
import type { Random } from '../chaos/random.ts';
import { daysAgo } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { createListenerNames } from '../support/register.ts';
import { ben, deals, sales, type World } from '../support/world.ts';

interface RoamerDeps {
  readonly world: World;
  readonly user: string;
  readonly random: Random;
  /** A note’s words, each with a mark of its own, and words for any other field. */
  readonly note: () => string;
  readonly words: () => string;
  readonly name: () => string;
  /** False for somebody who keeps every note to themselves. */
  readonly shares: boolean;
}

interface Doable {
  readonly target: Target;
  readonly placed: Placed;
  readonly listener: string;
}

/** With these a note reaches others. */
const sharing = new Set(['timeline_share', 'share_open_up', 'handover_accept']);
const sharingFields = new Set(['log_share', 'import_share', 'handover_share']);
const noteFields = /^log_text_|^import_text/;
const looksBack = 14;
const stepsInModal = 5;

function pick<T>(random: Random, all: readonly T[]): T | undefined {
  return all[random.between(0, Math.max(0, all.length - 1))];
}

/** Somebody who reads whatever the bot shows, uses everything on it and types odd things into it. */
export function createRoamer({ world, user, random, shares, ...say }: RoamerDeps) {
  const me = personIn(world, user);
  const { hand, slack } = world;
  const nameOf = createListenerNames();
  const visits = new Map<string, number>();
  let inModal = 0;

  const visited = (name: string) => visits.get(name) ?? 0;
  const count = (name: string | undefined) => {
    if (name) visits.set(name, visited(name) + 1);
  };

  /** What can be pressed on a surface: fields of a form that tell nobody when they change are none. */
  function doablesOn(target: Target, blocks: Parameters<typeof placedElements>[0]): readonly Doable[] {
    return placedElements(blocks).flatMap((placed) => {
      const id = placed.element.action_id ?? '';
      const listener = nameOf('action', id);
      const isField = placed.input && !placed.input.dispatches;
      const isLink = placed.element.type === 'button' && placed.element.url !== undefined;
      if (!listener || isField || isLink || (!shares && sharing.has(id))) return [];
      return [{ target, placed, listener }];
    });
  }

  function surfaces(): readonly Doable[] {
    const modal = me.modal();
    if (modal) return doablesOn({ viewId: modal.id }, modal.view.blocks);
    const { home } = slack.look(user);
    const ofHome = home ? doablesOn({ viewId: home.id }, home.view.blocks) : [];
    const ofMessages = [me.dm, deals, sales].flatMap((channel) =>
      me
        .messages(channel)
        .slice(-looksBack)
        .flatMap(({ ts, blocks }) => doablesOn({ channel, ts }, blocks ?? [])),
    );
    return [...ofHome, ...ofMessages];
  }

  async function optionOf(target: Target, { element, blockId }: Placed): Promise<FormValue> {
    const actionId = element.action_id ?? '';
    const query = { actionId, blockId, query: random.chance(0.7) ? say.name() : say.words().slice(0, 60) };
    count(nameOf('options', actionId));
    const { options } = await hand.suggest(user, target, query);
    return pick(random, options)?.value ?? null;
  }

  /** Something that fits the element; null where nothing is to be chosen. */
  async function valueFor(target: Target, placed: Placed): Promise<FormValue> {
    const { element } = placed;
    switch (element.type) {
      case 'external_select':
        return optionOf(target, placed);
      case 'multi_external_select': {
        const one = await optionOf(target, placed);
        return one === null || Array.isArray(one) ? [] : [one];
      }
      case 'conversations_select':
        return pick(random, [deals, sales]) ?? null;
      case 'users_select':
        return ben;
      case 'datepicker':
        return daysAgo(random.between(0, 30));
      case 'timepicker':
        return '08:30';
      default:
        return chosenOf(element);
    }
  }

  function chosenOf(element: Element): FormValue {
    if (element.type === 'static_select') return pick(random, allOptions(element))?.value ?? null;
    if (element.type === 'multi_static_select') return [];
    if (element.type === 'checkboxes') return random.chance(0.5) ? [] : [element.options[0]?.value ?? ''];
    if (!('options' in element)) return null;
    return pick<{ readonly value?: string | undefined }>(random, element.options)?.value ?? null;
  }

  async function use({ target, placed, listener }: Doable): Promise<void> {
    count(listener);
    const { element, blockId } = placed;
    const actionId = element.action_id ?? '';
    if (element.type === 'button') {
      await hand.pressButton(user, target, { actionId, blockId, value: element.value });
      return;
    }
    const value = await valueFor(target, placed);
    if (value !== null) await hand.choose(user, target, { actionId, blockId, value });
  }

  /** What is typed into a text field: where a name is to be confirmed, mostly that. */
  function typedInto(blockId: string): string {
    const [, asked] = /Type (.+) to confirm/.exec(me.modalText()) ?? [];
    if (asked && random.chance(0.7)) return asked;
    if (noteFields.test(blockId)) return say.note();
    return random.chance(0.5) ? say.name() : say.words();
  }

  async function fieldFor(target: Target, placed: Placed): Promise<FormValue | undefined> {
    const { element, blockId, input } = placed;
    if (element.type === 'plain_text_input') return typedInto(blockId).slice(0, element.max_length ?? 3_000);
    if (!shares && sharingFields.has(element.action_id ?? '')) return [];
    return input?.isOptional && random.chance(0.5) ? undefined : valueFor(target, placed);
  }

  async function fieldsOf(target: Target, blocks: readonly Block[]): Promise<FormValues> {
    const values: Record<string, FormValue> = {};
    for (const placed of placedElements(blocks).filter(({ input }) => input)) {
      const value = await fieldFor(target, placed);
      if (value !== undefined && value !== null) values[placed.blockId] = value;
    }
    return values;
  }

  async function submit(): Promise<void> {
    const modal = me.modal();
    if (modal?.view.type !== 'modal') return;
    const values = await fieldsOf({ viewId: modal.id }, modal.view.blocks);
    // What was suggested may have changed the form.
    if (me.modal()?.id !== modal.id) return;
    count(nameOf('submit', modal.view.callback_id ?? ''));
    await hand.submitView(user, modal.id, fitting(values));
  }

  function fitting(values: FormValues): FormValues {
    const known = new Set(placedElements(me.modal()?.view.blocks ?? []).map(({ blockId }) => blockId));
    return Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id)));
  }

  /** The least used of what there is. */
  function next(): Doable | undefined {
    const all = surfaces();
    const least = Math.min(...all.map(({ listener }) => visited(listener)));
    return pick(
      random,
      all.filter(({ listener }) => visited(listener) === least),
    );
  }

  async function stepInModal(): Promise<void> {
    inModal += 1;
    const modal = me.modal();
    const hasSubmit = modal?.view.type === 'modal' && modal.view.submit !== undefined;
    const doable = next();
    if (hasSubmit && (random.chance(0.5) || !doable)) return submit();
    if (doable && inModal <= stepsInModal) return use(doable);
    inModal = 0;
    if (modal) await hand.closeView(user, modal.id, true);
  }

  return {
    me,
    count,
    visits: () => new Set(visits.keys()),
    /** Does one thing with what is on the screen; false when there is nothing to do. */
    async step(): Promise<boolean> {
      if (me.modal()) {
        await stepInModal();
        return true;
      }
      inModal = 0;
      const doable = next();
      if (doable) await use(doable);
      return doable !== undefined;
    },
  };
}

export type Roamer = ReturnType<typeof createRoamer>;
