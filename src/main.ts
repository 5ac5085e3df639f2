import * as nodeModule from 'node:module';

// From Node 22 on what is compiled once is kept for the next start, where there is a place to write to.
if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function')
  nodeModule.enableCompileCache();
await import('./process.ts');
