import { z } from 'zod';
import type { Hand } from '../hand/hand.ts';
import type { Outcome, Suggestions } from '../hand/types.ts';

const formValue = z.union([z.string(), z.array(z.string()), z.null()]);
const formValues = z.record(z.string(), formValue);
const target = z.union([z.object({ viewId: z.string() }), z.object({ channel: z.string(), ts: z.string() })]);
const action = z.object({
  actionId: z.string(),
  blockId: z.string().optional(),
  value: formValue.optional(),
  values: formValues.optional(),
});

const verb = <V extends string, S extends z.ZodRawShape>(name: V, shape: S) =>
  z.object({ verb: z.literal(name), user: z.string(), ...shape });

const handCall = z.discriminatedUnion('verb', [
  verb('runCommand', { channel: z.string(), line: z.string() }),
  verb('say', { channel: z.string(), text: z.string(), thread: z.string().optional() }),
  verb('act', { target, action }),
  verb('suggest', { target, action: action.extend({ query: z.string() }) }),
  verb('submitView', { viewId: z.string(), values: formValues }),
  verb('closeView', { viewId: z.string(), isCleared: z.boolean().default(false) }),
  verb('globalShortcut', { callbackId: z.string() }),
  verb('messageShortcut', { callbackId: z.string(), channel: z.string(), ts: z.string() }),
  verb('openHome', { tab: z.enum(['home', 'messages']).default('home') }),
  verb('reload', {}),
]);

/** What the page sends for each thing its person does. */
export type HandCall = z.input<typeof handCall>;

type Parsed = z.output<typeof handCall>;
type Verbs = {
  [V in Parsed['verb']]: (call: Extract<Parsed, { verb: V }>) => Promise<Outcome | Suggestions>;
};

const createVerbs = (hand: Hand): Verbs => ({
  runCommand: ({ user, channel, line }) => hand.runCommand(user, channel, line),
  say: ({ user, channel, text, thread }) => hand.sayInChannel(user, channel, { text, thread }),
  act: ({ user, target: at, action: what }) => hand.choose(user, at, what),
  suggest: ({ user, target: at, action: what }) => hand.suggest(user, at, what),
  submitView: ({ user, viewId, values }) => hand.submitView(user, viewId, values),
  closeView: ({ user, viewId, isCleared }) => hand.closeView(user, viewId, isCleared),
  globalShortcut: ({ user, callbackId }) => hand.globalShortcut(user, callbackId),
  messageShortcut: ({ user, callbackId, channel, ts }) =>
    hand.messageShortcut(user, callbackId, { channel, ts }),
  openHome: ({ user, tab }) => hand.openHome(user, tab),
  reload: async ({ user }) => {
    hand.reload(user);
    return { ok: true, ack: 'none', ms: 0 };
  },
});

const perform = <V extends Parsed['verb']>(verbs: Verbs, name: V, call: Extract<Parsed, { verb: V }>) =>
  verbs[name](call);

/** Carries out a call of the page; undefined when it is not one. */
export const createHandCalls = (hand: Hand) => {
  const verbs = createVerbs(hand);
  return async (input: unknown): Promise<Outcome | Suggestions | undefined> => {
    const parsed = handCall.safeParse(input);
    return parsed.success ? perform(verbs, parsed.data.verb, parsed.data) : undefined;
  };
};
