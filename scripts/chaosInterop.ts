// npm run chaos:interop -- [--seed N] [--small] [--json] [--out FILE]: the FastAPI demo in our server's place.
import { openFastapiBackend } from './chaos/openFastapiBackend.ts';
import { interopSize, smallInteropSize } from './chaos/planFaults.ts';
import { chaosFromCommandLine } from './chaos/runChaosCommand.ts';

await chaosFromCommandLine({
  full: interopSize,
  small: smallInteropSize,
  openBackend: openFastapiBackend,
  name: 'interop',
  // How fast a server of somebody else's is, is measured, too; it is no promise of ours.
  failuresOf: ({ wrong, late }) => [...wrong, ...late],
});
