// npm run chaos -- [--seed N] [--small] [--json] [--out FILE]

import { openOwnBackend } from './chaos/openOwnBackend.ts';
import { fullSize, smallSize } from './chaos/planFaults.ts';
import { chaosFromCommandLine } from './chaos/runChaosCommand.ts';

await chaosFromCommandLine({
  full: fullSize,
  small: smallSize,
  openBackend: openOwnBackend,
  name: 'connection',
  failuresOf: ({ wrong, broken }) => [...wrong, ...broken],
});
