const pattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/**
 * Lets through only ids that can stand in a path and mean one thing.
 * @throws RangeError before any request is made; ids come from code, so this is a fault of ours or an attack.
 */
export function checkedId(id: string): string {
  if (!pattern.test(id)) throw new RangeError('not an id that SalesMemory makes');
  return id;
}

/** A Slack user id as it stands in a tag, with the same strictness. */
export function checkedUser(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,63}$/.test(id)) throw new RangeError('not a user id');
  return id;
}

/** Where the process itself keeps what is of no one team: no Slack id reads so. */
export function processBankId(prefix: string): string {
  return checkedId(`${prefix}-installations`);
}

/** Where a team's notes and everything else about it live. */
export function bankIds(prefix: string, team: string): { notes: string; state: string } {
  const notes = checkedId(`${prefix}-${team.toLowerCase()}`);
  return { notes, state: checkedId(`${notes}-state`) };
}
