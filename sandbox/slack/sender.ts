import type { CallLog } from './call-log.ts';
import type { Delivery, Envelope } from './delivery.ts';
import type { Sent } from './hand/types.ts';

const KEPT_DELIVERIES = 500;

/** Sends envelopes to the bot, logs each with its acknowledgement, and can repeat the last five hundred. */
export const createSender = (delivery: Delivery, log: CallLog) => {
  const kept = new Map<number, { name: string; envelope: Envelope }>();
  const send = async (name: string, envelope: Envelope): Promise<Sent> => {
    const ack = await delivery.deliver(envelope);
    const failure = ack.status === 'acked' ? {} : { error: ack.status };
    const { payload: request } = envelope;
    const { id } = log.add({
      kind: 'delivery',
      name,
      durationMs: ack.ms,
      request,
      reply: ack.payload,
      ...failure,
    });
    kept.set(id, { name, envelope });
    kept.delete(id - KEPT_DELIVERIES);
    return { ack, id };
  };
  const redeliver = (id: number): Promise<Sent> => {
    const found = kept.get(id);
    if (!found) throw new Error(`no delivery ${id} is kept`);
    return send(found.name, found.envelope);
  };
  return { send, redeliver };
};
