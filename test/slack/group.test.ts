import { groupJourneys } from '../contracts/privacy-journeys.ts';

groupJourneys('with the embedded memory', () => ({}));
