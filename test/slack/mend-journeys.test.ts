import { mendJourneys } from '../contracts/mend-journeys.ts';

mendJourneys('saying who somebody is, over the embedded memory', () => ({}));
