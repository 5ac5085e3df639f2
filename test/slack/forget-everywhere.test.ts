import { forgetEverywhere } from '../contracts/forget-everywhere.ts';

forgetEverywhere('what was made of the notes, over the embedded memory', () => ({}));
