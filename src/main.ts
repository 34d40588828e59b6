import module from 'node:module';

// Reuses the code compiled at the last start. Node before 22.1 has no compile cache.
module.enableCompileCache?.();
await import('./commands/serve.ts');
module.flushCompileCache?.();
