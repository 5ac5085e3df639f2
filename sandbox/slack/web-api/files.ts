import { z } from 'zod';
import { type ApiParts, type Methods, method } from './method.ts';

const completed = z.string().transform((text, context) => {
  const parsed = z
    .array(z.looseObject({ id: z.string() }))
    .min(1)
    .safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: 'must be an array of files' });
  return z.NEVER;
});

/** `files.*`: an app's upload in three steps, the second of which goes to the address that the first gives. */
export const fileMethods = ({ files }: ApiParts): Methods => ({
  'files.getUploadURLExternal': method(
    'files:write',
    z.looseObject({ filename: z.string().min(1), length: z.coerce.number().int().min(1) }),
    ({ filename, length }) => {
      const { id, url } = files.announce(filename, length);
      return { file_id: id, upload_url: url };
    },
  ),
  // Without a channel it stays the bot's own until a message shows it.
  'files.completeUploadExternal': method('files:write', z.looseObject({ files: completed }), (args) => {
    for (const { id } of args.files) files.complete(id);
    return { files: args.files.map(({ id }) => ({ id })) };
  }),
});
