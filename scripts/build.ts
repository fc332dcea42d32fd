import { run } from './support/run.ts';

// The unpacked extension for testers ends in .output/chrome-mv3.
process.exitCode = await run('wxt', ['build', '-b', 'chrome']);
