import { createForget } from '../../memory/forget.ts';
import type { Mends } from '../../memory/identity/correct-people.ts';
import type { Erasure, Memory, Roster } from '../../memory/memory.ts';
import type { Audit } from '../audit.ts';
import { createFindPerson } from '../find-person.ts';
import type { Members } from '../members.ts';
import type { Once } from '../once.ts';
import type { Places } from '../place.ts';
import { createAskForget } from './ask-forget.ts';
import { createConfirm } from './confirm.ts';
import { ids } from './ids.ts';
import { createSendExport } from './send-export.ts';
import { createShowPreview } from './show-preview.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly mends: Mends;
  readonly members: Members;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** All that `/forget` hears. */
export function createForgetVerb(deps: Deps) {
  const forget = createForget(deps);
  const find = createFindPerson(deps, { ids, command: '/forget', question: 'Whom do you want to forget?' });
  const preview = createShowPreview({ ...deps, forget, find });
  const sendExport = createSendExport({ ...deps, forget });
  return { ...createAskForget({ find, preview, sendExport }), ...createConfirm({ ...deps, forget }) };
}
