import { z } from 'zod';
import { viewOutput } from '../output.ts';
import { interactiveBase } from '../payloads.ts';
import { SlackRefusal } from '../refusal.ts';
import type { StoredView } from '../workspace.ts';
import { clientErrors, enter } from './fields.ts';
import { type FormValues, following, type HandParts, notSent, type Outcome, outcomeOf } from './verb.ts';

const replySchema = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('clear') }),
]);

type Reply = z.infer<typeof replySchema>;

const createSubmissionReply = ({ views, layouts, log }: HandParts) => {
  const showErrors = (stored: StoredView, errors: Record<string, string>, outcome: Outcome): Outcome => {
    const inputs = stored.view.blocks
      .filter((block) => block.type === 'input')
      .map((block) => block.block_id);
    const strays = Object.keys(errors).filter((key) => !inputs.includes(key));
    if (strays.length === 0) return { ...outcome, ok: false, errors };
    const messages = strays.map((key) => `[ERROR] no input block has block_id ${key}`);
    log.refuse({ name: 'view_submission', error: 'invalid_errors', messages, layout: errors });
    return { ...outcome, ok: false, error: 'invalid_errors' };
  };
  const follow = (stored: StoredView, reply: Exclude<Reply, { response_action: 'errors' }>) => {
    if (reply.response_action === 'clear') {
      const bottom = views.stackOf(stored.user)[0];
      if (bottom) views.close(bottom);
      return;
    }
    const view = layouts.view('response_action', reply.view);
    if (reply.response_action === 'push') views.push(stored.user, view);
    else views.update({ view_id: stored.id }, view);
  };
  return (stored: StoredView, outcome: Outcome): Outcome => {
    if (outcome.reply === undefined) return following(outcome, () => views.close(stored));
    const parsed = replySchema.safeParse(outcome.reply);
    if (!parsed.success) return { ...outcome, ok: false, error: 'invalid_response_action' };
    const reply = parsed.data;
    if (reply.response_action === 'errors') return showErrors(stored, reply.errors, outcome);
    return following(outcome, () => follow(stored, reply));
  };
};

/** Submits and closes modals. */
export const createForms = (parts: HandParts) => {
  const { core, directory, views, triggers, send } = parts;
  const settle = createSubmissionReply(parts);
  const own = (user: string, viewId: string) => {
    const stored = views.find({ view_id: viewId });
    if (stored.user !== user) throw new SlackRefusal('not_found');
    return stored;
  };
  const payloadOf = (stored: StoredView) => ({
    ...interactiveBase(core, directory.person(stored.user)),
    view: viewOutput(stored, core),
  });
  return {
    submitView: async (user: string, viewId: string, values: FormValues = {}): Promise<Outcome> => {
      const stored = own(user, viewId);
      enter(parts, stored, values);
      const errors = clientErrors(stored);
      if (Object.keys(errors).length > 0) return notSent({ error: 'incomplete', errors });
      const triggerId = triggers.issue({ user, view: stored.id });
      const payload = {
        type: 'view_submission',
        ...payloadOf(stored),
        trigger_id: triggerId,
        response_urls: [],
      };
      const outcome = outcomeOf(await send('view_submission', { type: 'interactive', payload }));
      return outcome.ok ? settle(stored, outcome) : outcome;
    },
    /** `isCleared` closes the whole stack, as the cross in the corner does. */
    closeView: async (user: string, viewId: string, isCleared = false): Promise<Outcome> => {
      const closed = views.close(
        isCleared ? (views.stackOf(user)[0] ?? own(user, viewId)) : own(user, viewId),
      );
      const told = closed.filter(({ view }) => view.type === 'modal' && view.notify_on_close);
      let outcome: Outcome = { ok: true, ack: 'none', ms: 0 };
      for (const stored of told.reverse()) {
        const payload = { type: 'view_closed', ...payloadOf(stored), is_cleared: isCleared };
        outcome = outcomeOf(await send('view_closed', { type: 'interactive', payload }));
      }
      return outcome;
    },
  };
};
