import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer } from '../../tests/support/server/serverProcess.ts';

const entry = ['--max-semi-space-size=16', fileURLToPath(new URL('./pacedServer.ts', import.meta.url))];

/** Starts a server whose scans make `rate` updates a second for any address. */
export const startPacedServer = (
  pace: { rate: number; seconds: number },
  env: Record<string, string> = {},
  onLog?: (line: Record<string, unknown>) => void,
): Promise<ServerProcess> =>
  startServer({
    entry,
    ...(onLog && { onLog }),
    env: { PACED_RATE: String(pace.rate), PACED_SECONDS: String(pace.seconds), ...env },
  });
