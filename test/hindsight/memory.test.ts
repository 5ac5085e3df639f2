import { memoryContract, stateBankContract } from '../contracts/memory.ts';
import { realServer } from './server.ts';

memoryContract('memory on Hindsight itself', async () => realServer(), { interleavings: 50 });
stateBankContract('state on Hindsight itself', async () => realServer());
