import { useEffect, useState } from 'react';
import type { DrawerPicture } from '../../../drawer/drawer.ts';

/** What the drawer shows, live; undefined where the workspace has no drawer. */
export const useDrawer = (user: string | undefined): DrawerPicture | undefined => {
  const [picture, setPicture] = useState<DrawerPicture>();
  useEffect(() => {
    if (user === undefined) return;
    const stream = new EventSource(`/drawer/live?user=${user}`);
    stream.onmessage = ({ data }) => setPicture(JSON.parse(data));
    return () => stream.close();
  }, [user]);
  return picture;
};

/** Changes a switch or the clock; the live picture shows what came of it. */
export const changeDrawer = async (door: 'clock' | 'switches', body: object): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  await fetch(`/drawer/${door}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  );
};

const PAUSE_MS = 400;

/** Reads a page of the drawer, and again soon after each change of `mark`; undefined until the first answer. */
export const useReading = <T>(path: string, mark: number): T | undefined => {
  const [reading, setReading] = useState<T>();
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const answer: T = await (await fetch(path)).json();
      if (!isGone) setReading(answer);
    };
    const timer = setTimeout(() => void read().catch(() => undefined), mark === 0 ? 0 : PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [path, mark]);
  return reading;
};
