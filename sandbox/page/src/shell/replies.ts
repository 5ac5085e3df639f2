import { createContext } from 'react';
import type { ChannelView } from '../../../slack/snapshot.ts';
import type { Message } from '../../../slack/workspace.ts';

/** Opens the thread of a message; undefined inside a thread, where there is none to open. */
export const ThreadContext = createContext<((ts: string) => void) | undefined>(undefined);

/** True for a message that stands in somebody else's thread. */
export const isReply = ({ ts, thread_ts: root }: Message): boolean => root !== undefined && root !== ts;

/** The answers to one message, oldest first. */
export const repliesTo = ({ messages }: ChannelView, root: string): Message[] =>
  messages.filter((message) => isReply(message) && message.thread_ts === root);
