import type { Manifest } from './manifest.ts';
import type { Workspace } from './workspace.ts';

/** What every part of the workspace shares: its data, its clock, its ids, and a bell for changes. */
export interface Core {
  readonly manifest: Manifest;
  readonly workspace: Workspace;
  now(): Date;
  /** A new id with Slack's prefix letter, as in `V00000012`. */
  makeId(prefix: string): string;
  /** A new message time, unique and rising, in seconds with six decimals. */
  makeTs(): string;
  /** Told after each change of the workspace. */
  changed(): void;
  onChange(listener: () => void): () => void;
}

/** Wraps a workspace, which the returned core changes in place. */
export const createCore = (manifest: Manifest, workspace: Workspace, now: () => Date): Core => {
  const listeners = new Set<() => void>();
  const next = () => {
    workspace.sequence += 1;
    return workspace.sequence;
  };
  return {
    manifest,
    workspace,
    now,
    makeId: (prefix) => `${prefix}0${next().toString(36).toUpperCase().padStart(8, '0')}`,
    makeTs: () => `${Math.floor(now().getTime() / 1000)}.${String(next() % 1_000_000).padStart(6, '0')}`,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
