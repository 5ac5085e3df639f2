import { type RefObject, useEffect, useRef } from 'react';

const NEAR_END_PX = 120;

/**
 * Keeps the end of a list in sight, whatever makes it longer, unless its reader has scrolled up; `sent` counts what
 * the reader has said, which brings them down again.
 */
export const useFollowing = (sent: number) => {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (sent < 0 || !list.current) return;
    isAtEnd.current = true;
    list.current.scrollTop = list.current.scrollHeight;
  }, [sent]);
  useEffect(() => follow(list, content, isAtEnd), []);
  const onScroll = () => {
    if (!list.current) return;
    const { scrollHeight, scrollTop, clientHeight } = list.current;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  };
  return { list, content, onScroll };
};

/** Goes to the end when the content grows, or when the room for it shrinks. */
const follow = (
  list: RefObject<HTMLDivElement | null>,
  content: RefObject<HTMLDivElement | null>,
  isAtEnd: RefObject<boolean>,
) => {
  const [around, inside] = [list.current, content.current];
  if (!around || !inside) return;
  const observer = new ResizeObserver(() => {
    if (isAtEnd.current) around.scrollTop = around.scrollHeight;
  });
  observer.observe(around);
  observer.observe(inside);
  return () => observer.disconnect();
};
