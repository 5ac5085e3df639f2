import { privacyJourneys } from '../contracts/privacy-journeys.ts';

privacyJourneys('with the embedded memory', () => ({}));
