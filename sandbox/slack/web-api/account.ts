import { z } from 'zod';
import { userInfo, userOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import { type ApiParts, type Methods, MOST_ON_A_PAGE, method, pageOf, pageShape } from './method.ts';

/** `auth.test`, `apps.connections.open`, `users.*` and `usergroups.*`. */
export const accountMethods = ({ core, directory, issueSocketUrl }: ApiParts): Methods => {
  const { team, app, people, usergroups } = core.workspace;
  const identity = () => ({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    team_id: team.id,
    user: directory.person(app.bot_user).name,
    user_id: app.bot_user,
    bot_id: app.bot_id,
    is_enterprise_install: false,
  });
  return {
    'auth.test': method(null, z.looseObject({}), identity),
    'apps.connections.open': {
      token: 'app',
      scope: null,
      run: () => ({ url: issueSocketUrl() }),
    },
    'users.info': method(
      'users:read',
      z.looseObject({ user: z.string(), include_locale: z.stringbool().optional() }),
      ({ user, include_locale: isAsked }) => ({
        user: {
          ...userInfo(directory.person(user), core),
          ...(isAsked && { locale: directory.person(user).locale }),
        },
      }),
    ),
    'users.list': method('users:read', z.looseObject(pageShape(MOST_ON_A_PAGE)), (page) => {
      const { items, response_metadata } = pageOf(people, page);
      return {
        members: items.map((person) => userOutput(person, core)),
        cache_ts: Math.floor(core.now().getTime() / 1000),
        response_metadata,
      };
    }),
    'usergroups.list': method('usergroups:read', z.looseObject({}), () => ({
      usergroups: usergroups.map(({ id, handle, name, users }) => ({
        ...{ id, handle, name, team_id: team.id, is_usergroup: true, date_delete: 0 },
        user_count: users.length,
      })),
    })),
    'usergroups.users.list': method(
      'usergroups:read',
      z.looseObject({ usergroup: z.string() }),
      ({ usergroup }) => {
        const found = usergroups.find(({ id }) => id === usergroup);
        if (!found) throw new SlackRefusal('no_such_subteam');
        return { users: found.users };
      },
    ),
  };
};
