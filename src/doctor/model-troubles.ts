import type { Model, ModelTrouble } from '../brief/model/model.ts';
import type { Log } from '../log.ts';
import { groqAway, modelFault } from './check-groq.ts';
import { type Finding, inWords } from './finding.ts';

/** What an operator must mend about the models: warned of once each time it begins. */
export interface ModelTroubles {
  tell(model: string, trouble: ModelTrouble | null): void;
  of(model: string): ModelTrouble | null;
  /** To be asked at the start whether key and name are good. */
  ask(model: Model): void;
  /** When the way to Groq began to fail; undefined while it does not. */
  watch(since: () => Date | undefined): void;
  start(): Promise<void>;
  /** What is wrong now. */
  all(): readonly Finding[];
}

/** Hears from each model, and tells the log and whoever asks. */
export function createModelTroubles(log: Log): ModelTroubles {
  const known = new Map<string, ModelTrouble>();
  const models: Model[] = [];
  const ways: (() => Date | undefined)[] = [];
  return {
    tell(model, trouble) {
      if (trouble === null) known.delete(model);
      else known.set(model, trouble);
      if (trouble === null) log.info({ model }, 'the model answers again');
      else log.warn({ model }, inWords(modelFault(model, trouble)));
    },
    of: (model) => known.get(model) ?? null,
    ask: (model) => void models.push(model),
    async start() {
      await Promise.all(models.map((model) => model.probe?.()));
    },
    watch: (since) => void ways.push(since),
    all() {
      const isAway = known.size === 0 && ways.some((since) => since() !== undefined);
      return isAway ? [groqAway] : [...known].map(([model, trouble]) => modelFault(model, trouble));
    },
  };
}
