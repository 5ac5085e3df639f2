import { journeys } from '../contracts/journeys.ts';

journeys('over Socket Mode', () => ({ transport: 'socket' }));
journeys('over signed HTTP', () => ({ transport: 'http' }));
