import { type ReactNode, useContext, useState } from 'react';
import type { ChannelView, ShownView, Snapshot } from '../../../slack/snapshot.ts';
import { Blocks } from '../blocks.tsx';
import { OnSurface, useSurfaceState } from '../fields/surface.tsx';
import { perform } from '../perform.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { Avatar, SnapshotContext, useNames } from './names.tsx';
import type { Place } from './sidebar.tsx';

/** On a phone what was answered has the screen, and suggestions wait folded. */
const isRoomy = () => window.matchMedia('(min-width: 720px)').matches;

/** What the bot suggests to ask, above the composer of its DM; one is sent as if it were typed. */
const Prompts = ({ user, channel }: { user: string; channel: string }) => {
  const suggested = useContext(SnapshotContext)?.prompts;
  if (!suggested) return null;
  const title = suggested.title ?? 'Suggestions';
  return (
    <details className="prompts" open={isRoomy()}>
      <summary className="muted">{title}</summary>
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
    </details>
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

/** What happens in a place where nothing has been said yet. */
const EmptyWords = ({ channel, app, isDm }: { channel: ChannelView; app: string; isDm: boolean }) => {
  const names = useNames();
  if (isDm)
    return (
      <p>
        This is your conversation with {app}, which only the two of you see. Type / for its commands, or write
        to it in plain words.
      </p>
    );
  const isIn = channel.memberIds.includes(names.bot ?? '');
  return (
    <>
      <p>This is the start of #{channel.name}.</p>
      <p>
        Commands work here, and what they answer is visible to you alone.{' '}
        {isIn
          ? `${app} is in this channel: begin a line with @${app} to ask it something; what is shared from it stands here for everybody.`
          : `${app} is not in this channel: it does not hear what is said, and can share nothing here.`}
      </p>
      {channel.isShared && <p>People of another company read along.</p>}
    </>
  );
};

/** The main pane: a channel, or the app's DM with its tabs. */
export const ChannelPane = (props: Props) => {
  const { snapshot, place, readUpTo, prefill, tools, onGo, onMenu } = props;
  const isDm = place.channel === snapshot.dm;
  const channel = snapshot.channels.find(({ id }) => id === place.channel);
  const name = isDm ? snapshot.names.app : `#${channel?.name ?? ''}`;
  const isHome = isDm && place.tab === 'home';
  const [commands, setCommands] = useState(0);
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
            empty={<EmptyWords channel={channel} app={snapshot.names.app} isDm={isDm} />}
            readUpTo={readUpTo}
            commands={commands}
          />
          {isDm && <Prompts user={snapshot.me} channel={channel.id} />}
          <Composer
            user={snapshot.me}
            channel={channel.id}
            placeholder={`Message ${name}`}
            prefill={prefill}
            onCommand={() => setCommands((sent) => sent + 1)}
          />
        </>
      )}
    </main>
  );
};
