import { type Message, message, section, verbatim } from './blocks.ts';
import { lines, md } from './text.ts';

/** What can be asked by command, as the manifest offers it, in its order. */
export const commands = {
  ask: { does: 'Ask your notes a question', hint: 'who raised security?' },
  brief: {
    does: 'Brief me before a call',
    hint: 'Priya, Rentfield, Priya about price, or nothing to choose',
  },
  forget: { does: 'Delete your notes on somebody', hint: 'Priya Sharma' },
  log: { does: 'Log a call in two sentences', hint: 'Priya: what happened' },
  pipeline: { does: 'Your deals in numbers and money', hint: 'or commit NAME, or calibration' },
  timeline: { does: 'See every call with somebody', hint: 'Priya, Rentfield, or nothing to choose' },
  digest: {
    does: 'Your week - now, or when it comes',
    hint: 'now, on, off, settings, monday 8:30',
  },
} as const;

export type CommandVerb = keyof typeof commands;

/** In the order of the manifest. */
export const verbs = Object.keys(commands).filter((name): name is CommandVerb => name in commands);

/** A verb as it is typed in this workspace: `/brief`, `/sm-brief` or `/sales brief`. */
export type CommandName = (verb: CommandVerb) => string;

/** By `COMMAND_PREFIX`: what ends in a dash stands before each command, anything else is the one command for all. */
export function commandNames(prefix: string | undefined): CommandName {
  const sole = soleCommand(prefix);
  return (verb) => (sole === undefined ? `/${prefix ?? ''}${verb}` : `${sole} ${verb}`);
}

/** `/sales`, where one command is all there is. */
export function soleCommand(prefix: string | undefined): string | undefined {
  return prefix === undefined || prefix.endsWith('-') ? undefined : `/${prefix}`;
}

const firstWord = /^\s*\/?(\p{L}+)[:,]?(?:\s+|$)/u;

/** Parts "brief Priya", typed after the one command; `verb` is undefined where it does not begin with one. */
export function verbIn(typed: string): { readonly verb: CommandVerb | undefined; readonly rest: string } {
  const [whole = '', word = ''] = firstWord.exec(typed) ?? [];
  const verb = verbs.find((one) => one === word.toLowerCase());
  return verb === undefined ? { verb, rest: typed } : { verb, rest: typed.slice(whole.length) };
}

/** Which words the one command takes. What was typed without any of them is handed back: Slack keeps it nowhere. */
export function whichVerb(commandName: CommandName, typed: string): Message {
  const isAsked = /^\s*(?:help\b.*)?$/is.test(typed);
  const lead = `Say first what to do, such as ${commandName('brief')} Priya.`;
  const forms = verbs.map((verb) => md`• *${commandName(verb)}*   ${commands[verb].does}`);
  return message(isAsked ? lead : `${lead} You typed: ${typed.trim()}`, [
    section(lines([md`${lead}`, ...forms])),
    ...(isAsked ? [] : [section(md`Here is what you typed:`), ...verbatim(typed.trim())]),
  ]);
}
