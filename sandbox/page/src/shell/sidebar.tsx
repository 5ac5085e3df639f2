import { type ReactNode, useEffect } from 'react';
import type { Snapshot } from '../../../slack/snapshot.ts';
import type { Person } from '../../../slack/workspace.ts';
import { useRemembered } from '../react-helpers.ts';
import { Avatar } from './names.tsx';

/** Where in the workspace one is looking. */
export interface Place {
  channel: string;
  tab: 'home' | 'messages';
  /** Time of the message whose thread is open. */
  thread?: string;
}

const isDarkSystem = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

/** Light or dark; follows the system until one chooses. */
const ThemeSwitch = () => {
  const [chosen, choose] = useRemembered('sandbox-theme');
  const theme = chosen ?? (isDarkSystem() ? 'dark' : 'light');
  useEffect(() => {
    if (chosen) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Use the ${next} theme`}
      title={`Use the ${next} theme`}
      onClick={() => choose(next)}
    >
      {theme === 'dark' ? '☀' : '☾'}
    </button>
  );
};

interface Props {
  snapshot: Snapshot;
  people: readonly Person[];
  place: Place;
  unread: ReadonlyMap<string, number>;
  onGo: (place: Place) => void;
  onBecome: (user: string) => void;
}

const Row = ({
  isHere,
  unread,
  onClick,
  children,
}: {
  isHere: boolean;
  unread: number;
  onClick: () => void;
  children: ReactNode;
}) => (
  <li>
    <button
      type="button"
      className={unread > 0 ? 'row unread' : 'row'}
      aria-current={isHere ? 'page' : undefined}
      onClick={onClick}
    >
      {children}
      {unread > 0 && (
        <span className="unread-count">
          {unread}
          <span className="visually-hidden"> unread</span>
        </span>
      )}
    </button>
  </li>
);

const kindOf = ({ is_restricted, is_stranger, is_admin }: Person): string => {
  if (is_stranger) return ', another company';
  if (is_restricted) return ', guest';
  return is_admin ? ', admin' : '';
};

const WhoAmI = ({
  people,
  me,
  onBecome,
}: {
  people: readonly Person[];
  me: string;
  onBecome: (user: string) => void;
}) => {
  const self = people.find(({ id }) => id === me);
  return (
    <label className="who">
      <Avatar name={self?.real_name ?? '?'} isSmall />
      <span className="who-words">
        <span>You are</span>
        <select value={me} onChange={({ target }) => onBecome(target.value)}>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.real_name}
              {kindOf(person)}
            </option>
          ))}
        </select>
        <small>{self?.tz ?? 'no time zone'}</small>
      </span>
    </label>
  );
};

/** Channels, the app, and who one is. */
export const Sidebar = ({ snapshot, people, place, unread, onGo, onBecome }: Props) => {
  const channels = snapshot.channels.filter(({ kind }) => kind === 'channel');
  const row = (channel: string, children: ReactNode) => (
    <Row
      key={channel}
      isHere={place.channel === channel}
      unread={unread.get(channel) ?? 0}
      onClick={() => onGo({ channel, tab: 'messages' })}
    >
      {children}
    </Row>
  );
  return (
    <nav className="sidebar" aria-label="Workspace">
      <div className="team">
        <strong>{snapshot.names.team}</strong>
        <span className={snapshot.isConnected ? 'pill ok' : 'pill'}>
          {snapshot.isConnected ? 'bot connected' : 'bot away'}
        </span>
      </div>
      <h2>Channels</h2>
      <ul>
        {channels.map(({ id, name, isShared }) =>
          row(
            id,
            <>
              <span className="hash">{isShared ? '◇' : '#'}</span> {name}
            </>,
          ),
        )}
      </ul>
      <h2>Apps</h2>
      <ul>
        {row(
          snapshot.dm,
          <>
            <Avatar name={snapshot.names.app} isSmall /> {snapshot.names.app}
          </>,
        )}
      </ul>
      <div className="sidebar-foot">
        <WhoAmI people={people} me={snapshot.me} onBecome={onBecome} />
        <ThemeSwitch />
      </div>
    </nav>
  );
};
