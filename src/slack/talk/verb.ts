import type { WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import type { Asked } from '../answer.ts';
import type { ShowAnswer } from '../ask/show-answer.ts';
import type { Receipts } from '../log/receipts.ts';
import type { Start } from '../log/start.ts';
import type { Places } from '../place.ts';
import { createAnswerSaid } from './answer-said.ts';
import { createHear } from './hear.ts';
import { createMakeOffer } from './make-offer.ts';
import { createOfferButtons } from './offer-buttons.ts';
import { createOpenPane } from './open-pane.ts';

interface Deps {
  readonly start: Start;
  readonly client: WebClient;
  readonly showAnswer: ShowAnswer;
  readonly receipts: Receipts;
  readonly places: Places;
  /** Shows the brief on a name as typed. */
  readonly brief: (name: string, asked: Asked) => Promise<void>;
  readonly log: Log;
  readonly now: () => Date;
}

/** All that people say to the bot. */
export function createTalkVerb(deps: Deps) {
  const { start, receipts, brief } = deps;
  const answer = createAnswerSaid(deps);
  return {
    said: createHear({ start, brief, answer, offer: createMakeOffer(deps) }),
    paneOpened: createOpenPane(deps),
    ...createOfferButtons({ start, receipts, answer }),
  };
}
