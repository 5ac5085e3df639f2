import type { Barred, Members } from '../members.ts';

const sentences: Readonly<Record<Barred, string>> = {
  bot: 'That is an app. Choose a colleague.',
  left: 'They have left this workspace. Choose somebody who is here.',
  outsider: 'They belong to another workspace. Choose a full member of this one.',
  guest: 'Guests cannot use SalesMemory. Choose a full member of this workspace.',
  unknown: 'Slack does not know them. Choose a full member of this workspace.',
};

/** Why a deal can not go to them, in a sentence; null when it can. Rejects when Slack does not answer. */
export async function colleagueProblem(to: string, from: string, members: Members): Promise<string | null> {
  if (to === from) return 'That is you. Choose a colleague.';
  const { barred } = await members.get(to);
  return barred === null ? null : sentences[barred];
}
