// npm run chaos -- [--seed N] [--small] [--json] [--out FILE]
import { chaosFromCommandLine } from './chaos/fromCommandLine.ts';
import { openOwnBackend } from './chaos/ownBackend.ts';
import { fullSize, smallSize } from './chaos/plan.ts';

await chaosFromCommandLine({
  full: fullSize,
  small: smallSize,
  openBackend: openOwnBackend,
  name: 'connection',
  failuresOf: ({ wrong, broken }) => [...wrong, ...broken],
});
