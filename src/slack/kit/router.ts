import type {
  App,
  BlockAction,
  BlockSuggestion,
  SlackCommandMiddlewareArgs,
  SlackShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import type { Log } from '../../log.ts';
import type { ChosenTeamStore } from '../../memory/team.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { soon } from '../../util/deadline.ts';
import type { InHand } from '../../util/in-hand.ts';
import { type Message, message, section, sentence, verbatim } from './blocks.ts';
import { type CommandVerb, commandNames, soleCommand, verbIn, whichVerb } from './commands.ts';
import type { Failure } from './failure.ts';
import type { Members } from './members.ts';
import { type Modal, type Modals, noModal } from './modal.ts';
import { nowhere, type Place, type Places } from './place.ts';
import { mentionsAnything, type ReadWords, readableText, undoEchoes } from './readable.ts';
import {
  type Once,
  type Pane,
  pressedValue,
  type Request,
  type Response,
  readPane,
  readSaid,
  repeatMs,
  type SaidToBot,
  type ViewReply,
} from './request.ts';
import { md } from './text.ts';
import { arrivalIn } from './timed-app.ts';

type Listener<Body, Reply = void> = (body: Body) => Response<Reply> | Promise<Response<Reply>>;
type CommandListener = Listener<SlashCommand>;
type ShortcutListener = Listener<SlackShortcut>;
type ActionListener = Listener<BlockAction>;
/** Hears too when the form came to the door, by the machine's own clock in milliseconds. */
type SubmitListener = (
  body: ViewSubmitAction,
  arrivedAt: number,
) => Response<ViewReply> | Promise<Response<ViewReply>>;
type OptionsListener = (body: BlockSuggestion) => Promise<readonly PlainTextOption[]>;

/** Hears what Slack sends: acknowledges, opens the modal, refuses outsiders, works, and explains failures. */
export interface Router extends EventRouter {
  /** Under the name that the verb has in this workspace. */
  command(verb: CommandVerb, listener: CommandListener): void;
  shortcut(callbackId: string, listener: ShortcutListener): void;
  action(actionId: string | RegExp, listener: ActionListener): void;
  submit(callbackId: string, listener: SubmitListener): void;
  options(actionId: string, listener: OptionsListener): void;
}

interface Deps extends AnswerDeps, EventDeps {
  readonly readWords: ReadWords;
  /** Hears of what was not done, by its kind, since too much was in hand. */
  readonly onRefused: (what: string) => void;
  /** `COMMAND_PREFIX`. */
  readonly commandPrefix: string | undefined;
}

/** Suggestions come from a cache; past this, none are better than late ones. */
const suggestMs = 300;
/** Two presses of one button this close together are one. */
const doubleClickMs = 1_000;

/**
 * Puts the two phases around every listener. Bolt asks each listener it has in turn whether a payload is its own, which
 * with two hundred costs more than all the rest of an acknowledgement: it has one for each kind, and they are found here.
 */
export function createRouter(deps: Deps): Router {
  const { app, members, once } = deps;
  const shortcuts = createById<ShortcutListener>();
  const actions = createById<ActionListener>();
  const submits = createById<SubmitListener>();
  const options = createById<OptionsListener>();
  const answer = createAnswer(deps);
  const sources = createSources(deps.places);
  app.use(async ({ body, next }) => {
    undoEchoes(body);
    await next();
  });
  app.shortcut(anyId, async ({ ack, body }) => {
    const found = shortcuts.of(body.callback_id);
    if (!found) return;
    await answer(
      sources.ofShortcut(found.name, body),
      () => found.listener(body),
      () => ack(),
    );
  });
  app.action<BlockAction>(anyId, async ({ ack, body, payload }) => {
    const found = actions.of(payload.action_id);
    if (!found) return;
    const prepare = async (): Promise<Response> => {
      const key = pressOf(body);
      if (!once.isFirst(key, doubleClickMs)) return {};
      const claim = { key, ms: doubleClickMs };
      return { ...(await found.listener(body)), claim, onFailed: () => once.forget(key) };
    };
    await answer(sources.ofAction(found.name, body), prepare, () => ack());
  });
  app.view<ViewSubmitAction>(anyId, async ({ ack, body, context }) => {
    const found = submits.of(body.view.callback_id);
    if (!found) return;
    const acknowledge = (reply: ViewReply | undefined) => (reply ? ack(reply) : ack());
    await answer(
      sources.ofSubmit(found.name, body),
      () => found.listener(body, arrivalIn(context)),
      acknowledge,
    );
  });
  app.options(anyId, async ({ ack, body }) => {
    const found = options.of(body.action_id);
    if (!found) return;
    const suggesting = Promise.all([members.get(body.user.id), found.listener(body)]);
    const allowed = suggesting.then(([member, offered]) => (member.isFull ? offered : []));
    await ack({ options: [...(await soon(allowed, [], suggestMs))] });
  });

  return {
    command: createCommandRouter(deps, (name, body, listener, ack) =>
      answer(
        sources.ofCommand(name, body),
        () => withRoom(deps, body, () => heardCommand(body, listener, deps.readWords)),
        (refusal) => (refusal ? ack({ ...refusal, blocks: [...refusal.blocks] }) : ack()),
      ),
    ),
    shortcut: shortcuts.add,
    action: actions.add,
    submit: submits.add,
    options: options.add,
    ...createEventRouter(deps, answer),
  };
}

/**
 * A command that comes while too much is in hand is told so by its acknowledgement, which costs nothing more and waits
 * for nobody. All else is heard: a form holds words, a press may save or undo, events are as many as Slack lets through.
 */
async function withRoom(
  { inHand, onRefused }: Pick<Deps, 'inHand' | 'onRefused'>,
  command: SlashCommand,
  prepare: () => Promise<Response>,
): Promise<Response<Message>> {
  const { reply: _, ...response } = await prepare();
  const { work } = response;
  if (!work) return response;
  if (!inHand.isFull()) return { ...response, work: (request) => inHand.inTurn(() => work(request)) };
  response.onFailed?.();
  onRefused('command');
  return { reply: tooMuch(command, response.opens ? 'the form was not opened' : 'this was not looked up') };
}

/** What was typed goes back with it: it may be half a note, and stands nowhere else. */
function tooMuch({ command, text }: SlashCommand, undone: string): Message {
  const words = `Too much is going on right now, so ${undone}. Try again in a minute.`;
  const typed = readableText(text).trim();
  return message(words, [section(md`${words}`), ...(typed ? verbatim(`${command} ${typed}`) : [])]);
}

/** Hears a command as a person would: at once in plain words, and when it is worked on with the names that it mentions. */
async function heardCommand(
  body: SlashCommand,
  listener: CommandListener,
  readWords: ReadWords,
): Promise<Response> {
  const plain = readableText(body.text);
  const response = await listener({ ...body, text: plain });
  if (!response.work || !mentionsAnything(body.text)) return response;
  return {
    ...response,
    async work(request) {
      const text = await readWords(body.text);
      const named = text === plain ? response : await listener({ ...body, text });
      await named.work?.(request);
    },
  };
}

type HearCommand = (
  name: string,
  body: SlashCommand,
  listener: CommandListener,
  ack: SlackCommandMiddlewareArgs['ack'],
) => Promise<void>;

/** Hears each verb under a name of its own, or all of them as the first word of one command. */
function createCommandRouter(
  { app, commandPrefix }: Pick<Deps, 'app' | 'commandPrefix'>,
  hear: HearCommand,
): Router['command'] {
  const nameOf = commandNames(commandPrefix);
  const sole = soleCommand(commandPrefix);
  if (sole === undefined) {
    return (verb, listener) => app.command(nameOf(verb), ({ ack, body }) => hear(verb, body, listener, ack));
  }
  const listeners = new Map<CommandVerb, CommandListener>();
  function heard(body: SlashCommand): ReturnType<CommandListener> {
    const { verb, rest } = verbIn(body.text);
    const listener = verb && listeners.get(verb);
    if (listener) return listener({ ...body, text: rest });
    return { work: ({ place }) => place.show(whichVerb(nameOf, body.text)) };
  }
  app.command(sole, ({ ack, body }) => hear(sole, body, heard, ack));
  return (verb, listener) => void listeners.set(verb, listener);
}

function pressOf(body: BlockAction): string {
  const { actions, user, message, view } = body;
  const place = view ? `${view.id} ${view.hash}` : (message?.ts ?? body.container['message_ts']);
  const [pressed] = actions;
  return [user.id, place, pressed?.block_id, pressed?.action_id, pressedValue(body)].join(' ');
}

type HomeListener = (event: { readonly user: string; readonly tab?: string }) => Response;
type SaidListener = (said: SaidToBot) => Response;
type PaneListener = (pane: Pane) => Response;

/** Hears what happens without a press or a command. Bolt acknowledges events by itself. */
interface EventRouter {
  /** Somebody opened one of the bot's tabs; trouble is told on Home. */
  homeOpened(listener: HomeListener): void;
  /** Somebody said something to the bot, in its DM or by naming it in a channel. */
  said(listener: SaidListener): void;
  /** Somebody opened the bot's messages. Nobody is told of trouble. */
  paneOpened(listener: PaneListener): void;
  /** Somebody's account is not as it was: a guest now, deactivated, in another zone. What was known of them is dropped. */
  memberChanged(): void;
  /** Somebody joined or left a user group or a channel that the bot hears of: who the team is is asked anew. */
  groupChanged(): void;
}

/** What hearing events needs. */
interface EventDeps {
  readonly app: App;
  readonly members: Members;
  readonly team: Pick<ChosenTeamStore, 'stale'>;
  readonly places: Places;
  readonly once: Once;
  readonly homePlace: (user: string) => Place;
  /** User id of the bot itself. */
  readonly botUser: string;
  readonly isAgent: boolean;
}

function createEventRouter(deps: EventDeps, answer: ReturnType<typeof createAnswer>): EventRouter {
  const { app, members, team, places, homePlace } = deps;
  const sources = createSources(places);
  const hear = (source: PayloadSource, prepare: () => Response) =>
    answer(source, prepare, async () => undefined);

  return {
    homeOpened(listener) {
      app.event('app_home_opened', async ({ event }) => {
        const source = sources.ofEvent('app_home_opened', event.user, homePlace(event.user));
        await hear(source, () => listener(event));
      });
    },
    said(listener) {
      async function heard({ event }: { readonly event: unknown }): Promise<void> {
        const said = readSaid(deps, event);
        if (!said) return;
        const source = sources.ofEvent('said', said.user, places.ofSaid(said));
        const claim = { key: `said ${said.channel} ${said.ts}`, ms: repeatMs };
        await hear(source, () => ({ ...listener(said), claim }));
      }
      app.event('message', heard);
      app.event('app_mention', heard);
    },
    paneOpened(listener) {
      app.event('app_home_opened', async ({ event }) => {
        const pane = readPane(event);
        if (pane) await hear(sources.ofEvent('pane', pane.user, nowhere), () => listener(pane));
      });
    },
    memberChanged() {
      app.event('user_change', async ({ event }) => members.drop(event.user.id));
    },
    groupChanged() {
      app.event('subteam_members_changed', async ({ event }) => team.stale(event.subteam_id));
      app.event('member_joined_channel', async ({ event }) => team.stale(event.channel));
      app.event('member_left_channel', async ({ event }) => team.stale(event.channel));
    },
  };
}

type Prepare<Reply> = () => Response<Reply> | Promise<Response<Reply>>;
type Acknowledge<Reply> = (reply: Reply | undefined) => Promise<void>;

/** What answering needs. */
interface AnswerDeps {
  readonly members: Members;
  readonly once: Once;
  readonly modals: Modals;
  readonly failure: Failure;
  readonly work: BackgroundWork;
  readonly inHand: InHand;
  readonly log: Log;
}

const tooLate = sentence('Slack did not open the window in time. Please press once more.');

/** Acknowledges, opens the modal while Slack is asked who this is, refuses outsiders, works, explains failures. */
function createAnswer({ members, once, modals, failure, work, inHand, log }: AnswerDeps) {
  async function shownModal(source: PayloadSource, { opens, isAbove }: Response): Promise<Modal> {
    if (source.viewId && source.triggerId && opens && isAbove) {
      const above = await modals.push(source.triggerId, opens);
      // Slack holds three, one above the other.
      if (above.isOpened) return above;
    }
    if (source.viewId) {
      const modal = modals.of(source.viewId);
      if (opens) await modal.show(opens);
      return modal;
    }
    if (opens && source.triggerId) return modals.open(source.triggerId, opens);
    return noModal;
  }

  async function carryOut(source: PayloadSource, response: Response): Promise<void> {
    if (!response.opens && !response.work) return;
    if (response.claim && !(await once.isOurs(response.claim))) return;
    const { name, user, place } = source;
    const opening = shownModal(source, response);
    const asking = response.asksAnew ? members.now(user) : members.get(user);
    const modal = await opening.catch(() => noModal);
    const zone = (await asking.catch(() => undefined))?.zone;
    try {
      const member = await asking;
      if (!member.isFull) return await failure.refuse({ place, modal });
      await workIn(response, { member, place, modal });
    } catch (error) {
      response.onFailed?.();
      const where = { place, modal: response.keepsModal ? noModal : modal };
      await failure.explain(error, { listener: name, ...where, zone });
    }
  }

  async function answer<Reply>(
    source: PayloadSource,
    prepare: Prepare<Reply>,
    ack: Acknowledge<Reply>,
  ): Promise<void> {
    const { reply, ...response } = await prepared(prepare);
    const acked = ack(reply);
    await acked.catch((error: unknown) =>
      log.warn({ err: error, listener: source.name }, 'ack was not delivered'),
    );
    await carryOut(source, response);
  }

  return <Reply>(source: PayloadSource, prepare: Prepare<Reply>, ack: Acknowledge<Reply>) =>
    work.track(inHand.hold(answer(source, prepare, ack)));
}

/** Nothing is done for a window that never opened, and one that says "Loading…" for good is told of. */
async function workIn({ opens, work, unopened = tooLate }: Response, request: Request): Promise<void> {
  const { place, modal } = request;
  if (opens && !modal.isOpened) return place.tell(unopened);
  await work?.(request);
  if (opens && work && modal.isStuck()) await place.tell(unopened);
}

/** A payload that can't be read is acknowledged all the same; the person is told afterwards. */
async function prepared<Reply>(prepare: Prepare<Reply>): Promise<Response<Reply>> {
  try {
    return await prepare();
  } catch (error) {
    return { work: () => Promise.reject(error) };
  }
}

/** One payload, as far as every kind of it has the same. */
interface PayloadSource {
  readonly name: string;
  readonly user: string;
  readonly place: Place;
  readonly triggerId: string | undefined;
  readonly viewId: string | undefined;
}

/** Reads from each kind of payload who asked, where the answer goes and what may open a modal. */
function createSources(places: Places) {
  return {
    ofCommand(name: string, body: SlashCommand): PayloadSource {
      const place = places.ofCommand(body);
      return { name, user: body.user_id, place, triggerId: body.trigger_id, viewId: undefined };
    },
    ofShortcut(name: string, body: SlackShortcut): PayloadSource {
      const url = body.type === 'message_action' ? body.response_url : undefined;
      const place = places.ofShortcut(body.user.id, url);
      return { name, user: body.user.id, place, triggerId: body.trigger_id, viewId: undefined };
    },
    ofAction(name: string, body: BlockAction): PayloadSource {
      const pressed = { responseUrl: body.response_url, channel: body.channel?.id };
      const place = places.ofMessage(body.user.id, pressed);
      return { name, user: body.user.id, place, triggerId: body.trigger_id, viewId: modalId(body) };
    },
    ofEvent(name: string, user: string, place: Place): PayloadSource {
      return { name, user, place, triggerId: undefined, viewId: undefined };
    },
    ofSubmit(name: string, body: ViewSubmitAction): PayloadSource {
      const place = places.ofDm(body.user.id);
      return { name, user: body.user.id, place, triggerId: undefined, viewId: body.view.id };
    },
  };
}

/** Home is a view too, but what opens there is a modal of its own. */
function modalId({ view }: BlockAction): string | undefined {
  return view?.type === 'modal' ? view.id : undefined;
}

/** A listener, and what it was added under: fit for the log, which an id that carries a number is less. */
interface Found<T> {
  readonly name: string;
  readonly listener: T;
}

/** Listeners by what a payload names itself with. */
interface ById<T> {
  add(id: string | RegExp, listener: T): void;
  /** Undefined where nobody listens. */
  of(id: string): Found<T> | undefined;
}

/** Ids to the letter come before patterns, and patterns in the order in which they were added. */
function createById<T>(): ById<T> {
  const exact = new Map<string, Found<T>>();
  const patterns: (Found<T> & { readonly pattern: RegExp })[] = [];
  return {
    add(id, listener) {
      const found = { name: String(id), listener };
      if (typeof id === 'string') exact.set(id, found);
      else patterns.push({ ...found, pattern: id });
    },
    of: (id) => exact.get(id) ?? patterns.find(({ pattern }) => pattern.test(id)),
  };
}

/** Every id there is. */
const anyId = /(?:)/;
