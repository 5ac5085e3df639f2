import type { Log } from '../log.ts';

/** Who did what to which notes; never a word of them, and no name, since a person's key spells theirs. */
interface AuditEntry {
  readonly did:
    | 'deleted'
    | 'shared'
    | 'made private'
    | 'exported'
    | 'forgot'
    | 'contested'
    | 'upheld'
    | 'done'
    | 'took back';
  /** Slack user id. */
  readonly by: string;
  readonly noteIds: readonly string[];
}

export type Audit = (entry: AuditEntry) => void;

/** Writes one structured log line an act. */
export function createAudit(log: Log): Audit {
  return ({ did, by, noteIds }) => log.info({ audit: did, by, notes: noteIds }, 'notes were touched');
}
