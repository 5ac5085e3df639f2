import { type ReactNode, useContext } from 'react';
import type { ShownView, Snapshot } from '../../../slack/snapshot.ts';
import { Blocks } from '../blocks.tsx';
import { OnSurface, useSurfaceState } from '../fields/surface.tsx';
import { perform } from '../perform.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { Avatar, SnapshotContext } from './names.tsx';
import type { Place } from './sidebar.tsx';

/** What the bot suggests to ask, above the composer of its DM; one is sent as if it were typed. */
const Prompts = ({ user, channel }: { user: string; channel: string }) => {
  const suggested = useContext(SnapshotContext)?.prompts;
  if (!suggested) return null;
  const title = suggested.title ?? 'Suggestions';
  return (
    <fieldset className="prompts">
      <legend className="muted">{title}</legend>
      {suggested.prompts.map((prompt) => (
        <button
          type="button"
          className="button"
          key={prompt.title}
          title={prompt.message}
          onClick={() => void perform({ verb: 'say', user, channel, text: prompt.message })}
        >
          {prompt.title}
        </button>
      ))}
    </fieldset>
  );
};

const HomeView = ({ home, user }: { home: ShownView; user: string }) => {
  const surface = useSurfaceState({ user, target: { viewId: home.id }, values: home.values });
  return (
    <OnSurface surface={surface}>
      <Blocks blocks={home.view.blocks} />
    </OnSurface>
  );
};

/** The app's Home tab. */
const HomeTab = ({ home, user, app }: { home: ShownView | null; user: string; app: string }) => (
  <div className="home">
    {home ? (
      <HomeView key={home.id} home={home} user={user} />
    ) : (
      <p className="empty">{app} has not drawn its Home yet.</p>
    )}
  </div>
);

interface Props {
  snapshot: Snapshot;
  place: Place;
  readUpTo: string;
  prefill: { line: string } | undefined;
  /** Buttons at the end of the head. */
  tools: ReactNode;
  onGo: (place: Place) => void;
  onMenu: () => void;
}

const Tabs = ({ snapshot, place, onGo }: Pick<Props, 'snapshot' | 'place' | 'onGo'>) => {
  const open = (tab: Place['tab']) => {
    onGo({ channel: snapshot.dm, tab });
    void perform({ verb: 'openHome', user: snapshot.me, tab });
  };
  const tabs = [
    ...(snapshot.names.hasHome ? [{ tab: 'home', label: 'Home' } as const] : []),
    ...(snapshot.names.hasMessages ? [{ tab: 'messages', label: 'Messages' } as const] : []),
  ];
  return (
    <div className="tabs" role="tablist" aria-label={snapshot.names.app}>
      {tabs.map(({ tab, label }) => (
        <button
          type="button"
          role="tab"
          key={tab}
          aria-selected={place.tab === tab}
          onClick={() => open(tab)}
        >
          {label}
        </button>
      ))}
    </div>
  );
};

const Title = ({ snapshot, place }: Pick<Props, 'snapshot' | 'place'>) => {
  const channel = snapshot.channels.find(({ id }) => id === place.channel);
  if (place.channel === snapshot.dm)
    return (
      <>
        <Avatar name={snapshot.names.app} isSmall />
        <h1>{snapshot.names.app}</h1>
        <span className="badge">APP</span>
      </>
    );
  return (
    <>
      <h1># {channel?.name}</h1>
      {channel?.isShared && <span className="badge shared">Shared with another company</span>}
      <span className="muted count">{channel?.memberCount} members</span>
    </>
  );
};

/** The main pane: a channel, or the app's DM with its tabs. */
export const ChannelPane = (props: Props) => {
  const { snapshot, place, readUpTo, prefill, tools, onGo, onMenu } = props;
  const isDm = place.channel === snapshot.dm;
  const channel = snapshot.channels.find(({ id }) => id === place.channel);
  const name = isDm ? snapshot.names.app : `#${channel?.name ?? ''}`;
  const empty = isDm
    ? `This is your conversation with ${snapshot.names.app}. Try a command.`
    : `This is the start of ${name}.`;
  const isHome = isDm && place.tab === 'home';
  return (
    <main className="pane">
      <header className="pane-head">
        <button type="button" className="icon-button to-sidebar" aria-label="Channels" onClick={onMenu}>
          ☰
        </button>
        <Title snapshot={snapshot} place={place} />
        <div className="tools">{tools}</div>
      </header>
      {isDm && <Tabs {...{ snapshot, place, onGo }} />}
      {isHome && <HomeTab home={snapshot.home} user={snapshot.me} app={snapshot.names.app} />}
      {!isHome && channel && (
        <>
          <MessageList
            key={`${snapshot.me} ${channel.id}`}
            channel={channel}
            user={snapshot.me}
            empty={empty}
            readUpTo={readUpTo}
          />
          {isDm && <Prompts user={snapshot.me} channel={channel.id} />}
          <Composer
            user={snapshot.me}
            channel={channel.id}
            placeholder={`Message ${name}`}
            prefill={prefill}
          />
        </>
      )}
    </main>
  );
};
