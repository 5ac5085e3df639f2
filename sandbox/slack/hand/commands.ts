import { isJsonObject } from '../json.ts';
import { commandPayload } from '../payloads/command.ts';
import { following, notSent, outcomeOf, tell } from './outcome.ts';
import type { HandParts, Outcome } from './types.ts';

/** Types a slash command; the reply in the acknowledgement appears in the channel. */
export const createCommands = (parts: HandParts) => {
  const { core, triggers, responseUrl, responseUrls, send, directory } = parts;
  const isKnown = (command: string) =>
    core.manifest.features.slash_commands.some((one) => one.command === command);

  const runCommand = async (user: string, channel: string, line: string): Promise<Outcome> => {
    const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
    const place = { user, channel: directory.destination(channel).id };
    if (!isKnown(command)) {
      const error = `${command} is not a valid command.`;
      tell(parts, place, error);
      return notSent({ error });
    }
    const origin = { ...place, source: undefined };
    const call = { ...place, command, text: text.trim() };
    const links = { responseUrl: responseUrl(origin), triggerId: triggers.issue({ user }) };
    const payload = commandPayload(parts, { ...call, ...links });
    const sent = await send(command, { type: 'slash_commands', payload });
    const outcome = outcomeOf(sent);
    if (!outcome.ok) {
      const error = `${command} failed because the app did not respond.`;
      tell(parts, place, error);
      return { ...outcome, error };
    }
    if (!isJsonObject(outcome.reply)) return outcome;
    return following(outcome, () => responseUrls.reply(origin, outcome.reply));
  };
  return { runCommand };
};
