import type { Block, View } from './blocks/block.ts';
import { LIMITS } from './blocks/limits.ts';
import { identify, type Verdict, validateMessageBlocks, validateView } from './blocks/validate.ts';
import type { CallLog } from './call-log.ts';
import type { Core } from './core.ts';
import type { Files } from './files.ts';
import { decoded } from './json.ts';
import { SlackRefusal } from './refusal.ts';

/** The one gate for layouts: every message and view a bot sends comes through here. */
export interface LayoutGate {
  /** Text and blocks of a message; throws `no_text`, `invalid_blocks` and its kin. */
  content(name: string, input: { text?: unknown; blocks?: unknown }): { text: string; blocks?: Block[] };
  /** A view, given as an object or as JSON text. */
  view(name: string, input: unknown): View;
}

const checkedText = (text: unknown): string => {
  const words = typeof text === 'string' ? text : '';
  if (words.length > LIMITS.messageText) throw new SlackRefusal('msg_too_long');
  return words;
};

/** The pictures among blocks that are no files which may be shown, as Slack names them. */
const fileFaults = (blocks: readonly Block[], { isShowable }: Pick<Files, 'isShowable'>): string[] =>
  blocks.flatMap((block, index) => {
    if (block.type !== 'image' || !block.slack_file || isShowable(block.slack_file.id)) return [];
    return [`[ERROR] invalid slack file [json-pointer:/blocks/${index}/slack_file]`];
  });

/** Refused layouts are kept in the log with Slack's reasons. */
export const createLayoutGate = (core: Core, log: CallLog, files: Pick<Files, 'isShowable'>): LayoutGate => {
  const accept = <T>(name: string, verdict: Verdict<T>, layout: unknown): T => {
    if (verdict.ok) return verdict.value;
    const { error, messages } = verdict;
    log.refuse({ name, error, messages, layout });
    throw new SlackRefusal(error, { messages });
  };
  return {
    content: (name, { text, blocks }) => {
      const words = checkedText(text);
      const sent = blocks === undefined ? [] : decoded(blocks);
      const valid = accept(name, validateMessageBlocks(sent), sent);
      const faults = fileFaults(valid, files);
      if (faults.length > 0) accept(name, { ok: false, error: 'invalid_blocks', messages: faults }, sent);
      if (valid.length === 0 && words.trim() === '') throw new SlackRefusal('no_text');
      if (valid.length === 0) return { text: words };
      return { text: words, blocks: identify(valid, () => core.makeId('b').toLowerCase()) };
    },
    view: (name, input) => {
      const sent = decoded(input);
      return accept(name, validateView(sent), sent);
    },
  };
};
