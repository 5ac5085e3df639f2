import type { Claim } from '../score/signal.ts';

/**
 * The model's own sentences on a deal, made from its signals alone and checked. They are shown to those who may see
 * every note in their prompt, and only while the signals they rest on stand.
 */
export interface Words {
  /** The first sentence to say to the buyer next time. */
  readonly openWith: Claim | null;
  /** How to move the deal, one to three sentences. */
  readonly recommendation: readonly Claim[];
  /** What the newest note changed. */
  readonly changed: readonly Claim[];
  /** How the buyer sounds of late. */
  readonly tone: Claim | null;
}
