import { privacySaid } from '../contracts/privacy-said.ts';

privacySaid('what is private, over the embedded memory', () => ({}));
