import type { WebClient } from '@slack/web-api';
import type { Briefer } from '../../brief/brief.ts';
import type { Log } from '../../log.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { StateBank } from '../../memory/state-bank.ts';
import type { Audit } from '../audit.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Deliver } from '../deliver.ts';
import type { Members } from '../members.ts';
import { createOwnNotes } from '../own-notes.ts';
import type { Places } from '../place.ts';
import type { Sender } from '../sender.ts';
import { createAudience } from './audience.ts';
import { createShareButtons } from './buttons.ts';
import { createLook } from './look.ts';
import { createPicker } from './picker.ts';
import { createPoster } from './poster.ts';
import { createFindShareable } from './shareables.ts';
import { createSubmit } from './submit.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly briefer: Briefer;
  readonly state: StateBank;
  readonly client: WebClient;
  readonly members: Members;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly showBrief: ShowBrief;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => Date;
}

/** All that Share hears: into a channel of full members alone, and back out. */
export function createShareVerb(deps: Deps) {
  const report = (error: unknown) => deps.log.warn({ err: error }, 'a share did not go as it should');
  const find = createFindShareable(deps);
  const audienceOf = createAudience({ ...deps, report });
  const poster = createPoster({ ...deps, report });
  const look = createLook({ ...deps, audienceOf, find });
  return {
    ...createPicker(look),
    ...createShareButtons({ ...deps, find, poster, ownNotes: createOwnNotes(deps.memory) }),
    submit: createSubmit({ ...deps, look, audienceOf, poster }),
  };
}
