import { forgetEverywhere } from '../contracts/forget-everywhere.ts';
import { realServer } from './server.ts';

forgetEverywhere('what was made of the notes, on a real Hindsight', () => ({ hindsight: realServer() }));
