import { forgetJourneys } from '../contracts/forget-journeys.ts';
import { realServer } from './server.ts';

forgetJourneys('deleting and forgetting on a real Hindsight', () => ({ hindsight: realServer() }));
