// npm run chaos -- [--seed N] [--small] [--json] [--out FILE]

import { openOwnBackend } from './chaos/openOwnBackend.ts';
import { fullSize, smallSize } from './chaos/planFaults.ts';
import { runChaosCommand } from './chaos/runChaosCommand.ts';

await runChaosCommand({
  full: fullSize,
  small: smallSize,
  openBackend: openOwnBackend,
  name: 'connection',
  failuresOf: ({ wrong, broken }) => [...wrong, ...broken],
});
