import { hindsightApiContract } from '../contracts/hindsight-api.ts';
import { realServer } from './server.ts';

hindsightApiContract('Hindsight itself', async () => realServer());
