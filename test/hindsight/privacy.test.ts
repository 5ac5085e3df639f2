import { groupJourneys, privacyJourneys } from '../contracts/privacy-journeys.ts';
import { realServer } from './server.ts';

privacyJourneys('on a real Hindsight', () => ({ hindsight: realServer() }));
groupJourneys('on a real Hindsight', () => ({ hindsight: realServer() }));
