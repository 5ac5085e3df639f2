import { createRulings, type Rulings } from './brief/corrections/correction-store.ts';
import type { Model } from './brief/model/model.ts';
import type { Rubric } from './brief/score/rubric.ts';
import { createKept } from './brief/signals/kept.ts';
import type { Prompt } from './brief/signals/prompt.ts';
import type { Config } from './config.ts';
import { createDealFlags, createOwners, type DealFlagStore, type Owners } from './digest/deal-flags.ts';
import { createLedger } from './digest/ledger.ts';
import { createMissedDigest, type MissedDigest } from './digest/schedule.ts';
import { createSettings, type SettingsStore } from './digest/settings.ts';
import { createWeekReader, type WeekReader } from './digest/week-reader.ts';
import { UpstreamError } from './errors.ts';
import type { Memory, NoteRoster } from './memory/memory.ts';
import type { StateBank } from './memory/state-bank.ts';

/** A rep's week, and what a rep may say of it. */
export interface Weekly {
  /** What is sent: the model compares. */
  readonly weeks: WeekReader;
  /** From kept answers alone: for what must be there in a moment. */
  readonly known: WeekReader;
  readonly marks: DealFlagStore;
  readonly owners: Owners;
  readonly rulings: Rulings;
  readonly settings: SettingsStore;
  readonly missed: MissedDigest;
}

interface Deps {
  readonly config: Config;
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly state: StateBank;
  readonly model: Model;
  readonly rubric: Rubric;
  /** Of briefs. */
  readonly prompt: Prompt;
  readonly digestPrompt: Prompt;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** The digest's parts over one team's notes. */
export function createWeekly(deps: Deps): Weekly {
  const { config, state, model, now, report } = deps;
  const marks = createDealFlags(state);
  const rulings = createRulings(state);
  const defaults = {
    isOn: config.DIGEST_DEFAULT === 'on',
    day: config.DIGEST_DAY,
    time: config.DIGEST_TIME,
  };
  const shared = {
    ...deps,
    marks,
    rulings,
    kept: createKept(state, report),
    zone: config.DEFAULT_TIMEZONE,
    tokensPerMinute: config.GROQ_TPM,
  };
  const settings = createSettings({ state, defaults, now });
  return {
    weeks: createWeekReader(shared),
    known: createWeekReader({ ...shared, ...unasked(model.name, report) }),
    marks,
    owners: createOwners(state),
    rulings,
    settings,
    missed: createMissedDigest({ ledger: createLedger({ state, now }), settings, now }),
  };
}

/** Stands where a model would be asked; answers kept under the model's name are found all the same. */
function unasked(name: string, report: (error: unknown) => void): Pick<Deps, 'model' | 'report'> {
  const complete = () =>
    Promise.reject(new UpstreamError({ service: 'groq', kind: 'busy', operation: 'complete' }));
  return {
    model: { name, complete },
    report(error) {
      if (!(error instanceof UpstreamError && error.service === 'groq')) report(error);
    },
  };
}
