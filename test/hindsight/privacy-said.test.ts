import { privacySaid } from '../contracts/privacy-said.ts';
import { realServer } from './server.ts';

privacySaid('what is private, on a real Hindsight', () => ({ hindsight: realServer() }));
