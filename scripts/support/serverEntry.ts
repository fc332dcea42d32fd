import path from 'node:path';
import { root } from './run.ts';

/**
 * Node's arguments to start the server. Without the limit V8 lets the space for young objects grow to many times
 * 16 MB while pages are read, which makes no scan faster. With it the peak of 3,000 pages is 260 MB instead of
 * 290 to 440 MB. The running server cannot set the limit, because then it is too late. package.json has the same
 * limit for `npm run server`.
 */
export const serverEntry = ['--max-semi-space-size=16', path.join(root, 'server', 'start.mjs')];
