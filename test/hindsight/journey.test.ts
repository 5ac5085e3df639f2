import { journeys } from '../contracts/journeys.ts';
import { realServer } from './server.ts';

journeys('on a real Hindsight', () => ({ hindsight: realServer() }));
