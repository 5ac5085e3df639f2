import type { Log } from '../../log.ts';

/** What was done; a note that is saved may be shared or taken back by that. */
type Act =
  | 'read'
  | 'saved for the team'
  | 'saved in private'
  | 'deleted'
  | 'shared'
  | 'shared to channel'
  | 'taken back from channel'
  | 'made private'
  | 'exported'
  | 'forgot'
  | 'erased by age'
  | 'erased as a leaver’s'
  | 'contested'
  | 'denied'
  | 'added'
  | 'upheld'
  | 'done'
  | 'took back'
  | 'handed over'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'renamed'
  | 'merged'
  | 'moved'
  | 'undone'
  | 'committed'
  | 'took out of commit'
  | 'chose the team'
  | 'named who leads'
  | 'asked a rep'
  | 'imported'
  | 'import undone';

/** Where notes were read. */
export type AuditView =
  | 'brief'
  | 'why'
  | 'full brief'
  | 'notes'
  | 'timeline'
  | 'note'
  | 'answer'
  | 'pipeline'
  | 'week'
  | 'on track'
  | 'comparison'
  | 'home'
  | 'share'
  | 'hand-over'
  | 'team week'
  | 'rep’s page';

/** Who did what to which notes; never a word of them, and no name, since a person's key spells theirs. */
interface AuditEntry {
  readonly did: Act;
  readonly view?: AuditView;
  /** Slack user id. */
  readonly by: string;
  /** Whose notes were asked for, where it was for them: a Slack user id. */
  readonly of?: string;
  readonly noteIds: readonly string[];
  /** Of how many deals, where what was shown is of deals rather than of notes. */
  readonly deals?: number;
  /** Slack channel id, for what was done in one. */
  readonly channel?: string;
}

export type Audit = (entry: AuditEntry) => void;

/** A line holds no more ids than this. */
const mostIds = 50;

/** All ids of what was changed or taken along, several lines if need be; of what was only seen the first and their count. */
function pagesOf(ids: readonly string[], did: Act): readonly (readonly string[])[] {
  const pages = did === 'read' ? 1 : Math.max(1, Math.ceil(ids.length / mostIds));
  return Array.from({ length: pages }, (_, page) => ids.slice(page * mostIds, (page + 1) * mostIds));
}

/** Writes structured log lines at level `info`. */
export function createAudit(log: Log): Audit {
  return ({ did, view, by, of, noteIds, deals, channel }) => {
    const ids = [...new Set(noteIds)];
    for (const notes of pagesOf(ids, did))
      log.info({ audit: did, view, by, of, notes, count: ids.length, deals, channel }, 'notes were touched');
  };
}
