import { readingContract } from '../contracts/readings.ts';
import { realServer } from './server.ts';

readingContract('readings on Hindsight itself', async () => realServer());
