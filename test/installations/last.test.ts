import { installationsLast } from '../contracts/installations.ts';

installationsLast('on the embedded memory', () => ({}));
