import type { View } from './blocks/block.ts';
import { LIMITS } from './blocks/limits.ts';
import { identify } from './blocks/validate.ts';
import type { Core } from './core.ts';
import { SlackRefusal } from './refusal.ts';
import type { StoredView } from './workspace.ts';

/** What a trigger id was issued for: the person, and the modal on top when there was one. */
interface Trigger {
  user: string;
  view?: string;
}

/** Trigger ids: good once, for three seconds of the injected clock. */
export interface Triggers {
  issue(trigger: Trigger): string;
  /** Throws `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`. */
  exchange(id: string): Trigger;
}

/** A late call learns for this long that its trigger expired; after that nobody knows the id. */
const KEPT_MS = 10 * 60_000;

/** Remembers triggers in memory alone: none outlives a restart, as none outlives three seconds. */
export const createTriggers = (core: Core): Triggers => {
  const issued = new Map<string, Trigger & { at: number; isUsed: boolean }>();
  const prune = (now: number) => {
    for (const [id, { at }] of issued) if (Math.abs(now - at) > KEPT_MS) issued.delete(id);
  };
  return {
    issue: (trigger) => {
      const at = core.now().getTime();
      prune(at);
      const id = `${at}.${core.makeId('').slice(1)}.${crypto.randomUUID().replaceAll('-', '')}`;
      issued.set(id, { ...trigger, at, isUsed: false });
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (!trigger) throw new SlackRefusal('invalid_trigger_id');
      if (trigger.isUsed) throw new SlackRefusal('exchanged_trigger_id');
      if (core.now().getTime() - trigger.at > LIMITS.triggerMs) throw new SlackRefusal('expired_trigger_id');
      trigger.isUsed = true;
      return trigger;
    },
  };
};

/** Which view a call means; `hash` makes a stale call fail. */
interface ViewRef {
  view_id?: string | undefined;
  external_id?: string | undefined;
  hash?: string | undefined;
}

/** The modal stack of each person, and their Home tabs. */
export interface Views {
  /** Puts a first modal before a person; an open stack of theirs is dropped. */
  open(user: string, view: View): StoredView;
  /** Throws `push_limit_reached` past three. */
  push(user: string, view: View): StoredView;
  /** Throws `not_found` and `hash_conflict`; keeps what was entered in fields that stay. */
  update(ref: ViewRef, view: View): StoredView;
  publish(user: string, view: View, hash?: string): StoredView;
  /** Throws `not_found`. */
  find(ref: ViewRef): StoredView;
  /** Bottom first. */
  stackOf(user: string): StoredView[];
  homeOf(user: string): StoredView | undefined;
  /** Takes a view and whatever lies on it off the screen; returns those taken. */
  close(view: StoredView): StoredView[];
}

const assertHash = (stored: StoredView, hash: string | undefined) => {
  if (hash !== undefined && hash !== stored.hash) throw new SlackRefusal('hash_conflict');
};

/** Draws views up for storing: ids for every block, a hash, a place in the stack. */
const createDrafts = (core: Core) => {
  const makeHash = () =>
    `${Math.floor(core.now().getTime() / 1000)}.${core.makeId('').slice(-6).toLowerCase()}`;
  const identified = (view: View): View => {
    const blocks = identify(view.blocks, () => core.makeId('b').toLowerCase());
    return Object.assign({}, view, { blocks });
  };
  return {
    make: (user: string, view: View, below?: StoredView): StoredView => {
      const id = core.makeId('V');
      const place = { root_view_id: below?.root_view_id ?? id, previous_view_id: below?.id ?? null };
      return { id, user, view: identified(view), hash: makeHash(), entered: {}, ...place };
    },
    rewrite: (stored: StoredView, view: View): StoredView => {
      stored.view = identified(view);
      stored.hash = makeHash();
      core.changed();
      return stored;
    },
  };
};

const createLookup = ({ workspace }: Core) => ({
  find: (ref: ViewRef) => {
    const isMeant = ({ id, view }: StoredView) =>
      ref.view_id
        ? id === ref.view_id
        : ref.external_id !== undefined && view.external_id === ref.external_id;
    const found = [...workspace.modals, ...workspace.homes].find(isMeant);
    if (!found) throw new SlackRefusal('not_found');
    return found;
  },
  assertExternalId: (view: View, own?: StoredView) => {
    const clash = workspace.modals.find((one) => one !== own && one.view.external_id === view.external_id);
    if (view.external_id !== undefined && clash) throw new SlackRefusal('duplicate_external_id');
  },
  stackOf: (user: string) => workspace.modals.filter((one) => one.user === user),
  homeOf: (user: string) => workspace.homes.find((one) => one.user === user),
});

/** Keeps views in the workspace of `core`. */
export const createViews = (core: Core): Views => {
  const { workspace } = core;
  const drafts = createDrafts(core);
  const { find, stackOf, homeOf, assertExternalId } = createLookup(core);
  const keep = (list: StoredView[], view: StoredView) => {
    list.push(view);
    core.changed();
    return view;
  };
  const drop = (isDropped: (one: StoredView) => boolean) => {
    workspace.modals = workspace.modals.filter((one) => !isDropped(one));
  };
  return {
    find,
    stackOf,
    homeOf,
    open: (user, view) => {
      drop((one) => one.user === user);
      assertExternalId(view);
      return keep(workspace.modals, drafts.make(user, view));
    },
    push: (user, view) => {
      assertExternalId(view);
      const stack = stackOf(user);
      if (stack.length >= LIMITS.viewStack) throw new SlackRefusal('push_limit_reached');
      return keep(workspace.modals, drafts.make(user, view, stack.at(-1)));
    },
    update: (ref, view) => {
      const stored = find(ref);
      assertHash(stored, ref.hash);
      assertExternalId(view, stored);
      return drafts.rewrite(stored, view);
    },
    publish: (user, view, hash) => {
      const home = homeOf(user);
      if (!home) return keep(workspace.homes, drafts.make(user, view));
      assertHash(home, hash);
      return drafts.rewrite(home, view);
    },
    close: (view) => {
      const stack = stackOf(view.user);
      const taken = stack.slice(stack.indexOf(view));
      drop((one) => taken.includes(one));
      core.changed();
      return taken;
    },
  };
};
