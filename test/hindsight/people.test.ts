import { mendJourneys } from '../contracts/people-journeys.ts';
import { realServer } from './server.ts';

mendJourneys('saying who somebody is, on a real Hindsight', () => ({ hindsight: realServer() }));
