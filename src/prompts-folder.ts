/** What a sales manager may edit: it stands beside `src` and `dist`. */
export const promptsFolder = new URL('../prompts/', import.meta.url);
