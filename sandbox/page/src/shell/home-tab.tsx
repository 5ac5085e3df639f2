import type { ShownView } from '../../../slack/snapshot.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { OnSurface, useSurfaceState } from '../fields/surface.tsx';

const HomeView = ({ home, user }: { home: ShownView; user: string }) => {
  const surface = useSurfaceState({ user, target: { viewId: home.id }, values: home.values });
  return (
    <OnSurface surface={surface}>
      <Blocks blocks={home.view.blocks} />
    </OnSurface>
  );
};

/** The app's Home tab. */
export const HomeTab = ({ home, user, app }: { home: ShownView | null; user: string; app: string }) => (
  <div className="home">
    {home ? (
      <HomeView key={home.id} home={home} user={user} />
    ) : (
      <p className="empty">{app} has not drawn its Home yet.</p>
    )}
  </div>
);
