import { resolveAmong } from '../../memory/identity/resolve.ts';
import type { Asked, Response } from '../answer.ts';
import type { Start } from '../log/start.ts';
import type { Said } from '../said.ts';
import { helpMessage, logHintMessage, mentionHelpMessage, noWordsMessage } from './help.ts';
import { type Kind, kindOf } from './kind-of.ts';

interface Deps {
  readonly start: Start;
  readonly brief: (name: string, asked: Asked) => Promise<void>;
  readonly answer: (said: Said, asked: Asked) => Promise<void>;
  readonly offer: (said: Said, asked: Asked) => Promise<void>;
}

/** Leads what is said to its verb: a question is answered, anything else in the DM is offered as a note. */
export function createHear({ start, brief, answer, offer }: Deps) {
  /** Of "brief X" without "me" or "on" only a known name makes a wish. */
  async function settled(said: Said, asked: Asked): Promise<Kind> {
    const kind = kindOf(said.text, said.thread !== undefined);
    if (kind.kind !== 'brief' || kind.isSure) return kind;
    const found = resolveAmong(kind.name, await start.people(asked));
    return found.kind === 'one' || found.kind === 'many' ? kind : { kind: 'note' };
  }

  async function inDm(said: Said, asked: Asked): Promise<void> {
    const kind = await settled(said, asked);
    if (kind.kind === 'brief') return brief(kind.name, asked);
    if (kind.kind === 'question') return answer(said, asked);
    if (kind.kind === 'note') return offer(said, asked);
    await asked.place.show(kind.kind === 'help' ? helpMessage() : noWordsMessage());
  }

  async function inChannel(said: Said, asked: Asked): Promise<void> {
    const kind = await settled(said, asked);
    if (/^(?:log|note|save)\b/i.test(said.text)) return asked.place.show(logHintMessage());
    if (kind.kind === 'nothing' || kind.kind === 'help') return asked.place.show(mentionHelpMessage());
    return kind.kind === 'brief' ? brief(kind.name, asked) : answer(said, asked);
  }

  return (said: Said): Response => ({
    work: (asked) => (said.isMention ? inChannel(said, asked) : inDm(said, asked)),
  });
}
