import { WebClient } from '@slack/web-api';
import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { kindsOf } from '../../src/slack/kit/groups.ts';
import { createMembers } from '../../src/slack/kit/members.ts';
import { webOptions } from '../../src/slack/kit/web-client.ts';

const team = 'T0HOME';
const log = createLog('fatal');

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

/** Members over a Slack that says this of one person, one by one and in a list, or had said otherwise in a list. */
function membersWho(user: object, listed: readonly object[] = [user]) {
  const slack = nock('https://slack.com').persist();
  slack.post('/api/users.info').reply(200, { ok: true, user });
  slack.post('/api/users.list').reply(200, { ok: true, members: listed });
  const options = webOptions({ fetch: globalThis.fetch, slackApiUrl: undefined, log });
  const client = new WebClient('xoxb-1', options);
  return createMembers({ client, team, defaultZone: 'Europe/Stockholm', now: () => new Date() });
}

const inTeams = (...teams: readonly string[]) => ({
  enterprise_user: { id: 'W1', enterprise_id: 'E1', teams },
});

test.each([
  ['a null team_id', { team_id: null, ...inTeams('T0AWAY', team) }],
  ['no team_id', inTeams(team)],
  ['their home workspace', { team_id: 'T0AWAY', ...inTeams('T0AWAY', team) }],
  ['the organisation', { team_id: 'E1', ...inTeams(team) }],
  ['teams beside the account', { team_id: null, teams: ['T0AWAY', team], enterprise_user: null }],
  ['no teams though of an organisation', { team_id: team, ...inTeams() }],
  [
    'nulls where nothing holds',
    { team_id: team, teams: null, deleted: null, is_bot: null, is_stranger: null },
  ],
])('somebody whom Slack shows with %s is a member here', async (_what, account) => {
  const members = membersWho({ id: 'W1', ...account });
  expect(await members.get('W1')).toMatchObject({ isFull: true, barred: null });
  expect((await members.list('now')).get('W1')).toBeNull();
});

test.each([
  ['workspaces of their organisation alone', { team_id: null, ...inTeams('T0AWAY') }, 'outsider'],
  ['the organisation and another workspace', { team_id: 'E1', ...inTeams('T0AWAY', 'T0FAR') }, 'outsider'],
  ['this workspace, which they have left', { team_id: team, ...inTeams('T0AWAY') }, 'outsider'],
  ['teams of another company', { teams: ['T0AWAY'] }, 'outsider'],
  ['no workspace at all', { team_id: null }, 'outsider'],
  ['their own company’s workspace', { team_id: 'T0AWAY', is_stranger: false }, 'outsider'],
  ['this workspace as a guest', { team_id: null, ...inTeams(team), is_restricted: true }, 'guest'],
  ['this workspace as one who left', { team_id: null, ...inTeams(team), deleted: true }, 'left'],
])('somebody whom Slack shows with %s is none', async (_what, account, barred) => {
  const members = membersWho({ id: 'W1', ...account });
  expect(await members.get('W1')).toMatchObject({ isFull: false, barred });
  expect((await members.list('now')).get('W1')).toBe(barred);
});

test.each(['Mars/Olympus_Mons', 'America/Not_Yet', 'GMT+25', '', null])(
  'the zone %j is the default for that person alone',
  async (tz) => {
    expect(await membersWho({ id: 'U1', team_id: team, tz }).get('U1')).toMatchObject({
      zone: 'Europe/Stockholm',
      isFull: true,
    });
    nock.cleanAll();
    const other = { id: 'U2', team_id: team, tz: 'Asia/Kolkata' };
    expect((await membersWho(other).get('U2')).zone).toBe('Asia/Kolkata');
  },
);

test('whom Slack has told of is looked up anew in a large group, whose list is kept', async () => {
  const people = Array.from({ length: 41 }, (_, index) => ({ id: `U${index}`, team_id: team }));
  const members = membersWho({ ...people[1], is_restricted: true }, people);
  const ids = people.map(({ id }) => id);
  const kinds = async () => (await kindsOf(members, ids, 'lately'))?.slice(0, 3);
  expect(await kinds()).toEqual([null, null, null]);
  members.drop('U1');
  expect(await kinds()).toEqual([null, 'guest', null]);
});

test.each([
  ['an admin', { is_admin: true }, true],
  ['an owner whom Slack calls no admin', { is_admin: false, is_owner: true }, true],
  ['an owner of another workspace', { team_id: 'T0AWAY', is_owner: true }, false],
  ['an owner who left', { is_owner: true, deleted: true }, false],
  ['a member', {}, false],
])('%s administers it or not as Slack says of this workspace', async (_who, account, isOne) => {
  const members = membersWho({ id: 'U1', team_id: team, ...account });
  expect((await members.get('U1')).isAdmin).toBe(isOne);
  expect(await members.isAdmin('U1')).toBe(isOne);
  expect(await members.admins('now')).toEqual(isOne ? ['U1'] : []);
});
