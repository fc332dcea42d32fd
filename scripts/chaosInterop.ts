// npm run chaos:interop -- [--seed N] [--small] [--json] [--out FILE]: the same with the FastAPI demo as the server.
import { openFastapiBackend } from './chaos/openFastapiBackend.ts';
import { interopSize, smallInteropSize } from './chaos/planFaults.ts';
import { runChaosCommand } from './chaos/runChaosCommand.ts';

await runChaosCommand({
  full: interopSize,
  small: smallInteropSize,
  openBackend: openFastapiBackend,
  name: 'interop',
  // The speed of a server that is not ours is measured, but is no reason to fail.
  failuresOf: ({ wrong, late }) => [...wrong, ...late],
});
