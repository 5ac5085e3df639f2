import type { Mends } from '../../memory/identity/correct-people.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Audit } from '../audit.ts';
import type { Once } from '../once.ts';
import { createAskMend } from './ask-mend.ts';
import { createCarryOut } from './carry-out.ts';
import { createOpenMend } from './open-mend.ts';

interface Deps {
  readonly roster: Roster;
  readonly mends: Mends;
  readonly once: Once;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** All that mending a person hears. */
export function createMendVerb(deps: Deps) {
  return { ...createOpenMend(deps), ...createAskMend(deps), ...createCarryOut(deps) };
}
