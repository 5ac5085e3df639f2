import type { App } from '@slack/bolt';
import type { createAnswer, Response } from './answer.ts';
import type { Once } from './once.ts';
import { type Pane, readPane } from './pane.ts';
import { nowhere, type Place, type Places } from './place.ts';
import { createReadSaid, type Said } from './said.ts';
import { createSources, type Source } from './source.ts';

type HomeListener = (event: { readonly user: string; readonly tab?: string }) => Response;
type SaidListener = (said: Said) => Response;
type PaneListener = (pane: Pane) => Response;

/** Hears what happens without a press or a command. Bolt acknowledges events by itself. */
export interface EventEar {
  /** Somebody opened one of the bot's tabs; trouble is told on Home. */
  homeOpened(listener: HomeListener): void;
  /** Somebody said something to the bot, in its DM or by naming it in a channel. */
  said(listener: SaidListener): void;
  /** Somebody is about to. Nobody is told of trouble. */
  paneOpened(listener: PaneListener): void;
}

/** What hearing events needs. */
export interface EventDeps {
  readonly app: App;
  readonly places: Places;
  readonly once: Once;
  readonly homePlace: (user: string) => Place;
  /** User id of the bot itself. */
  readonly botUser: string;
}

export function createEventEar(deps: EventDeps, answer: ReturnType<typeof createAnswer>): EventEar {
  const { app, places, once, homePlace, botUser } = deps;
  const sources = createSources(places);
  const readSaid = createReadSaid(botUser, once);
  const hear = (source: Source, prepare: () => Response) => answer(source, prepare, async () => undefined);

  return {
    homeOpened(listener) {
      app.event('app_home_opened', async ({ event }) => {
        const source = sources.ofEvent('app_home_opened', event.user, homePlace(event.user));
        await hear(source, () => listener(event));
      });
    },
    said(listener) {
      async function heard({ event }: { readonly event: unknown }): Promise<void> {
        const said = readSaid(event);
        if (!said) return;
        const source = sources.ofEvent('said', said.user, places.ofSaid(said));
        await hear(source, () => listener(said));
      }
      app.event('message', heard);
      app.event('app_mention', heard);
    },
    paneOpened(listener) {
      async function opened({ event }: { readonly event: unknown }): Promise<void> {
        const pane = readPane(event);
        if (pane) await hear(sources.ofEvent('pane', pane.user, nowhere), () => listener(pane));
      }
      app.event('app_home_opened', opened);
      app.event('assistant_thread_started', opened);
    },
  };
}
