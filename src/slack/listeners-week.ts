import { ids as digestIds } from './digest/ids.ts';
import type { createDigestVerb } from './digest/verb.ts';
import type { Ear } from './ear.ts';
import { ids as handoverIds } from './handover/ids.ts';
import type { createHandoverVerb } from './handover/verb.ts';
import { ids as homeIds } from './home/ids.ts';
import type { createHomeVerb } from './home/verb.ts';

/** The verbs around a rep's week. */
export interface WeekVerbs {
  readonly digest: ReturnType<typeof createDigestVerb>;
  readonly home: ReturnType<typeof createHomeVerb>;
  readonly handover: ReturnType<typeof createHandoverVerb>;
}

/** What they hear, in reading order. */
export function registerWeek(ear: Ear, verbs: WeekVerbs): void {
  registerDigest(ear, verbs.digest);
  registerHome(ear, verbs.home);
  registerHandover(ear, verbs.handover);
}

function registerHandover(ear: Ear, handover: WeekVerbs['handover']): void {
  const ids = handoverIds;
  ear.action(ids.open, handover.open);
  ear.submit(ids.view, handover.submit);
  ear.action(ids.accept, handover.accept);
  ear.action(ids.decline, handover.decline);
  ear.action(ids.withdraw, handover.withdraw);
  ear.action(ids.keep, handover.keep);
}

function registerDigest(ear: Ear, digest: WeekVerbs['digest']): void {
  const ids = digestIds;
  ear.command('/digest', digest.command);
  ear.action(ids.line, digest.line);
  ear.action(ids.undo, digest.undo);
  ear.action(ids.answered, digest.answered);
  ear.action(ids.wrote, digest.wrote);
  ear.action(ids.silent, digest.silent);
  ear.action(ids.reopen, digest.reopen);
  ear.action(ids.compare, digest.compare);
  ear.action(new RegExp(`^${ids.onTrack}`), digest.onTrack);
  ear.action(ids.show, digest.show);
  ear.action(ids.openSettings, digest.openSettings);
  ear.submit(ids.view, digest.saveSettings);
}

function registerHome(ear: Ear, home: WeekVerbs['home']): void {
  const ids = homeIds;
  ear.homeOpened(home.opened);
  ear.action(ids.earlier, home.earlier);
  ear.action(ids.later, home.later);
  ear.action(ids.log, home.log);
  ear.options(ids.brief, home.suggestions);
  ear.action(ids.brief, home.brief);
}
