import { mendJourneys } from '../contracts/people-journeys.ts';

mendJourneys('saying who somebody is, over the embedded memory', () => ({}));
