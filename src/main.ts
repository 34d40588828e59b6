import module from 'node:module';

// What was compiled at the last start is used again: a third of the time to the first answer. Older Nodes do without.
module.enableCompileCache?.();
await import('./commands/serve.ts');
module.flushCompileCache?.();
