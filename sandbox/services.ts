import { join } from 'node:path';
import { createProxy, type RecordingProxy } from './drawer/proxy.ts';
import type { Recorder } from './drawer/recorder.ts';
import type { createSwitches } from './drawer/switches.ts';
import { createMemoryServer } from './memory/server.ts';
import { createModelServer } from './model/model-server.ts';

interface Closable {
  readonly url: string;
  close(): Promise<void>;
}

const groq = 'https://api.groq.com';

/** A real Hindsight, or the embedded memory with its file in `folder`. */
export async function startMemory(
  hindsight: string | undefined,
  folder: string,
  now: () => Date,
): Promise<Closable> {
  if (hindsight) return { url: hindsight, close: async () => undefined };
  return createMemoryServer({ file: join(folder, 'memory.jsonl'), now, eager: true });
}

/** Groq when there is a key for it, or rules in its place, which alone can be told to turn hostile. */
export async function startModel(environment: Readonly<Record<string, string | undefined>>, now: () => Date) {
  if (environment['GROQ_API_KEY']) {
    const url = environment['GROQ_BASE_URL'] || groq;
    return { url, isReal: true, hostility: undefined, close: async () => undefined };
  }
  const { url, faults, close } = await createModelServer({ now });
  const hostility = (isOn: boolean) => (isOn ? faults.set({ kind: 'hostile' }) : faults.clear());
  return { url, isReal: false, hostility, close };
}

interface Recorded {
  readonly memory: Closable;
  readonly model: Closable;
  readonly recorder: Recorder;
  readonly switches: ReturnType<typeof createSwitches>;
  readonly now: () => Date;
}

/** Proxies that record what the bot says to memory and model, and break it when a switch says so. */
export async function startProxies({ memory, model, recorder, switches, now }: Recorded) {
  const shared = { recorder, now };
  const toMemory: Promise<RecordingProxy> = createProxy({
    ...shared,
    side: 'memory',
    target: memory.url,
    trouble: switches.memoryTrouble,
  });
  const toModel: Promise<RecordingProxy> = createProxy({
    ...shared,
    side: 'model',
    target: model.url,
    trouble: switches.modelTrouble,
  });
  const [memoryProxy, modelProxy] = await Promise.all([toMemory, toModel]);
  return {
    urls: { memoryUrl: memoryProxy.url, modelUrl: modelProxy.url },
    close: () => Promise.allSettled([memoryProxy.close(), modelProxy.close()]),
  };
}
