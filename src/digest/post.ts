import type { Slot } from './slots.ts';
import type { Week } from './week.ts';

/** `unclear`: no answer, a timeout or a 5xx, so that it may have been posted. `refused`: it surely was not. */
export type PostResult = 'sent' | 'unclear' | 'refused';

/** Takes a digest to its rep. One try each: nothing is sent again that may have arrived. */
export interface Post {
  post(user: string, week: Week): Promise<PostResult>;
  /** One message that offers the digest of a slot that was missed, or may have been. */
  offer(user: string, slot: Slot): Promise<PostResult>;
}
