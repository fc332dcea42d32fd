// The server's front door. Plain JavaScript, because it must run before the first TypeScript file is loaded:
// with the compile cache on, Node keeps stripped and compiled modules from one start to the next. It then
// starts sooner, spends less on compiling, and leaves out its TypeScript parser, which holds some 25 MB.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const { directory } = enableCompileCache(
  process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('../.data/compile-cache', import.meta.url)),
);
// Worker threads take it from the environment. Where the folder cannot be written, all works without it.
if (directory) process.env.NODE_COMPILE_CACHE ??= directory;

await import('./src/main.ts');
