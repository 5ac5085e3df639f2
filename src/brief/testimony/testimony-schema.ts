import { z } from 'zod';

const cited = z.object({ noteId: z.string(), day: z.string(), quote: z.string() });
const claim = cited.extend({ text: z.string() });
const signal = z.object({
  kind: z.string(),
  text: z.string(),
  who: z.enum(['us', 'them']),
  raisedBy: cited,
  closedBy: cited.nullable(),
  dueOn: z.string().nullable(),
  moved: z.array(z.object({ on: z.string(), from: z.string().nullable() })).optional(),
  again: z.array(cited.extend({ dueOn: z.string().nullable() })).optional(),
});

/** A kept answer as it is stored; one that does not fit is as good as none. */
export const testimonySchema = z.object({
  signals: z.array(signal),
  doNext: claim.nullable(),
  openWith: claim.nullable(),
  recommendation: z.array(claim),
  changed: z.array(claim),
  tone: claim.nullable(),
  dropped: z.int().min(0),
  readIds: z.array(z.string()),
});
