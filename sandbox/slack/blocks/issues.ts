import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const pointer = (path: Path): string => `[json-pointer:/${path.map(String).join('/')}]`;

const line = (text: string, path: Path): string => `[ERROR] ${text} ${pointer(path)}`;

const typeName = (expected: string): string => (expected === 'array' ? 'an array' : `a ${expected}`);

const tooBig = (issue: z.core.$ZodIssueTooBig): string => {
  if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
  if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
  return `must be at most ${issue.maximum}`;
};

const tooSmall = (issue: z.core.$ZodIssueTooSmall): string => {
  if (issue.origin === 'array') return `no fewer than ${issue.minimum} items allowed`;
  if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
  return `must be at least ${issue.minimum}`;
};

const readAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === String(key))?.[1];
  }, input);

const wrongType = (issue: z.core.$ZodIssueInvalidType, path: Path, input: unknown): string => {
  const isMissing = readAt(input, path) === undefined;
  if (!isMissing || path.length === 0) return line(`must provide ${typeName(issue.expected)}`, path);
  return line(`missing required field: ${String(path.at(-1))}`, path.slice(0, -1));
};

const union = (issue: z.core.$ZodIssueInvalidUnion, path: Path, input: unknown): string[] => {
  const value = readAt(input, path);
  if (issue.errors.length === 0) {
    const owner = path.at(-1) === 'type' ? path : [...path, 'type'];
    const type = path.at(-1) === 'type' ? value : readAt(input, owner);
    if (type === undefined) return [line('missing required field: type', owner.slice(0, -1))];
    return [line(`unsupported type: ${String(type)}`, owner)];
  }
  const closest = issue.errors.reduce((best, errors) => (depth(errors) > depth(best) ? errors : best));
  return toSlackMessages(closest, { input, base: path });
};

// The branch that got furthest into the value is the one that the writer meant.
const depth = (errors: readonly Issue[]): number =>
  Math.max(0, ...errors.map((error) => error.path.length + (error.code === 'invalid_union' ? -1 : 0)));

const oneIssue = (issue: Issue, path: Path, input: unknown): string[] => {
  if (issue.code === 'too_big') return [line(tooBig(issue), path)];
  if (issue.code === 'too_small') return [line(tooSmall(issue), path)];
  if (issue.code === 'invalid_type') return [wrongType(issue, path, input)];
  if (issue.code === 'invalid_union') return union(issue, path, input);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => line(`invalid additional property: ${key}`, path));
  return [line(issue.message, path)];
};

/** Rewrites zod's findings as the lines of Slack's `response_metadata.messages`. */
export const toSlackMessages = (
  issues: readonly Issue[],
  { input, base = [] }: { input: unknown; base?: Path },
): string[] => issues.flatMap((issue) => oneIssue(issue, [...base, ...issue.path], input));
