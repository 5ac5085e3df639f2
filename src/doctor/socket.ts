import { WebSocket } from 'undici';
import { z } from 'zod';
import { type Finding, fault, good, warning } from './finding.ts';

const frame = z.object({
  type: z.string(),
  reason: z.string().optional(),
  num_connections: z.number().optional(),
});
const patienceMs = 10_000;
const socketMode = 'Switch Socket Mode on in your app’s page (Settings, Socket Mode).';

/** Opens one line, waits for Slack's greeting, and hangs up at once, before Slack sends it what is for the bot. */
export function greetingFrom(address: string, what: string): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    const end = (finding: Finding) => {
      clearTimeout(timer);
      socket.close();
      resolve(finding);
    };
    const silence = fault(
      what,
      'A line to Slack opens but nothing comes over it.',
      'Let WebSockets (wss) to Slack through your proxy or firewall.',
    );
    const timer = setTimeout(() => end(silence), patienceMs);
    socket.addEventListener('error', () => end(silence));
    socket.addEventListener('close', () => end(silence));
    socket.addEventListener('message', ({ data }) => end(findingOf(what, data) ?? silence));
  });
}

function findingOf(what: string, data: unknown): Finding | undefined {
  const { type, reason, num_connections: lines } = parsed(data) ?? {};
  if (reason === 'link_disabled') return fault(what, 'Socket Mode is switched off for this app.', socketMode);
  if (type === 'disconnect')
    return warning(what, 'Slack is just renewing its lines.', 'Run this again in a minute.');
  if (type !== 'hello') return undefined;
  const others = (lines ?? 1) - 1;
  const also = others > 0 ? ` ${others} more of this app are open: the bot’s own, or another process’s.` : '';
  return good(what, `Socket Mode: a line to Slack opens.${also}`);
}

function parsed(data: unknown): z.infer<typeof frame> | undefined {
  try {
    return frame.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
