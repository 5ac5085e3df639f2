import type {
  BlockAction,
  BlockSuggestion,
  SlackShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView, PlainTextOption } from '@slack/types';
import { soon } from '../util/deadline.ts';
import { type AnswerDeps, createAnswer, type Response } from './answer.ts';
import { createEventEar, type EventDeps, type EventEar } from './event-ear.ts';
import { pressedValue } from './pressed.ts';
import { createSources } from './source.ts';

/** What a view submission may be answered with. */
export type ViewReply =
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> };

type Listener<Body, Reply = void> = (body: Body) => Response<Reply> | Promise<Response<Reply>>;
type CommandListener = Listener<SlashCommand>;
type ShortcutListener = Listener<SlackShortcut>;
type ActionListener = Listener<BlockAction>;
type SubmitListener = Listener<ViewSubmitAction, ViewReply>;
type OptionsListener = (body: BlockSuggestion) => Promise<readonly PlainTextOption[]>;

/** Hears what Slack sends: acknowledges, opens the modal, refuses outsiders, works, and explains failures. */
export interface Ear extends EventEar {
  command(name: string, listener: CommandListener): void;
  shortcut(callbackId: string, listener: ShortcutListener): void;
  action(actionId: string | RegExp, listener: ActionListener): void;
  submit(callbackId: string, listener: SubmitListener): void;
  options(actionId: string, listener: OptionsListener): void;
}

interface Deps extends AnswerDeps, EventDeps {}

/** Suggestions come from a cache; past this, none are better than late ones. */
const suggestMs = 300;
/** Two presses of one button this close together are one. */
const doubleClickMs = 1_000;

/** Puts the two phases around every listener. */
export function createEar(deps: Deps): Ear {
  const { app, members, once } = deps;
  const answer = createAnswer(deps);
  const sources = createSources(deps.places);

  return {
    command(name, listener) {
      app.command(name, async ({ ack, body }) => {
        await answer(
          sources.ofCommand(name, body),
          () => listener(body),
          () => ack(),
        );
      });
    },
    shortcut(id, listener) {
      app.shortcut(id, async ({ ack, body }) => {
        await answer(
          sources.ofShortcut(id, body),
          () => listener(body),
          () => ack(),
        );
      });
    },
    action(id, listener) {
      app.action<BlockAction>(id, async ({ ack, body }) => {
        const prepare = () => (once.isFirst(pressOf(body), doubleClickMs) ? listener(body) : {});
        await answer(sources.ofAction(String(id), body), prepare, () => ack());
      });
    },
    submit(id, listener) {
      app.view<ViewSubmitAction>(id, async ({ ack, body }) => {
        const acknowledge = (reply: ViewReply | undefined) => (reply ? ack(reply) : ack());
        await answer(sources.ofSubmit(id, body), () => listener(body), acknowledge);
      });
    },
    ...createEventEar(deps, answer),
    options(id, listener) {
      app.options(id, async ({ ack, body }) => {
        const suggesting = Promise.all([members.get(body.user.id), listener(body)]);
        const allowed = suggesting.then(([member, options]) => (member.isFull ? options : []));
        await ack({ options: [...(await soon(allowed, [], suggestMs))] });
      });
    },
  };
}

function pressOf(body: BlockAction): string {
  const { actions, user, message, view } = body;
  const place = view ? `${view.id} ${view.hash}` : (message?.ts ?? body.container['message_ts']);
  const [pressed] = actions;
  return [user.id, place, pressed?.block_id, pressed?.action_id, pressedValue(body)].join(' ');
}
