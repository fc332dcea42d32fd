import path from 'node:path';
import { root } from './run.ts';

/**
 * How Node starts the server. V8 lets the space for young objects grow to many times 16 MB while pages are
 * read, and a scan is no faster for it: 260 MB instead of 290 to 440 MB at the peak of 3,000 pages. A limit
 * set by the running server comes too late. `npm run server` says the same in package.json.
 */
export const serverEntry = ['--max-semi-space-size=16', path.join(root, 'server', 'start.mjs')];
