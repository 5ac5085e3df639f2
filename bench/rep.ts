import type { Outcome } from '../sandbox/slack/hand/verb.ts';
import type { Note } from '../src/memory/note.ts';
import { briefIds as brief, logIds as log } from '../src/slack/kit/ids.ts';
import { personName, properName, sentence } from './made-words.ts';
import { createRandom } from './random.ts';
import { type BenchWorkspace, channel } from './workspace.ts';

/** What a person does, by what Slack sends for it. */
export const kinds = ['command', 'shortcut', 'options', 'choice', 'button', 'submit'] as const;
export type Kind = (typeof kinds)[number];

/** One thing done, and how long Slack waited for its acknowledgement. */
export interface Try {
  readonly kind: Kind;
  /** The command, shortcut, field or button. */
  readonly name: string;
  /** Milliseconds; infinite when none came within Slack's three seconds. */
  readonly ms: number;
}

const patienceMs = 10_000;
/** Every button of the bot, in turn; one that is nowhere on the screen is passed over. */
const buttons = [
  brief.why,
  brief.notes,
  brief.more,
  brief.logCall,
  log.edit,
  brief.keep,
  brief.brief,
  `${brief.choice}0`,
  brief.logFirst,
  log.tryAgain,
  log.undo,
] as const;
const opening: ReadonlySet<string> = new Set([
  ...[brief.why, brief.notes, brief.more, brief.logCall, brief.logFirst, log.edit],
]);

/** A rep at work: everything is done as a person would, on what is on their screen. */
export function createRep({ slack, notes }: BenchWorkspace, user: string, seed: number) {
  const { hand } = slack;
  const dm = slack.directory.openDm(user).id;
  const random = createRandom(seed);
  const tries: Try[] = [];
  const own = notes.find(({ author }) => author === user);
  if (!own) throw new Error(`${user} has no notes`);
  let turn = seed;

  function note(kind: Kind, name: string, { ack, ms }: Outcome): void {
    tries.push({ kind, name, ms: ack === 'acked' ? ms : Number.POSITIVE_INFINITY });
  }
  const top = () => slack.views.stackOf(user).at(-1);
  const until = <T>(what: string, look: () => T | undefined): Promise<T> =>
    slack.waitFor(look, patienceMs).catch(() => {
      throw new Error(`${user} did not see ${what}`);
    });
  /** Newest message on the screen that holds the element. */
  function holder(actionId: string) {
    const onScreen = [dm, channel].flatMap((place) => slack.messages.seenBy(user, place));
    const found = onScreen.findLast((one) => JSON.stringify(one.blocks)?.includes(`"${actionId}"`));
    return found && { channel: found.channel, ts: found.ts };
  }
  async function closeModal(): Promise<void> {
    const open = top();
    if (open) await hand.closeView(user, open.id, true);
  }

  async function command(line: string, where = dm): Promise<void> {
    await closeModal();
    note('command', line.split(' ')[0] ?? '', await hand.runCommand(user, where, line));
    if (line.startsWith('/log')) await until('a modal', top);
  }

  async function press(): Promise<void> {
    await closeModal();
    for (let tried = 0; tried < buttons.length; tried += 1) {
      turn += 1;
      const actionId = buttons[turn % buttons.length] ?? brief.why;
      const target = holder(actionId);
      if (!target) continue;
      note('button', actionId, await hand.pressButton(user, target, { actionId }));
      // One that comes late would push the next one off the screen.
      if (opening.has(actionId)) await until('a modal', top);
      return;
    }
    throw new Error(`${user} sees no button`);
  }

  async function openForm(): Promise<string> {
    await closeModal();
    const said = slack.messages.seenBy(user, channel).find((one) => one.user === user);
    const isMessage = said !== undefined && turn % 2 === 0;
    const outcome = isMessage
      ? await hand.messageShortcut(user, 'remember_message', { channel, ts: said.ts })
      : await hand.globalShortcut(user, 'log_call');
    note('shortcut', isMessage ? 'remember_message' : 'log_call', outcome);
    const form = await until('the form', () => (top()?.view.callback_id === log.view ? top() : undefined));
    return form.id;
  }

  /** A call with somebody new, from the shortcut to the submission. */
  async function logCall(): Promise<void> {
    const viewId = await openForm();
    const name = `${personName(random)}${properName(random).toLowerCase()}`;
    const found = await hand.suggest(user, { viewId }, { actionId: log.who, query: name });
    note('options', log.who, found);
    note('options', log.also, await hand.suggest(user, { viewId }, { actionId: log.also, query: 'pri' }));
    const who = found.options.at(-1)?.value ?? '';
    note('choice', log.who, await hand.choose(user, { viewId }, { actionId: log.who, value: who }));
    await until('the fields of somebody new', () =>
      top()?.view.blocks.some((block) => block.block_id?.startsWith(log.name)) ? true : undefined,
    );
    const values = { [log.who]: who, [log.name]: name, [log.company]: properName(random) + turn };
    const outcome = await hand.submitView(user, viewId, { ...values, [`${log.text}0`]: sentence(random) });
    note('submit', log.view, outcome);
  }

  async function pick(): Promise<void> {
    const target = holder(brief.pick);
    if (!target) return;
    note(
      'options',
      brief.pick,
      await hand.suggest(user, target, { actionId: brief.pick, query: personName(random) }),
    );
  }

  const nameOf = ({ prospects: [first], deal }: Note) => `${first?.name} ${deal.company}`;
  /** Never the same twice in a row, for that is answered once. */
  const lines = [
    () => `/brief ${nameOf(notes[random.below(notes.length)] ?? own)}`,
    () => '/log',
    () => '/brief',
    () => `/brief ${properName(random)}`,
    () => `/log ${personName(random)}: ${sentence(random)}`,
  ];

  return {
    tries,
    /** Puts every kind of button on the screen; to be done while memory answers. */
    async prepare(): Promise<void> {
      await hand.sayInChannel(user, channel, sentence(random));
      await logCall();
      await logCall();
      await until('a receipt', () => holder(log.undo));
      await command('/brief zzzz');
      await until('the offer to log', () => holder(brief.logFirst));
      await command('/brief');
      await until('recent people', () => holder(brief.pick));
      await command(`/brief ${nameOf(own)}`);
      await until('a card', () => holder(brief.why));
      await command(`/brief ${nameOf(own)}`, channel);
      await until('a card to keep', () => holder(brief.keep));
      tries.length = 0;
    },
    /** Seven or eight tries, at least one of each kind. */
    async cycle(): Promise<void> {
      await logCall();
      await press();
      await command(lines[turn % lines.length]?.() ?? '/log', turn % 3 === 0 ? channel : dm);
      if (turn % 4 === 0) await pick();
    },
  };
}
