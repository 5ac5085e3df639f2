import { z } from 'zod';
import { decoded } from '../json.ts';
import { SlackRefusal } from '../refusal.ts';
import { threadKey } from '../thread-key.ts';
import { type ApiParts, type Methods, method } from './method.ts';

const place = z.looseObject({ channel_id: z.string(), thread_ts: z.string() });
const suggestions = place.partial({ thread_ts: true }).extend({
  title: z.string().optional(),
  prompts: z.preprocess(
    decoded,
    z
      .array(z.object({ title: z.string().min(1), message: z.string().min(1) }))
      .min(1)
      .max(4),
  ),
});

/** `assistant.threads.*`: what a bot says it is doing, and what it suggests to ask. */
export const assistantMethods = ({ core, directory, messages }: ApiParts): Methods => {
  const { workspace, manifest } = core;
  const assertThread = (channel: string, ts: string) => {
    if (!messages.seenBy(workspace.app.bot_user, directory.channel(channel).id).some((one) => one.ts === ts))
      throw new SlackRefusal('invalid_thread_ts');
  };
  return {
    'assistant.threads.setStatus': method(
      'chat:write',
      place.extend({ status: z.string() }),
      ({ channel_id: channel, thread_ts: ts, status }) => {
        assertThread(channel, ts);
        workspace.statuses[threadKey(channel, ts)] = status;
        core.changed();
        return {};
      },
    ),
    'assistant.threads.setSuggestedPrompts': method(
      'assistant:write',
      suggestions,
      ({ channel_id: channel, thread_ts: ts, title, prompts }) => {
        const { agent_view: agent, assistant_view: assistant } = manifest.features;
        if (!agent && !assistant) throw new SlackRefusal('access_denied');
        if (ts !== undefined) assertThread(channel, ts);
        // As documented, an agent's call that names a thread does nothing and says so to nobody.
        if (agent && ts !== undefined) return {};
        workspace.prompts[directory.channel(channel).id] = { prompts, ...(title && { title }) };
        core.changed();
        return {};
      },
    ),
  };
};
