import { stateValues } from '../field-state.ts';
import type { JsonObject } from '../json.ts';
import { messageOutput, viewOutput } from '../output.ts';
import type { Message, StoredView } from '../workspace.ts';
import { channelStub, type PayloadParts } from './common.ts';

/** Where an element stands: in a message or in a view. */
export type Surface = { message: Message } | { view: StoredView };

const messageContainer = ({ ts, channel, ephemeral_to: reader }: Message): JsonObject => ({
  type: 'message',
  message_ts: ts,
  channel_id: channel,
  is_ephemeral: reader !== undefined,
});

/** `container` with the message and channel, or with the view, that an action came from. */
export const surfaceFields = (
  { core, directory }: PayloadParts,
  surface: Surface,
  user: string,
): JsonObject => {
  if ('view' in surface) {
    const { id } = surface.view;
    return { container: { type: 'view', view_id: id }, view: viewOutput(surface.view, core) };
  }
  const { message } = surface;
  const channel = channelStub(directory.channel(message.channel));
  const container = messageContainer(message);
  // Slack leaves an ephemeral message out of the payload: only its container says where it was.
  const state = { values: stateValues(message.blocks ?? [], message.entered?.[user] ?? {}) };
  if (message.ephemeral_to !== undefined) return { container, channel, state };
  return { container, channel, message: messageOutput(message, core), state };
};
