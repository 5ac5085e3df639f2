import type { SettingsStore } from '../../digest/settings.ts';
import type { WeekMarks } from '../../digest/week-marks.ts';
import type { WeekReader } from '../../digest/week-reader.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Audit } from '../audit.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Deliver } from '../deliver.ts';
import type { Once } from '../once.ts';
import type { Places } from '../place.ts';
import type { Judge } from '../ruling/judge.ts';
import type { Sender } from '../sender.ts';
import type { BriefModal } from './brief-modal.ts';
import { createDigestCommand } from './command.ts';
import { createLineMenu } from './line-menu.ts';
import type { LogLine } from './log-line.ts';
import { createMarkButtons } from './mark-buttons.ts';
import { createOnTrack } from './on-track.ts';
import type { ReadWeek } from './read-week.ts';
import { createSettingsForm } from './settings-form.ts';
import type { Settle } from './settle.ts';
import { createShowButton } from './show-button.ts';
import { createShowWeek } from './show-week.ts';
import { createSilenceButtons } from './silence-buttons.ts';
import { createWhy } from './why.ts';

interface Deps {
  readonly roster: Roster;
  readonly weeks: WeekReader;
  readonly settings: SettingsStore;
  readonly marks: WeekMarks;
  readonly readWeek: ReadWeek;
  readonly showBrief: ShowBrief;
  readonly briefModal: BriefModal;
  readonly logLine: LogLine;
  readonly judge: Judge;
  readonly settle: Settle;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  /** Hears whose week changed. */
  readonly changed: (user: string) => void;
  readonly now: () => Date;
}

/** All that `/digest` and the digest's own buttons hear. */
export function createDigestVerb(deps: Deps) {
  const showWeek = createShowWeek(deps);
  const form = createSettingsForm(deps);
  const why = createWhy(deps);
  const markButtons = createMarkButtons(deps);
  return {
    ...createDigestCommand({ ...deps, form, showWeek, why }),
    ...createLineMenu({ ...deps, markButtons }),
    undo: markButtons.undo,
    ...createSilenceButtons(deps),
    ...createShowButton(showWeek),
    onTrack: createOnTrack(deps).show,
    compare: why.press,
    openSettings: form.press,
    saveSettings: form.submit,
  };
}
