import { installationsLast } from '../contracts/installations.ts';
import { realServer } from './server.ts';

installationsLast('on a real Hindsight', () => ({ hindsight: realServer() }));
